import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/errors.ts';
import { pipelineStart, readPipeline } from '../../src/language/pipeline.ts';
import { joined } from '../../src/language/scan.ts';

/** `text | program word > file` */
function told(line: string): string {
  const { text, programs, file } = readPipeline(line);
  const parts = programs.map((words) => ` | ${words.map((word) => `<${word.text}>`).join(' ')}`);
  return `[${text}]${parts.join('')}${file ? ` ${file.append ? '>>' : '>'} <${file.path.text}>` : ''}`;
}

describe('a line of the REPL', () => {
  it.each([
    ['QueryHost', '[QueryHost]'],
    ['QueryHost | jq .', '[QueryHost ] | <jq> <.>'],
    ['QueryHost|jq .|wc -l', '[QueryHost] | <jq> <.> | <wc> <-l>'],
    ["a | jq -r '.x | length'", '[a ] | <jq> <-r> <.x | length>'],
    ['a name="x|y"', '[a name="x|y"]'],
    ['a name=x\\|y', '[a name=x\\|y]'],
    ['a size>5', '[a size>5]'],
    ['a size>=5', '[a size>=5]'],
    ['a > f', '[a ] > <f>'],
    ['a >f', '[a ] > <f>'],
    ['a >> "b c"', '[a ] >> <b c>'],
    ['a | jq . > f', '[a ] | <jq> <.> > <f>'],
    ['a |> f', /a program is missing|nothing/],
    ["a '>' f", "[a '>' f]"],
  ])('%s', (line, expected) => {
    if (typeof expected === 'string') expect(told(line)).toBe(expected);
    else expect(() => told(line)).toThrow('nothing-after');
  });

  it.each([
    ['a |', 'nothing-after', 2],
    ['a | | b', 'nothing-after', 2],
    ['a >', 'nothing-after', 2],
    ['a > b c', 'after-file', 6],
    ['a > b | c', 'after-file', 6],
    ['a | "b', 'unclosed-quote', 4],
  ])('%s is refused where it is wrong', (line, code, at) => {
    try {
      told(line);
      expect.unreachable();
    } catch (error) {
      expect(problemsOf(error)?.map((problem) => [problem.code, problem.span?.start])).toEqual([[code, at]]);
    }
  });

  it('never fails while it is typed', () => {
    const line = `a name="x|y" | jq '.a' >> "f`;
    for (let end = 0; end <= line.length; end++) expect(pipelineStart(line.slice(0, end))).toBeLessThanOrEqual(end);
    expect(pipelineStart(line)).toBe(13);
  });

  it('goes on behind a backslash, but not inside of quotes', () => {
    expect(joined('a \\\nb')).toBe('a b');
    expect(joined('a\\\nb')).toBe('ab');
    expect(joined("'a\\\nb' \\\n c")).toBe("'a\\\nb'  c");
    expect(joined('a \\\\\nb')).toBe('a \\\\\nb');
  });
});
