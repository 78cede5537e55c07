import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../../src/json/json.ts';
import { memberOf, memberPath, put, type Step } from '../../src/request/member.ts';

const keys = fc.oneof(fc.nat({ max: 999_999 }), fc.string({ unit: 'grapheme' }));
const step = (key: string | number): Step => ({ key, at: 0, length: 0 });

it('a path is read back as it was written', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z]\w*$/), fc.array(keys, { maxLength: 5 }), (root, steps) => {
      const path = steps.reduce<string>((at, key) => memberPath(at, key), root);
      const read = memberOf(path);
      expect(read?.root).toBe(root);
      expect(read?.steps.map(({ key }) => key)).toEqual(steps);
      // Each step knows its place.
      for (const { at, length } of read?.steps ?? []) expect(path.slice(at, at + length)).toMatch(/^[.[]/);
    }),
  );
});

it.each(['', '.a', '[0]', 'a.', 'a..b', 'a[', 'a[]', 'a[x]', 'a[-1]', 'a[0', 'a]b', 'a["x]', 'a[0]b', 'a[1234567]'])(
  '%j is no name',
  (name) => {
    expect(memberOf(name)).toBeUndefined();
  },
);

it.each<[Json | undefined, (string | number)[], Json | undefined]>([
  [undefined, [], 1],
  [undefined, ['a'], { a: 1 }],
  [undefined, [0], [1]],
  [undefined, [1], undefined],
  [[5], [1, 'a'], [5, { a: 1 }]],
  [[5], [0], [1]],
  [[5], [0, 'a'], undefined],
  [{ a: 5 }, ['b', 0], { a: 5, b: [1] }],
  [{ a: 5 }, [0], undefined],
  [[], ['a'], undefined],
  ['x', ['a'], undefined],
  [{}, ['__proto__'], JSON.parse('{"__proto__":1}') as Json],
  [{}, ['constructor', 'prototype'], { constructor: { prototype: 1 } }],
])('into %j at %j gives %j', (into, path, expected) => {
  expect(put(into, path.map(step), 1)).toEqual(expected);
  expect(({} as Record<string, unknown>).prototype).toBeUndefined();
});
