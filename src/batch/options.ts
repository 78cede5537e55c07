import { readArguments } from '../arguments.ts';
import type { Options } from '../context.ts';
import { CliError } from '../errors.ts';
import type { Line, Word } from '../language/words.ts';
import { optionTable } from '../options.ts';
import type { OptionName } from '../text/text.ts';

/** The options that stand in a line, on top of those of the run, and the line without them. */
export function withLineOptions(line: Line, options: Options): { readonly line: Line; readonly options: Options } {
  if (!line.words.some(({ raw }) => raw.startsWith('-'))) return { line, options };
  const { asked, given, words } = readArguments(line.words.map(({ text }) => text));
  const ofRun = given.find((name) => !ofLine.has(name));
  if (ofRun) {
    const flags = optionTable.find(({ name }) => name === ofRun)?.flags ?? ofRun;
    throw new CliError('option-of-run', { option: /--[\w-]+/.exec(flags)?.[0] ?? flags });
  }
  const own = Object.fromEntries(given.map((name) => [name, asked[name]]));
  return { line: { ...line, words: kept(line.words, words) }, options: { ...options, ...own } };
}

/** What makes sense for one line; the others say where and how the whole script runs. */
const ofLine: ReadonlySet<string> = new Set<OptionName>([
  ...(['output', 'errorFormat', 'dryRun', 'byUuid', 'validate', 'yes', 'explainImpact', 'wait'] as const),
  ...(['timeout', 'for', 'poll', 'input', 'generateInput', 'transport', 'apiTimeout', 'curl'] as const),
]);

/** The words that are left, with their places: they kept their order. */
function kept(words: readonly Word[], texts: readonly string[]): readonly Word[] {
  let at = 0;
  return texts.flatMap((text) => {
    const found = words.findIndex((word, index) => index >= at && word.text === text);
    if (found < 0) return [];
    at = found + 1;
    return words[found] ?? [];
  });
}
