import fc from 'fast-check';

/** How often a property runs: `usual` times, `FUZZ_RUNS` for each hundred of them; the seed is `FUZZ_SEED` where one is given. */
export function runs(usual: number): { readonly numRuns: number; readonly seed?: number } {
  const { FUZZ_RUNS = '100', FUZZ_SEED } = process.env;
  const numRuns = Math.ceil((usual * Number(FUZZ_RUNS)) / 100);
  return { numRuns, ...(FUZZ_SEED && { seed: Number(FUZZ_SEED) }) };
}

/** What a terminal would act on, what has no width, what is no character, and what is much. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '\u001b[31mred\u001b[2J\u001b]0;title\u0007',
    '\u001b]8;;http://x\u001b\\link',
    '\u009b2J\u0090q\u009c',
    '\r\u0008\u0008over',
    'a\nb\tc\u0000d\u007f',
    '\u202eright\u2066to\u200bleft\u2028\ufeff',
    '\ud800 lone \udc00',
    '=cmd|calc',
    '"\',;|\\`$(x)',
    '机房 👨‍👩‍👧 é',
    '-'.repeat(200),
    'x'.repeat(20_000),
    '\\n'.repeat(500),
    'Jan 1, 2026 2:00:00 AM',
    'Jan 99, 9999 99:99:99 PM',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);

const hostileKey: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'toJSON', 'then', 'length'],
    ...[
      '',
      '0',
      'uuid',
      'name',
      'state',
      'createDate',
      'size',
      'inventory',
      'inventories',
      'success',
      'error',
      'total',
    ],
  ),
  hostileText,
);

const numberText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('0', '-0', '1e999', '-1E+400', '1e-400', '9007199254740993', `1${'0'.repeat(10_000)}`, '0.1e1', '-1'),
  fc.constant(`0.${'3'.repeat(10_000)}`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
);

/** JSON as text, so that keys may come twice and numbers keep their digits. */
export const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(
      hostileText.map((text) => JSON.stringify(text)),
      numberText,
      fc.constantFrom('null', 'true', 'false', '{}', '[]', '""'),
    ),
    tie('object'),
    tie('array'),
  ),
  object: fc
    .array(fc.tuple(hostileKey, tie('value')), { maxLength: 6 })
    .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
  array: fc.array(tie('value'), { maxLength: 4 }).map((values) => `[${values.join(',')}]`),
})).value;

/** Bytes of a text after an accident: cut off, with something put in or taken out, or behind a byte order mark. */
export function damaged(text: string): fc.Arbitrary<Buffer> {
  const bytes = Buffer.from(text);
  const place = fc.nat(bytes.length);
  return fc.oneof(
    { arbitrary: fc.constant(bytes), weight: 4 },
    fc.constant(Buffer.concat([Buffer.from('\ufeff'), bytes])),
    place.map((at) => bytes.subarray(0, at)),
    fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 6 })).map(([at, odd]) => {
      return Buffer.concat([bytes.subarray(0, at), odd, bytes.subarray(at)]);
    }),
    fc.tuple(place, fc.nat(40)).map(([at, length]) => {
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    }),
    fc.tuple(place, fc.nat(255)).map(([at, byte]) => {
      const other = Buffer.from(bytes);
      if (at < other.length) other[at] = byte;
      return other;
    }),
  );
}

/** What a terminal must not be sent, beside the ends of lines; `more` is let through too. */
export function controlsIn(text: string, more = ''): readonly string[] {
  const found = text.match(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029\ufeff]/gu) ?? [];
  return found.filter((character) => character !== '\n' && !more.includes(character));
}

/** Nothing that was read may have changed what every object inherits. */
export function pollution(): readonly string[] {
  const names = [Object.prototype, Array.prototype].flatMap((prototype) =>
    Reflect.ownKeys(prototype).filter((name) => !known.has(name)),
  );
  return [...names.map(String), ...(Object.getPrototypeOf(Object.prototype) === null ? [] : ['Object.prototype'])];
}

const known: ReadonlySet<PropertyKey> = new Set(
  [Object.prototype, Array.prototype].flatMap((prototype) => Reflect.ownKeys(prototype)),
);
