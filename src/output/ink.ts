/** What the editor of lines paints, by what it is. */
export type Ink =
  | 'plain'
  | 'prompt'
  /** The prompt of an environment in which mistakes are expensive. */
  | 'danger'
  | 'verb'
  | 'name'
  | 'operator'
  | 'value'
  | 'quoted'
  | 'mistake'
  | 'grey'
  /** Letters that fit what was typed. */
  | 'match'
  | 'chosen'
  | 'chosen-match'
  | 'heading'
  | 'hint';

export type Inks = Readonly<Record<Ink, (text: string) => string>>;

/** The paints for a level of chalk; without colours only what is chosen and what is wrong differ from the rest. */
export async function inksOf(colors: 0 | 1 | 2 | 3): Promise<Inks> {
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: Math.max(1, colors) as 1 | 2 | 3 });
  const plain = (text: string): string => text;
  const underlined = (text: string): string => chalk.underline(text);
  const inverse = (text: string): string => chalk.inverse(text);
  if (colors === 0)
    return {
      ...(Object.fromEntries(names.map((name) => [name, plain])) as Record<Ink, typeof plain>),
      mistake: underlined,
      chosen: inverse,
      'chosen-match': inverse,
    };
  return {
    plain,
    prompt: (text) => chalk.bold.green(text),
    danger: (text) => chalk.bold.red(text),
    verb: (text) => chalk.bold.cyan(text),
    name: (text) => chalk.blue(text),
    operator: (text) => chalk.magenta(text),
    value: plain,
    quoted: (text) => chalk.green(text),
    mistake: (text) => chalk.red.underline(text),
    grey: (text) => chalk.gray(text),
    match: (text) => chalk.bold.yellow(text),
    chosen: inverse,
    'chosen-match': (text) => chalk.inverse.bold.yellow(text),
    heading: (text) => chalk.bold(text),
    hint: (text) => chalk.cyan(text),
  };
}

const names: readonly Ink[] = [
  'plain',
  'prompt',
  'danger',
  'verb',
  'name',
  'operator',
  'value',
  'quoted',
  'mistake',
  'grey',
  'match',
  'chosen',
  'chosen-match',
  'heading',
  'hint',
];
