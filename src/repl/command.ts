import type { Context } from '../context.ts';
import type { Line } from '../language/words.ts';
import type { Shell } from './shell.ts';

/** Something to do that only the REPL has. Its line begins with its own name; problems are thrown. */
export interface ReplCommand {
  /** Its words are its own, options among them. */
  readonly takesRest?: true;
  /** What it writes may be shown page by page. */
  readonly isPaged: boolean;
  /** What may follow it: legal words, or what they are the names of. */
  readonly words: readonly ReplWord[];
  run(line: Line, context: Context, shell: Shell): Promise<void>;
}

export type ReplWord =
  | { readonly choices: readonly string[] }
  | { readonly kind: 'result' | 'setting' | 'text' | 'alias' | 'query' | 'profile' | 'file' | 'line' };
