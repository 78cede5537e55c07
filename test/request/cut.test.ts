import { expect, it } from 'vitest';
import { cut } from '../../src/request/cut.ts';

it.each<[string, string | undefined]>([
  ['name=a', 'name|=|a'],
  ['name=', 'name|=|'],
  ['=a', undefined],
  ['>', undefined],
  ['name==a', 'name|=|a'],
  ['name=a=b', 'name|=|a=b'],
  ['name = a', 'name|=| a'],
  ['name!==a', 'name|!=|=a'],
  ['name!?=a,b', 'name|!?=|a,b'],
  ['name?=', 'name|?=|'],
  ['name=a>=b', 'name=a|>=|b'],
  ['name~=x!=y', 'name~=x|!=|y'],
  ['name=>5', 'name|=|>5'],
  ['name<>5', 'name<|>|5'],
  ['name is null', 'name|is null|'],
  ['name not null', 'name|not null|'],
  ['name is not null', 'name is|not null|'],
  ['name=x is null', 'name|=|x is null'],
  ['is null', '|is null|'],
  ['foo', undefined],
])('%s is cut as the server does', (q, expected) => {
  const read = cut(q);
  expect(read && `${read.name}|${read.operator}|${read.value ?? ''}`).toBe(expected);
});
