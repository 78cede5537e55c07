import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/sandbox/fault.ts';
import { parseQ } from '../../../src/sandbox/rest/q.ts';

describe('one q parameter', () => {
  it.each([
    ['name=a', 'name', '=', 'a'],
    ['name=', 'name', '=', ''],
    ['name==a', 'name', '=', 'a'],
    ['name===a', 'name', '=', 'a'],
    ['name=a=b', 'name', '=', 'a=b'],
    ['name = a', 'name', '=', ' a'],
    ['name=a ', 'name', '=', 'a '],
    ['name!==a', 'name', '!=', '=a'],
    ['name!?=a,b', 'name', 'not in', 'a,b'],
    ['name?=', 'name', 'in', ''],
    ['name~=%a%', 'name', 'like', '%a%'],
    ['name!~=%a%', 'name', 'not like', '%a%'],
    ['size>=5', 'size', '>=', '5'],
    ['size<=5', 'size', '<=', '5'],
    ['size>5', 'size', '>', '5'],
    ['name=a>=b', 'name=a', '>=', 'b'],
    ['name~=x!=y', 'name~=x', '!=', 'y'],
    ['name=>5', 'name', '=', '>5'],
    ['name<>5', 'name<', '>', '5'],
    ['name=x is null', 'name', '=', 'x is null'],
    ['description=<b>x</b>', 'description', '=', '<b>x</b>'],
    ['name=null', 'name', '=', 'null'],
  ])('%s', (q, name, op, value) => {
    expect(parseQ(q)).toEqual({ name, op, value });
  });

  it.each([
    ['name is null', 'name', 'is null'],
    ['name not null', 'name', 'is not null'],
    ['name is not null', 'name is', 'is not null'],
    ['is null', '', 'is null'],
  ])('%s', (q, name, op) => {
    expect(parseQ(q)).toEqual({ name, op });
  });

  it.each([
    ['=a', "The '=a' in parameter[q] is not a key-value pair split by ="],
    ['>', "The '>' in parameter[q] is not a key-value pair split by >"],
    ['!?=a', "The '!?=a' in parameter[q] is not a key-value pair split by not in"],
    [
      'foo',
      "The 'foo' in the parameter[q] doesn't contain any query operator. Valid query operators are [[!=, >=, <=, !?=, !~=, ~=, ?=, =, >, <, is null, not null]]",
    ],
    ['', "The '' in the parameter[q] doesn't contain any query operator."],
  ])('%s is refused', (q, text) => {
    expect(() => parseQ(q)).toThrow(Refusal);
    expect(() => parseQ(q)).toThrow(`Invalid query parameter. ${text}`);
  });
});
