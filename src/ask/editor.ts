import { CliError } from '../errors.ts';

/** Where a person's programs run. */
export interface Bench {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  runHere(program: string, words: readonly string[]): Promise<number | string>;
  /** Takes the terminal from whoever reads it. */
  borrow<T>(act: () => Promise<T>): Promise<T>;
}

/** Opens a file in the editor that `VISUAL` or `EDITOR` names, to the end of the editor. Throws `editor-failed`. */
export async function editFile(file: string, bench: Bench): Promise<void> {
  const editor = bench.env.VISUAL || bench.env.EDITOR || (bench.platform === 'win32' ? 'notepad' : 'vi');
  const [program = editor, ...words] = wordsIn(editor);
  const ended = await bench.borrow(() => bench.runHere(program, [...words, file]));
  if (ended !== 0) throw new CliError('editor-failed', { editor, reason: String(ended) });
}

/** Names of programs may hold blanks, between quotes. */
function wordsIn(command: string): readonly string[] {
  return Array.from(
    command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g),
    ([whole, ...inner]) => inner.find(Boolean) ?? whole,
  );
}
