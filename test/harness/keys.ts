/** What a terminal sends for a key, by its name in the tests. */
const named = {
  enter: '\r',
  tab: '\t',
  escape: '\u001b',
  backspace: '\u007f',
  space: ' ',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  insert: '\u001b[2~',
  delete: '\u001b[3~',
  'page-up': '\u001b[5~',
  'page-down': '\u001b[6~',
  'shift-tab': '\u001b[Z',
  'ctrl-right': '\u001b[1;5C',
  'ctrl-left': '\u001b[1;5D',
  'ctrl-space': '\0',
  f1: '\u001bOP',
  f2: '\u001bOQ',
  f3: '\u001bOR',
  f4: '\u001bOS',
  f5: '\u001b[15~',
} as const;

/** A key by name; `ctrl-` goes with a letter or one of `[ \ ] ^ _`, `alt-` with a key or a character. */
export type Key = keyof typeof named | `ctrl-${string}` | `alt-${string}`;

/** Throws for a key that no terminal has. */
export function sent(key: Key): string {
  if (key in named) return named[key as keyof typeof named];
  if (/^ctrl-[a-z[\\\]^_]$/.test(key)) return String.fromCharCode(key.toUpperCase().charCodeAt(5) & 0x1f);
  const rest = /^alt-(.+)$/.exec(key)?.[1];
  if (rest !== undefined) return `\u001b${[...rest].length === 1 ? rest : sent(rest as Key)}`;
  throw new Error(`no such key: ${key}`);
}
