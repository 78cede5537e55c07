import type { Candidate, Completion } from './candidate.ts';
import { type Dialect, scan } from './dialect.ts';
import { isTypeable } from './values.ts';

export type Told = readonly [word: string, detail: string];

/** Words that go into details, in the language of the person. */
export interface DetailWords {
  readonly required: string;
}

/**
 * What a shell is told: whole words as they would stand after acceptance, a blank behind those that end, and their details,
 * which may hold text of the cloud. Shells choose among beginnings where there are some, else among parts, else among humps.
 */
export function shellWords(
  line: string,
  completion: Completion,
  shell: Dialect,
  { asMenu, ...words }: DetailWords & { readonly asMenu: boolean },
): readonly Told[] {
  const best = bestOf(completion.candidates);
  const typed = wordAtEnd(line, shell);
  const before = line.slice(line.length - typed.length, completion.from);
  const whole = (candidate: Candidate, text = candidate.text): string =>
    shell === 'fish' ? completion.whole({ ...candidate, text }) : before + completion.insert({ ...candidate, text });
  if (shell === 'bash') return linesForBash(best, typed, whole, asMenu);
  if (shell === 'fish') return best.map((candidate) => lineForFish(candidate, whole, words));
  return best.map((candidate) => [whole(candidate), detailOf(candidate, words)]);
}

/** fish drops what does not hold the typed letters in their order: a resource that was found by its name is given by it. */
function lineForFish(
  candidate: Candidate,
  whole: (candidate: Candidate, text?: string) => string,
  words: DetailWords,
): Told {
  const { byName, matched, text, what } = candidate;
  if (byName === undefined || matched.length === 0) return [whole(candidate), detailOf(candidate, words)];
  return [whole(candidate, byName), [text, what].filter(Boolean).join(', ')];
}

function isOpen(word: string): boolean {
  return scan(word, 'bash').at(-1)?.open !== '';
}

/** The raw word that a line ends with; empty after a blank. */
export function wordAtEnd(line: string, shell: Dialect): string {
  const word = scan(line, shell).findLast(({ end }) => end === line.length);
  return line.slice(word?.start ?? line.length);
}

/** Words as a shell wants them that replaces only the end of what is typed; what is different before that end is lost. */
export function cut(words: readonly Told[], typed: string, replaced: string): readonly Told[] {
  const before = typed.endsWith(replaced) ? typed.slice(0, typed.length - replaced.length) : '';
  return words
    .filter(([word]) => word.trimStart().startsWith(before))
    .map(([word, detail]) => [word.replace(before, () => ''), detail]);
}

/** Type of a parameter or field, name of a resource, purpose of an option: one line, which may hold text of the cloud. */
export function detailOf({ kind, type, required, what, label, text, origin }: Candidate, words: DetailWords): string {
  const name = kind === 'resource' ? label : undefined;
  const target = kind === 'join' && type !== undefined ? `→ ${type}` : type;
  const from = kind === 'metric' ? origin : undefined;
  const facts = [name, target, required ? words.required : undefined, what, from];
  return facts.filter((fact) => fact !== undefined && fact !== '' && fact !== text).join(', ');
}

export function bestOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const [first] = candidates;
  const isBegun = first?.tier === 'exact' || first?.tier === 'prefix';
  return candidates.filter(({ tier }) => tier === first?.tier || (isBegun && (tier === 'exact' || tier === 'prefix')));
}

/**
 * bash lists the words themselves and puts what they have in common on the line. Where there are several, resources are
 * listed by name; and what they have in common must not be less than what is typed.
 */
function linesForBash(
  candidates: readonly Candidate[],
  typed: string,
  whole: (candidate: Candidate, text?: string) => string,
  asMenu: boolean,
): readonly Told[] {
  const plain = candidates.map((candidate) => whole(candidate));
  const [only] = plain;
  if (only === undefined || asMenu) return plain.map((word) => [word, '']);
  // A quote would be closed behind the only word; behind what two have in common it stays open.
  if (candidates.length === 1)
    return candidates[0]?.ends || !isOpen(typed)
      ? [[only, '']]
      : [
          [only, ''],
          [`${only}…`, ''],
        ];
  const labels = candidates.map(({ label }) => label);
  const isOwn = (label: string | undefined): boolean => labels.indexOf(label) === labels.lastIndexOf(label);
  const listed = candidates.map((candidate, index) => listedName(candidate, plain[index] as string, isOwn, whole));
  const common = commonStart(listed.map(([word]) => word));
  const loses =
    !common.toLowerCase().includes(typed.toLowerCase()) && common.length > commonStart([common, typed]).length;
  return listed.map(([word, detail], index) => [loses && index === 0 ? ` ${word}` : word, detail]);
}

function listedName(
  candidate: Candidate,
  word: string,
  isOwn: (label: string | undefined) => boolean,
  whole: (candidate: Candidate, text?: string) => string,
): Told {
  const { kind, label, text, what } = candidate;
  if (kind !== 'resource' || label === undefined || !isTypeable(label)) return [word, ''];
  // Only the uuid tells two of one name apart.
  if (!isOwn(label)) return [word.trimEnd(), [label, what].filter(Boolean).join(', ')];
  return [whole({ ...candidate, ends: false }, label), [text, what].filter(Boolean).join(', ')];
}

function commonStart(words: readonly string[]): string {
  const [first = ''] = words;
  let length = first.length;
  for (const word of words) while (!word.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
