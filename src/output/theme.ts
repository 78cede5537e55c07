import type { Meaning } from './words.ts';

type Paint = (text: string) => string;

/** What is painted, by what it is. Without colours every paint gives the text back. */
export interface Theme {
  readonly header: Paint;
  /** Over one of several tables. */
  readonly title: Paint;
  readonly rule: Paint;
  /** Name of a value in a listing. */
  readonly name: Paint;
  readonly meaning: Readonly<Record<Meaning, Paint>>;
  readonly key: Paint;
  readonly text: Paint;
  readonly literal: Paint;
  /** What stands beside an answer: the word `error`, a hint, a note, a quiet line. */
  readonly error: Paint;
  readonly hint: Paint;
  readonly note: Paint;
  readonly dim: Paint;
}

export const plain: Theme = {
  header: same,
  title: same,
  rule: same,
  name: same,
  meaning: { good: same, busy: same, off: same, bad: same },
  key: same,
  text: same,
  literal: same,
  error: same,
  hint: same,
  note: same,
  dim: same,
};

/** The theme for a level of chalk; chalk itself is loaded only when there are colours. */
export async function themeOf(colors: 0 | 1 | 2 | 3): Promise<Theme> {
  if (colors === 0) return plain;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: colors });
  return {
    header: (text) => chalk.bold(text),
    title: (text) => chalk.bold.underline(text),
    rule: (text) => chalk.dim(text),
    name: (text) => chalk.dim(text),
    meaning: {
      good: (text) => chalk.green(text),
      busy: (text) => chalk.yellow(text),
      off: (text) => chalk.dim(text),
      bad: (text) => chalk.red(text),
    },
    key: (text) => chalk.blue(text),
    text: (text) => chalk.green(text),
    literal: (text) => chalk.yellow(text),
    error: (text) => chalk.red.bold(text),
    hint: (text) => chalk.cyan(text),
    note: (text) => chalk.yellow(text),
    dim: (text) => chalk.dim(text),
  };
}

function same(text: string): string {
  return text;
}
