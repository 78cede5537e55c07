import { joined } from '../language/scan.ts';
import { readLine } from '../language/words.ts';
import type { Entry } from '../settings/history.ts';
import type { Choices, Surroundings } from './editor/state.ts';
import { searchLines } from './fuzzy.ts';

export interface Sources {
  complete(text: string, cursor: number): Choices;
  entries(): readonly Entry[];
  /** A line that was lost when a session was killed; offered while nothing is typed. */
  readonly recovered: string | undefined;
  /** Grey text and lists are wanted. */
  readonly suggests: boolean;
}

/** What the editor may look at, each thing once a key. */
export function surroundingsOf({ complete, entries, recovered, suggests }: Sources): Surroundings {
  let lines: readonly string[] | undefined;
  const suggested = new Map<string, string>();
  const history = (): readonly string[] => {
    lines ??= [...entries().map(({ line }) => line), ...(recovered === undefined ? [] : [recovered])];
    return lines;
  };
  const suggest = (text: string): string => {
    if (text === '') return recovered ?? '';
    if (/[\n]|^\s/.test(text)) return '';
    const earlier = history().findLast((line) => line.length > text.length && line.startsWith(text));
    if (earlier !== undefined) return earlier.slice(text.length).split('\n')[0] as string;
    const choices = complete(text, text.length);
    const [best] = choices.candidates;
    const typed = text.slice(choices.from, choices.to);
    const insert = best && typed.length > 1 && choices.to === text.length ? choices.insert(best) : '';
    const rest = insert.startsWith(typed) ? insert.slice(typed.length).trimEnd() : '';
    // A sign alone says nothing.
    return /[\p{L}\p{N}]/u.test(rest) ? rest : '';
  };
  return {
    complete,
    get history() {
      return history();
    },
    search: (query) => searchLines(query, entries()),
    isComplete: (text) => /^\s*#/.test(text) || readLine(joined(text)).open === undefined,
    suggestion(text) {
      if (!suggests) return '';
      const known = suggested.get(text) ?? suggest(text);
      suggested.set(text, known);
      return known;
    },
  };
}
