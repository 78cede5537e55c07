import { isBlank, isWordAt, lineEnd, lineStart, nextPlace, previousPlace } from './places.ts';
import type { Editor, Vi } from './state.ts';

/** Where a motion leads, and whether an operator takes the character there too. */
export interface Target {
  readonly at: number;
  readonly inclusive?: boolean;
  readonly find?: Vi['lastFind'];
}

/** A motion of vi by its keys, `w`, `$` or `fx`; `undefined` where it leads nowhere. */
export function motionTo(editor: Editor, keys: string, times: number): Target | undefined {
  const [key = '', ...argument] = keys;
  const finding = findOf(key, argument.join(''), editor.vi.lastFind);
  if (finding) return found(editor, finding, times, key === ';' || key === ',');
  const motion = motions[key];
  if (!motion) return undefined;
  let at = editor.cursor;
  for (let time = 0; time < times; time++) at = motion.step(editor.text, at);
  return { at, inclusive: motion.inclusive ?? false };
}

export function isMotion(key: string): boolean {
  return key in motions || 'fFtT;,'.includes(key);
}

/** The word at the cursor; with `around` also the blanks behind it. */
export function wordAround({ text, cursor }: Editor, around: boolean): readonly [from: number, to: number] {
  const kind = kindAt(text, cursor);
  let [from, to] = [cursor, cursor];
  while (from > 0 && text[from - 1] !== '\n' && kindAt(text, previousPlace(text, from)) === kind)
    from = previousPlace(text, from);
  while (to < text.length && text[to] !== '\n' && kindAt(text, to) === kind) to = nextPlace(text, to);
  while (around && to < text.length && text[to] === ' ') to++;
  return [from, to];
}

interface Motion {
  readonly step: (text: string, at: number) => number;
  readonly inclusive?: boolean;
}

type Kind = 'blank' | 'word' | 'sign';

function kindAt(text: string, at: number): Kind {
  if (isBlank(text[at])) return 'blank';
  return isWordAt(text, at) || text[at] === '_' ? 'word' : 'sign';
}

/** Big words know only blanks and the rest. */
function bigKindAt(text: string, at: number): Kind {
  return isBlank(text[at]) ? 'blank' : 'word';
}

type Kinds = typeof kindAt;

function nextWord(text: string, at: number, kindOf: Kinds): number {
  const kind = kindOf(text, at);
  let place = at;
  while (place < text.length && kindOf(text, place) === kind) place = nextPlace(text, place);
  while (place < text.length && kindOf(text, place) === 'blank') place++;
  return place;
}

function endOfWord(text: string, at: number, kindOf: Kinds): number {
  let place = nextPlace(text, at);
  while (place < text.length && kindOf(text, place) === 'blank') place++;
  if (place >= text.length) return previousPlace(text, text.length);
  const kind = kindOf(text, place);
  for (;;) {
    const next = nextPlace(text, place);
    if (next >= text.length || kindOf(text, next) !== kind) return place;
    place = next;
  }
}

function startOfWord(text: string, at: number, kindOf: Kinds): number {
  let place = previousPlace(text, at);
  while (place > 0 && kindOf(text, place) === 'blank') place = previousPlace(text, place);
  const kind = kindOf(text, place);
  while (place > 0 && kindOf(text, previousPlace(text, place)) === kind) place = previousPlace(text, place);
  return place;
}

function firstNonBlank(text: string, at: number): number {
  let place = lineStart(text, at);
  while (text[place] === ' ' || text[place] === '\t') place++;
  return place;
}

const motions: Readonly<Record<string, Motion>> = {
  h: { step: (text, at) => Math.max(lineStart(text, at), previousPlace(text, at)) },
  l: { step: (text, at) => Math.min(lineEnd(text, at), nextPlace(text, at)) },
  ' ': { step: (text, at) => Math.min(lineEnd(text, at), nextPlace(text, at)) },
  w: { step: (text, at) => nextWord(text, at, kindAt) },
  W: { step: (text, at) => nextWord(text, at, bigKindAt) },
  b: { step: (text, at) => startOfWord(text, at, kindAt) },
  B: { step: (text, at) => startOfWord(text, at, bigKindAt) },
  e: { step: (text, at) => endOfWord(text, at, kindAt), inclusive: true },
  E: { step: (text, at) => endOfWord(text, at, bigKindAt), inclusive: true },
  '0': { step: (text, at) => lineStart(text, at) },
  '^': { step: (text, at) => firstNonBlank(text, at) },
  $: { step: (text, at) => lineEnd(text, at) },
};

type Find = NonNullable<Vi['lastFind']>;

function findOf(key: string, character: string, last: Vi['lastFind']): Find | undefined {
  if (key === ';') return last;
  if (key === ',') return last && { ...last, kind: opposite[last.kind] };
  return key === 'f' || key === 'F' || key === 't' || key === 'T' ? { kind: key, character } : undefined;
}

const opposite = { f: 'F', F: 'f', t: 'T', T: 't' } as const;

function found({ text, cursor, vi }: Editor, find: Find, times: number, again: boolean): Target | undefined {
  const forth = find.kind === 'f' || find.kind === 't';
  const till = find.kind === 't' || find.kind === 'T';
  let at = cursor;
  // `;` after `t` would else find the character beside which the cursor stands.
  if (again && till) at += forth ? 1 : -1;
  for (let time = 0; time < times; time++) {
    at = forth ? text.indexOf(find.character, at + 1) : at <= 0 ? -1 : text.lastIndexOf(find.character, at - 1);
    if (at < 0) return undefined;
  }
  const place = till ? (forth ? previousPlace(text, at) : nextPlace(text, at)) : at;
  return { at: place, inclusive: forth, find: again ? vi.lastFind : find };
}
