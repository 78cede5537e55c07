import { describe, expect, test } from 'vitest';
import { withLineOptions } from '../../src/batch/options.ts';
import { readLine } from '../../src/language/words.ts';

const base = { validate: false, wait: true, sandbox: true, output: 'table' } as const;
const read = (text: string) => {
  const { line, options } = withLineOptions(readLine(text), base);
  return { words: line.words.map((word) => [word.text, word.start]), options };
};

describe('options of a line', () => {
  test('are on top of those of the run, which keep what the line does not say', () => {
    expect(read('QueryZone -o json name=x --no-wait')).toEqual({
      words: [
        ['QueryZone', 0],
        ['name=x', 18],
      ],
      options: { ...base, output: 'json', wait: false },
    });
  });

  test('leave a line without them as it is', () => {
    const line = readLine("QueryZone name='-o json'");
    expect(withLineOptions(line, base)).toEqual({ line, options: base });
  });

  test.each([
    ['QueryZone --url http://x', 'option-of-run', { option: '--url' }],
    ['QueryZone -f x', 'option-of-run', { option: '--file' }],
    ['QueryZone --sandbox', 'option-of-run', { option: '--sandbox' }],
    ['QueryZone --lang zh', 'option-of-run', { option: '--lang' }],
    ['QueryZone -o jason', 'bad-option', expect.objectContaining({ option: '--output' })],
    ['QueryZone --nowait', 'unknown-option', expect.objectContaining({ option: '--nowait' })],
  ])('%s is refused', (text, code, facts) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code, facts }));
  });
});
