import { optionTable } from '../options.ts';
import type { Known } from './analysis.ts';
import type { Choices } from './editor/state.ts';
import { helpAt, shapeAt } from './explaining.ts';
import type { Shell } from './shell.ts';

/** What can be offered and explained at the cursor. */
export interface Offers {
  known(): Known;
  complete(text: string, cursor: number): Choices;
  /** Asks the cloud for what would be worth offering, and tells when it is there. */
  fetch(text: string, cursor: number, done: () => void): void;
  /** A page about the thing under the cursor, or the shape of what would come back. */
  explain(what: 'help' | 'shape', text: string, cursor: number): Promise<string>;
}

export function openOffers(shell: Shell): Offers {
  const valued = new Set(
    optionTable
      .filter(({ flags }) => /[<[]/.test(flags))
      .flatMap(({ flags }) => flags.match(/(?<![\w-])--?[\w-]+/g) ?? []),
  );
  return {
    known: () => ({
      registry: shell.context.registry(),
      isCommand: (name) => shell.isCommand(name) || Object.hasOwn(shell.preferences.aliases, name),
      takesValue: (option) => valued.has(option),
    }),
    complete: (_text, cursor) => ({ from: cursor, to: cursor, candidates: [], insert: () => '' }),
    fetch: () => undefined,
    explain: (what, text, cursor) => (what === 'help' ? helpAt(text, cursor, shell) : shapeAt(text, shell)),
  };
}
