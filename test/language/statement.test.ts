import { describe, expect, it } from 'vitest';
import { CliError, problemsOf } from '../../src/errors.ts';
import { readStatement } from '../../src/language/statement.ts';
import { readLine } from '../../src/language/words.ts';

const read = (line: string) => readStatement(readLine(line));

it.each<[string, string, string, string]>([
  ['f=v', 'f', '=', 'v'],
  ['f!=v', 'f', '!=', 'v'],
  ['f>v', 'f', '>', 'v'],
  ['f>=v', 'f', '>=', 'v'],
  ['f<v', 'f', '<', 'v'],
  ['f<=v', 'f', '<=', 'v'],
  ['f?=a,b', 'f', '?=', 'a,b'],
  ['f!?=a,b', 'f', '!?=', 'a,b'],
  ['f~=v', 'f', '~=', 'v'],
  ['f!~=v', 'f', '!~=', 'v'],
  ['f=', 'f', '=', ''],
  ['f>', 'f', '>', ''],
  ['f==v', 'f', '=', '=v'],
  ['f=a!=b', 'f', '=', 'a!=b'],
  ['f~=a>=b', 'f', '~=', 'a>=b'],
  ['f>a=b', 'f', '>', 'a=b'],
  ['f>2026-01-01 02:00:00', 'f', '>', '2026-01-01 02:00:00'],
  ['a.b.__userTag__!~=x', 'a.b.__userTag__', '!~=', 'x'],
  ['rules[0].protocol=TCP', 'rules[0].protocol', '=', 'TCP'],
  ['名字~=云', '名字', '~=', '云'],
])('%s is read', (word, name, operator, value) => {
  const line = `Q '${word}'`;
  const argument = read(line)?.arguments[0];
  expect(argument).toMatchObject({ name, operator, value });
  const at = (span: { start: number; end: number } | undefined) => line.slice(span?.start, span?.end);
  expect([at(argument?.nameSpan), at(argument?.operatorSpan), at(argument?.valueSpan)]).toEqual([
    name,
    operator,
    value,
  ]);
});

it.each<[string, string, string]>([
  ['f', 'no-operator', 'f'],
  ['f!!=x', 'bad-operator', '!!='],
  ['f<>3', 'bad-operator', '<>'],
  ['f<>=3', 'bad-operator', '<>='],
  ['f~!=x', 'bad-operator', '~!='],
  ['f!>=3', 'bad-operator', '!>='],
  ['f!x', 'bad-operator', '!'],
  ['f~x', 'bad-operator', '~'],
  ['=x', 'no-name', '=x'],
])('%s is refused: %s at %s', (word, code, place) => {
  const line = `Q ${word}`;
  const [error] = problemsOf(thrown(() => read(line))) ?? [];
  expect(error?.code).toBe(code);
  expect(line.slice(error?.span?.start, error?.span?.end)).toBe(place);
});

it.each([
  ['f<>3', ['!=']],
  ['f~x', ['~=']],
  ['f!~x', ['!~=']],
])('%s names what was probably meant', (word, nearest) => {
  expect(thrown(() => read(`Q ${word}`))).toMatchObject({ facts: { nearest } });
});

describe('several mistakes', () => {
  it('are told together', () => {
    expect(problemsOf(thrown(() => read('Q a b!c d=1 =e')))?.map((error) => error.code)).toEqual([
      'no-operator',
      'bad-operator',
      'no-name',
    ]);
  });

  it('are one where only the spaces are wrong', () => {
    const problems = problemsOf(thrown(() => read('Q name = x')));
    expect(problems).toEqual([expect.objectContaining({ code: 'no-operator', facts: { word: 'name', spaced: true } })]);
  });
});

it('no words are no statement', () => {
  expect(read('  ')).toBeUndefined();
});

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new CliError('no-name', { word: 'nothing was thrown' });
}
