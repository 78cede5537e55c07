import { expect, test } from 'vitest';
import { durationOf } from '../src/options.ts';

test.each([
  ['90', 90_000],
  ['1.5s', 1500],
  ['1500ms', 1500],
  ['10m', 600_000],
  ['1h30m', 5_400_000],
  ['2d', 172_800_000],
  ['0', undefined],
  ['0.1ms', undefined],
  ['31d', undefined],
  ['abc', undefined],
  ['', undefined],
  ['10 m', undefined],
  ['-5s', undefined],
  ['5s!', undefined],
  ['.', undefined],
])('%j is %j ms', (text, ms) => expect(durationOf(text)).toBe(ms));
