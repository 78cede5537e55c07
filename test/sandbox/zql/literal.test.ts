import { describe, expect, it } from 'vitest';
import { isNumber, numberOf, textOf, timeOf } from '../../../src/sandbox/zql/literal.ts';

const string = (text: string) => textOf({ kind: 'string', text });

describe('the text that MySQL reads', () => {
  it.each([
    ["'it''s'", "it's"],
    ["'it\\'s'", "it's"],
    ["'a\\\\b'", 'a\\b'],
    ["'a\\b'", 'a\b'],
    ["'a\\nb\\tc'", 'a\nb\tc'],
    ["'100\\%'", '100\\%'],
    ["'a\\_b'", 'a\\_b'],
    ["'\\x\\\"'", 'x"'],
    ["'a\\\nb'", 'a\nb'],
    ["''", ''],
    ["'\\😀'", '😀'],
    ["'a\0b\\0'", 'a\u0001b\u0001'],
  ])('of %s', (text, expected) => {
    expect(string(text)).toBe(expected);
  });

  it('of numbers and booleans', () => {
    expect(textOf({ kind: 'number', text: '-1.50' })).toBe('-1.50');
    expect(textOf({ kind: 'boolean', text: 'true' })).toBe('1');
    expect(textOf({ kind: 'boolean', text: 'false' })).toBe('0');
  });

  it.each(["'a\\'", "'a\\''b\\'", '"a"'])('is none of %s', (text) => {
    expect(() => string(text)).toThrow(/SQL syntax|unexpected token/);
  });
});

describe('the number that a text begins with', () => {
  it.each([
    ['02', 2],
    ['2.0', 2],
    ['2abc', 2],
    ['10GB', 10],
    ['', 0],
    ['abc', 0],
    [' 2', 2],
    ['+2', 2],
    ['-1', -1],
    ['1e2x', 100],
    ['.5e1', 5],
    ['1.', 1],
    ['1e', 1],
    ['0x10', 0],
    ['2.5', 2.5],
    ['9007199254740993', 9007199254740993n],
    ['9223372036854775807', 9223372036854775807n],
    ['99999999999999999999', 1e20],
    ['1e999', Number.MAX_VALUE],
    ['-1e999', -Number.MAX_VALUE],
  ])('%s', (text, number) => {
    expect(numberOf(text)).toBe(number);
  });

  it('is the whole of it, or is not', () => {
    expect(['1', '-1.5', ' 2', '1e3'].filter((text) => !isNumber(text))).toEqual([]);
    expect(['', 'x', '1x', '1 ', '.'].filter((text) => isNumber(text))).toEqual([]);
  });
});

/** As MariaDB 10.11 compares them with a column of times. */
describe('the time that a text is', () => {
  it.each([
    ['2020-02-01', '2020-02-01 00:00:00'],
    ['2020-02-01 02:00:00', '2020-02-01 02:00:00'],
    ['2020-02-01T02:00:00', '2020-02-01 02:00:00'],
    ['2020-02-01T02:00:00Z', '2020-02-01 02:00:00'],
    ['2020-02-01 02:00', '2020-02-01 02:00:00'],
    ['2020-2-1 2:0:0', '2020-02-01 02:00:00'],
    ['2020/02/01', '2020-02-01 00:00:00'],
    ['2020.02.01 02.00.00', '2020-02-01 02:00:00'],
    ['20200201020000', '2020-02-01 02:00:00'],
    ['20200201T020000', '2020-02-01 02:00:00'],
    ['20200201', '2020-02-01 00:00:00'],
    ['200201', '2020-02-01 00:00:00'],
    ['200201020000', '2020-02-01 02:00:00'],
    ['99-05-06', '1999-05-06 00:00:00'],
    ['69-01-01', '2069-01-01 00:00:00'],
    ['70-01-01', '1970-01-01 00:00:00'],
    ['2020-02-01x', '2020-02-01 00:00:00'],
    ['2020-02-01 02:00:00.50', '2020-02-01 02:00:00.5'],
    ['2020-02-01 02:00:00.000', '2020-02-01 02:00:00'],
    [' 2020-02-01 ', '2020-02-01 00:00:00'],
    ['2020-02-31', '2020-02-31 00:00:00'],
    ['2020-00-01', '2020-00-01 00:00:00'],
  ])('%s', (text, time) => {
    expect(timeOf(text)).toBe(time);
  });

  it.each([
    'garbage',
    '',
    '2020',
    '2020-02',
    '2020-13-01',
    '2020-02-32',
    '2020-02-01 25:00:00',
    '2020-02-01 02:60:00',
    '2020-02-01 020000',
    '20200201 02:00:00',
    '12020-01-01',
    '0000-00-00',
    'Jan 1, 2020 2:00:00 AM',
    '2020年02月01日',
    '200101.5',
  ])('is before all times: %s', (text) => {
    expect(timeOf(text)).toBe('');
  });
});
