import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/errors.ts';
import { readDocument } from '../../src/input/document.ts';
import { readStatement, type Statement } from '../../src/language/statement.ts';
import { readCompleteLine } from '../../src/language/words.ts';
import { apiOf, buildRequest } from '../../src/request/build.ts';
import { withDocument } from '../../src/request/document.ts';
import { textIn } from '../../src/text/text.ts';
import { registry } from '../request/registry.ts';

const read = (text: string) =>
  readDocument({ name: 'd.yaml', text }).map(({ name, value, origin }) => [name, value, origin]);

function build(line: string, text: string) {
  const statement = readStatement(readCompleteLine(line)) as Statement;
  const api = apiOf(statement, registry);
  const whole = withDocument(api, statement, readDocument({ name: 'd.yaml', text }));
  return buildRequest(api, whole, registry, { validate: true, byUuid: false }).request;
}

it.each<[string, readonly unknown[]]>([
  ['', []],
  ['# nothing', []],
  ['{}', []],
  ['name: web', [['name', 'web', 'text']]],
  ['name: null\nother: ~\nthird:', []],
  ['name: 1.10', [['name', '1.10', 'json']]],
  ['size: 9223372036854775807', [['size', '9223372036854775807', 'json']]],
  ['on: yes', [['on', 'yes', 'text']]],
  ['on: true', [['on', 'true', 'json']]],
  ['day: 2026-11-25', [['day', '2026-11-25', 'text']]],
  ['port: 0x10', [['port', '16', 'json']]],
  ['5: five', [['5', 'five', 'text']]],
  ['rules:\n  - type: Ingress\n    startPort: 22', [['rules', '[{"type":"Ingress","startPort":22}]', 'json']]],
  ['{"a": {"__proto__": [1, null]}}', [['a', '{"__proto__":[1,null]}', 'json']]],
  ['text: |\n  a\n  b\n', [['text', 'a\nb\n', 'text']]],
  [
    'x: &a [1]\ny: *a',
    [
      ['x', '[1]', 'json'],
      ['y', '[1]', 'json'],
    ],
  ],
])('%j holds its values', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

it.each<[string, string]>([
  ['- a', 'not-a-map'],
  ['text', 'not-a-map'],
  ['[a]: b', 'not-a-name'],
  ['a: .inf', 'not-json'],
  ['a: .nan', 'not-json'],
  [`a: ${'['.repeat(300)}${']'.repeat(300)}`, 'too-deep'],
  ['a: &a [*a]', 'too-deep'],
  [
    `a: &a [${'x, '.repeat(20)}]\n${[...'bcdef'].map((k, i) => `${k}: &${k} [${`*${'abcde'[i]}, `.repeat(20)}]`).join('\n')}`,
    'too-large',
  ],
])('%.30j is refused: %s', (text, reason) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ code: 'bad-document', facts: { name: 'd.yaml', reason } }),
  );
});

it.each([
  ['a: "x', 'MISSING_CHAR'],
  ['a: [', 'BAD_INDENT'],
  ['a: 1\na: 2', 'DUPLICATE_KEY'],
  ['a: !!js/function x', 'TAG_RESOLVE_FAILED'],
  ['a: b: c', 'BLOCK_AS_IMPLICIT_KEY'],
  ['\tx: 1', 'TAB_AS_INDENT'],
  ['a: 1\n---\nb: 2', 'MULTIPLE_DOCS'],
  ['a:\n  b: 1\n c: 2', 'BAD_INDENT'],
  ['a: 1\n  b: 2', 'BLOCK_AS_IMPLICIT_KEY'],
  ['a: "1" 2', 'UNEXPECTED_TOKEN'],
  ['a: *b', 'no-anchor'],
])('%j is no document: %s', async (text, reason) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ code: 'bad-document', facts: { name: 'd.yaml', reason } }),
  );
  for (const lang of ['en', 'zh'] as const) {
    const told = (await textIn(lang)).problems['bad-document']({ name: 'x', reason }).text;
    expect(told).not.toContain(reason);
    expect(told).not.toMatch(/no YAML|不是 YAML/);
  }
});

it('never throws anything else', () => {
  const pieces = fc.constantFrom(
    'a',
    ': ',
    '\n',
    '- ',
    '  ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '&a ',
    '*a',
    '!x ',
    "'",
    '"',
    '|',
    '>',
    '?',
    '#',
    '0',
    '~',
    '\t',
    '---',
    '...',
    '%',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
      try {
        read(parts.join(''));
      } catch (error) {
        expect(problemsOf(error)?.[0]?.code).toBe('bad-document');
      }
    }),
    { numRuns: 2000 },
  );
});

describe('beside words', () => {
  it('gives what they leave out', () => {
    expect(build('CreateVmInstance name=mine cpuNum=2', 'name: web\nmemorySize: 5')).toMatchObject({
      body: { params: { name: 'mine', cpuNum: 2, memorySize: 5 } },
    });
  });

  it('loses its members to a word that gives the whole', () => {
    expect(build('CreateVmInstance name=a systemTags=x', 'systemTags[0]: y')).toMatchObject({
      body: { params: { systemTags: ['x'] } },
    });
  });

  it('has its members changed by dotted words', () => {
    const text = 'securityGroupUuid: 9f5010336a233d6ebbd82594a6d56e7c\nrules: [{type: Ingress, protocol: TCP}]';
    expect(build('AddSecurityGroupRule rules[0].protocol=UDP rules[1].type=Egress', text)).toMatchObject({
      body: { params: { rules: [{ type: 'Ingress', protocol: 'UDP' }, { type: 'Egress' }] } },
    });
  });

  it('asks in a query by what it holds', () => {
    const text =
      'state: [Running, Stopped]\nname: web\nfields: [uuid, name]\nlimit: 5\nconditions:\n  - {name: cpuNum, op: ">", value: 1}';
    expect(build('QueryVmInstance name=db', text).query).toEqual([
      ['q', 'state?=Running,Stopped'],
      ['q', 'cpuNum>1'],
      ['q', 'name=db'],
      ['fields', 'uuid,name'],
      ['limit', '5'],
    ]);
  });

  it('tells its mistakes at their places in it', () => {
    const text = 'name: web\ncpuNum: four\nnmae: x\ndescription: {a: 1}\n';
    const problems = (() => {
      try {
        build('CreateVmInstance', text);
      } catch (error) {
        return problemsOf(error) ?? [];
      }
      return [];
    })();
    expect(problems.map(({ code, span }) => [code, span?.of?.name, text.slice(span?.start, span?.end)])).toEqual([
      ['bad-value', 'd.yaml', 'four'],
      ['unknown-param', 'd.yaml', 'nmae'],
      ['bad-value', 'd.yaml', '{a: 1}'],
    ]);
  });
});
