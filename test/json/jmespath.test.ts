import { describe, expect, test } from 'vitest';
import { isTrue, readExpression } from '../../src/json/jmespath.ts';
import { parseJson } from '../../src/json/json.ts';

const fields = new Set(['state', 'status', 'lastState', 'size', 'name']);
const search = async (expression: string, json: string): Promise<unknown> =>
  (await readExpression(expression, (name) => fields.has(name))).search(parseJson(json));

describe('an expression', () => {
  test.each([
    ["state=='Running'", '{"state":"Running"}', true],
    ['state==Running', '{"state":"Running"}', true],
    ['state==Running', '{"state":"Stopped"}', false],
    ['state!=Running && status==Ready', '{"state":"Stopped","status":"Ready"}', true],
    ['state==lastState', '{"state":"Running","lastState":"Running"}', true],
    ['state==lastState', '{"state":"lastState"}', false],
    ['state==null', '{}', true],
    ['state!=null', '{"state":"null"}', true],
    ['isDefault==true && isSystem==false', '{"isDefault":true,"isSystem":false}', true],
    ['state==`null`', '{}', true],
    ['@==`null`', 'null', true],
    ['!@', 'null', true],
    ['state==Running', 'null', false],
    ['size>`9007199254740992`', '{"size":9223372036854775807}', true],
    ["vmNics[?ip=='10.0.0.1'] | [0].mac", '{"vmNics":[{"ip":"10.0.0.1","mac":"fa"}]}', 'fa'],
    ['let $x = state in $x == state', '{"state":"a"}', true],
    ['constructor', '{}', null],
    ['__proto__.a', '{"__proto__":{"a":1}}', 1],
  ])('%s of %s is %j', async (expression, json, value) => {
    expect(await search(expression, json)).toEqual(value);
  });

  test.each([
    'state==',
    'state = 3',
    'state=Running',
    "a && state='x'",
    '[',
    '',
    'lenght(name)',
    'a && b[?lenght(@) > `1`]',
  ])('%j is none', async (expression) => {
    await expect(readExpression(expression)).rejects.toThrow(SyntaxError);
  });
});

test.each([
  ['null', false],
  ['false', false],
  ['""', false],
  ['[]', false],
  ['{}', false],
  ['0', true],
  ['1e400', true],
  ['[null]', true],
  ['"no"', true],
])('%s is %j', (json, truth) => expect(isTrue(parseJson(json))).toBe(truth));
