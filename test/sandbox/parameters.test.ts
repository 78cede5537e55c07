import { describe, expect, it } from 'vitest';
import type { Api, Param } from '../../src/registry/types.ts';
import { Refusal } from '../../src/sandbox/fault.ts';
import { bodyParams, parseBody, queryParams } from '../../src/sandbox/parameters.ts';

const of = (name: string, type: Param['type'], more: Partial<Param> = {}): Param => ({
  ...{ name, type, required: false },
  ...more,
});

const api: Api = {
  name: 'CreateThing',
  kind: 'create',
  wrap: 'params',
  params: [
    of('uuid', 'string'),
    of('name', 'string'),
    of('password', 'string', { noTrim: true }),
    of('count', 'int'),
    of('size', 'long'),
    of('ratio', 'double'),
    of('fast', 'bool'),
    of('uuids', 'list', { elem: 'string' }),
    of('sizes', 'list', { elem: 'long' }),
    of('anything', 'list'),
    of('labels', 'map', { elem: 'string' }),
    of('services', 'map', { elem: 'list<string>' }),
    of('spec', 'object'),
    of('deleteMode', 'string', {
      ...{ default: 'Permissive', values: ['Permissive', 'Enforcing'], enumType: 'DeletionMode' },
    }),
    of('systemTags', 'list', { elem: 'string' }),
    of('userTags', 'list', { elem: 'string' }),
  ],
};

/** What a body gives, the default of deleteMode left out. */
function body(text: string, pathVariables: Readonly<Record<string, string>> = {}) {
  const { deleteMode, ...params } = bodyParams(api, parseBody(text), pathVariables);
  return deleteMode === 'Permissive' ? params : { ...params, deleteMode };
}

function query(text: string, pathVariables: Readonly<Record<string, string>> = {}) {
  const { deleteMode, ...params } = queryParams(api, [...new URLSearchParams(text)], pathVariables);
  return deleteMode === 'Permissive' ? params : { ...params, deleteMode };
}

/** Status and text of a refusal. */
function refusal(work: () => unknown): string {
  try {
    return `accepted ${JSON.stringify(work())}`;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.status} ${error.message}`;
  }
}

describe('parameters of a body', () => {
  it.each([
    ['', {}],
    ['  \n', {}],
    ['{}', {}],
    ['{"params":{}}', {}],
    ['{"params":null}', {}],
    ['{"params":[1]}', {}],
    ['{"createThing":{"name":"a"}}', {}],
    ['{"params":{"name":" a ","password":" a "}}', { name: 'a', password: ' a ' }],
    ['{"params":{"name":null,"other":1}}', {}],
    [
      '{"params":{"name":5,"fast":"TRUE","count":"7","size":"8","ratio":"1.5"}}',
      { name: '5', fast: true, count: 7, size: 8, ratio: 1.5 },
    ],
    ['{"params":{"name":true,"fast":false,"count":-1}}', { name: 'true', fast: false, count: -1 }],
    ['{"params":{"name":1.50}}', { name: '1.50' }],
    ['{"params":{"size":9007199254740993}}', { size: 9007199254740993n }],
    ['{"params":{"uuids":["a",1,true,null],"sizes":["1",2]}}', { uuids: ['a', '1', 'true', null], sizes: [1, 2] }],
    ['{"params":{"anything":[{"a":1},[9007199254740993]]}}', { anything: [{ a: 1 }, [9007199254740993n]] }],
    [
      '{"params":{"labels":{"a":1},"services":{"x":["a"]},"spec":{"deep":[1.5]}}}',
      { labels: { a: '1' }, services: { x: ['a'] }, spec: { deep: [1.5] } },
    ],
    ['{"params":{"deleteMode":"Enforcing"}}', { deleteMode: 'Enforcing' }],
    ['{"params":{"deleteMode":"enforcing"}}', {}],
    ['{"params":{"name":"\\u00005"}}', { name: '\u00005' }],
  ])('%s', (text, params) => {
    expect(body(text)).toEqual(params);
  });

  it('take tags from beside the wrapper first, and path variables before all', () => {
    const both = '{"params":{"systemTags":["in"],"userTags":["in"],"uuid":"body"},"systemTags":["top"],"name":"top"}';
    expect(body(both, { uuid: 'path' })).toEqual({ systemTags: ['top'], userTags: ['in'], uuid: 'path' });
  });

  it.each([
    ['{', '500 com.google.gson.JsonSyntaxException: '],
    [
      '[]',
      '500 com.google.gson.JsonSyntaxException: java.lang.IllegalStateException: Expected BEGIN_OBJECT but was BEGIN_ARRAY',
    ],
    ['{"params":{"uuids":"a"}}', '500 '],
    ['{"params":{"labels":[]}}', '500 '],
    ['{"params":{"name":{}}}', '500 '],
    ['{"params":{"count":2147483648}}', '500 java.lang.NumberFormatException: For input string: "2147483648"'],
    ['{"params":{"size":9223372036854775808}}', '500 '],
    ['{"params":{"count":"abc"}}', '400 [count] field is excepted an int or long, but was [abc].'],
    ['{"params":{"count":5.5}}', '400 [count] field is excepted an int or long, but was [5.5].'],
    ['{"params":{"size":5.0}}', '400 [size] field is excepted an int or long, but was [5.0].'],
    [
      '{"params":{"fast":"yes"}}',
      '400 Invalid value for boolean field [fast], [yes] is not a valid boolean string[true, false].',
    ],
  ])('%s is refused', (text, expected) => {
    expect(refusal(() => body(text)).slice(0, expected.length)).toBe(expected);
  });
});

describe('parameters of a query string', () => {
  it.each([
    ['', {}],
    ['name=+a+&other=1', { name: 'a' }],
    ['count=5.9&size=-5.9&ratio=1.5', { count: 5, size: -5, ratio: 1.5 }],
    ['count=3000000000&size=1e300', { count: 2147483647, size: 9223372036854775807n }],
    ['size=9007199254740993', { size: 9007199254740992n }],
    ['fast=TRUE', { fast: true }],
    ['fast=yes', { fast: false }],
    ['uuids=b&uuids=a', { uuids: ['b', 'a'] }],
    ['uuids.1=b&uuids.0=a&uuids.10=c', { uuids: ['a', 'b', 'c'] }],
    ['sizes=1&sizes=2', { sizes: [1, 2] }],
    ['labels.a=1&labels.b=2', { labels: { a: '1', b: '2' } }],
    ['services.x=a&services.x=b', { services: { x: ['a', 'b'] } }],
    ['labels.__proto__=1', { labels: JSON.parse('{"__proto__":"1"}') }],
    ['deleteMode=Enforcing', { deleteMode: 'Enforcing' }],
  ])('%s', (text, params) => {
    expect(query(text)).toEqual(params);
  });

  it('come after path variables', () => {
    expect(query('uuid=query', { uuid: 'path' })).toEqual({ uuid: 'path' });
  });

  it.each([
    [
      'name=a&name=b',
      '400 Invalid query parameter[name], only one value is allowed for the parameter but multiple values found',
    ],
    ['count=abc', '500 java.lang.NumberFormatException: For input string: "abc"'],
    ['labels.a=1&labels.a=2', '400 '],
  ])('%s is refused', (text, expected) => {
    expect(refusal(() => query(text)).slice(0, expected.length)).toBe(expected);
  });
});
