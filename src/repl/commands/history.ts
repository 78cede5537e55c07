import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../../errors.ts';
import { say } from '../../report.ts';
import { showRows } from '../../show.ts';
import type { ReplCommand } from '../command.ts';
import { keepable } from '../read-line.ts';

/** `history [N]`, `history clear`, `history import [file]`: the last is the file of the Python zstack-cli. */
export const history: ReplCommand = {
  isPaged: true,
  words: [{ choices: ['clear', 'import'] }, { kind: 'file' }],
  async run({ words: [, word, file, extra] }, context, shell) {
    const { text, io } = context;
    if (extra) throw new CliError('unexpected-word', { word: extra.text, legal: [] }, extra);
    if (word?.text === 'import') {
      const from = file?.text ?? path.join(io.home, '.zstack', 'cli', 'command_history');
      const lines = linesOf(from, file).flatMap((line) => keepable(line, shell) || []);
      const at = statSync(from).mtimeMs;
      await shell.history.prepend(lines.map((line) => ({ line, at })));
      return say(context, text.repl.imported(lines.length));
    }
    if (file) throw new CliError('unexpected-word', { word: file.text, legal: [] }, file);
    if (word?.text === 'clear') {
      await shell.history.clear();
      shell.results.clear();
      return say(context, text.repl.cleared);
    }
    if (word && !/^\d{1,9}$/.test(word.text))
      throw new CliError('unexpected-word', { word: word.text, legal: ['clear', 'import', 'N'] }, word);
    const entries = shell.history.entries().slice(word ? -Number(word.text) : 0);
    const rows = entries.map(({ line, at }) => ({ line, ago: text.repl.ago(io.now() - at) }));
    await showRows('history', rows, ['line', 'ago'], context);
  },
};

/** Lines of readline's history, or of libedit's, which writes blanks and others as octal numbers. */
function linesOf(file: string, word: { readonly start: number; readonly end: number } | undefined): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError('file-unreadable', { file, reason: code ?? message }, word, { cause: error });
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines[0] !== '_HiStOrY_V2_') return lines;
  return lines
    .slice(1)
    .map((line) => line.replace(/\\(\d{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8))));
}
