import stringWidth from 'string-width';

/** A line as a list of characters, edited the plain way: the measure for the real editor. */
export class ReferenceLine {
  before: string[] = [];
  after: string[] = [];
  killed: string[] = [];
  #killing = false;

  get text(): string {
    return this.before.join('') + this.after.join('');
  }

  get cursor(): number {
    return this.before.join('').length;
  }

  take(text: string, cursor: number): void {
    this.before = split(text.slice(0, cursor));
    this.after = split(text.slice(cursor));
  }

  /** Whether the key is one that this model knows. */
  press(key: string): boolean {
    const killing = this.#killing;
    this.#killing = false;
    const act = this.#keys[key];
    if (act) act(killing);
    else if (/^(?:ctrl|alt|shift)-|^(?:up|down|tab|escape|enter)$/.test(key)) return false;
    else this.#set([...this.before, ...split(key)], this.after);
    return true;
  }

  /** New neighbours may become one character. */
  #set(before: readonly string[], after: readonly string[]): void {
    const at = before.join('').length;
    const text = before.join('') + after.join('');
    const places = [0];
    for (const character of split(text)) places.push((places.at(-1) as number) + character.length);
    this.take(text, places.find((place) => place >= at) as number);
  }

  #kill(count: number, killing: boolean): void {
    const taken = count < 0 ? this.before.splice(count) : this.after.splice(0, count);
    if (taken.length > 0) {
      const last = killing ? (this.killed.pop() ?? '') : '';
      this.killed.push(count < 0 ? taken.join('') + last : last + taken.join(''));
    }
    this.#killing = taken.length > 0 || killing;
    this.#set(this.before, this.after);
  }

  #wordsBack(is: (character: string) => boolean): number {
    let count = 0;
    const at = () => this.before[this.before.length - 1 - count];
    while (at() !== undefined && !is(at() as string)) count++;
    while (at() !== undefined && is(at() as string)) count++;
    return count;
  }

  #wordsForth(): number {
    let count = 0;
    while (this.after[count] !== undefined && !isWord(this.after[count] as string)) count++;
    while (this.after[count] !== undefined && isWord(this.after[count] as string)) count++;
    return count;
  }

  #move(count: number): void {
    for (let step = 0; step < count && this.after.length > 0; step++) this.before.push(this.after.shift() as string);
    for (let step = 0; step > count && this.before.length > 0; step--) this.after.unshift(this.before.pop() as string);
  }

  readonly #keys: Readonly<Record<string, (killing: boolean) => void>> = {
    left: () => this.#move(-1),
    'ctrl-b': () => this.#move(-1),
    right: () => this.#move(1),
    'ctrl-f': () => this.#move(1),
    'alt-b': () => this.#move(-this.#wordsBack(isWord)),
    'alt-f': () => this.#move(this.#wordsForth()),
    home: () => this.#move(-lineBefore(this.before).length),
    'ctrl-a': () => this.#move(-lineBefore(this.before).length),
    end: () => this.#move(lineAfter(this.after).length),
    'ctrl-e': () => this.#move(lineAfter(this.after).length),
    backspace: () => this.#set(this.before.slice(0, -1), this.after),
    delete: () => this.#set(this.before, this.after.slice(1)),
    'ctrl-w': (killing) => this.#kill(-this.#wordsBack((character) => !' \n\t'.includes(character)), killing),
    'alt-backspace': (killing) => this.#kill(-this.#wordsBack(isWord), killing),
    'alt-d': (killing) => this.#kill(this.#wordsForth(), killing),
    'ctrl-u': (killing) => this.#kill(-lineBefore(this.before).length, killing),
    'ctrl-k': (killing) => this.#kill(lineAfter(this.after).length || Math.min(1, this.after.length), killing),
    'ctrl-y': () => this.#set([...this.before, ...split(this.killed.at(-1) ?? '')], this.after),
    'alt-enter': () => this.#set([...this.before, '\n'], this.after),
  };
}

/** The rows of a terminal that is `columns` wide, and the cell of the cursor. */
export function referenceRows(
  prompt: string,
  text: string,
  cursor: number,
  columns: number,
): { readonly rows: readonly string[]; readonly cursor: readonly [row: number, column: number] } {
  const rows = [''];
  let used = 0;
  let place: readonly [number, number] | undefined;
  const put = (shown: string): void => {
    const width = stringWidth(shown);
    if (used + width > columns) {
      rows.push('');
      used = 0;
    }
    rows[rows.length - 1] += shown;
    used += width;
  };
  const mark = (width: number): void => {
    if (used + width > columns) {
      rows.push('');
      used = 0;
    }
    place = [rows.length - 1, used];
  };
  for (const character of prompt) put(character);
  let at = 0;
  for (const character of split(text)) {
    const shown = spelled(character) ?? (stringWidth(character) === 0 ? [`\u25cc${character}`] : [character]);
    if (at === cursor) mark(character === '\n' ? 1 : stringWidth(shown[0] as string));
    if (character === '\n') {
      rows.push('');
      used = 0;
      for (const dot of '... ') put(dot);
    } else for (const each of shown) put(each);
    at += character.length;
  }
  if (place === undefined) mark(1);
  return { rows, cursor: place as readonly [number, number] };
}

/** Characters that no terminal shows are spelled out. */
function spelled(character: string): readonly string[] | undefined {
  if (character === '\n') return [];
  if (character === '\t') return ['\\', 't'];
  if (character === '\r') return ['\\', 'r'];
  if (!/^[\u0000-\u001f\u007f\u200b\u202e]$/.test(character)) return undefined;
  return [...`\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`];
}

const segmenter = new Intl.Segmenter();
const split = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
const isWord = (character: string): boolean => /^[\p{L}\p{N}\p{M}]/u.test(character);
const lineBefore = (before: readonly string[]): readonly string[] => before.slice(before.lastIndexOf('\n') + 1);
const lineAfter = (after: readonly string[]): readonly string[] =>
  after.includes('\n') ? after.slice(0, after.indexOf('\n')) : after;
