/**
 * What was pressed: characters, a pasted text, or a key by its name, as `enter`, `ctrl-a`, `alt-f`, `ctrl-left`, `f1`.
 */
export type Key =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'key'; readonly name: string };

export interface Decoder {
  /** The keys that are complete with these bytes; characters and sequences may be split anywhere. */
  feed(bytes: Uint8Array): readonly Key[];
  /** Whether the bytes so far may go on: an Esc that is either itself or the beginning of more. */
  readonly waiting: boolean;
  /** Nothing more came: what was begun is taken as it stands. */
  flush(): readonly Key[];
}

/** Bytes of a terminal to keys: UTF-8, CSI and SS3 sequences of xterm and its kin, bracketed paste. */
export function openDecoder(): Decoder {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  let pasted: string | undefined;

  const take = (more: boolean): readonly Key[] => {
    const keys: Key[] = [];
    while (rest !== '') {
      if (pasted !== undefined) {
        const end = rest.indexOf(pasteEnd);
        const kept = end < 0 ? rest.length - beginningOf(pasteEnd, rest) : end;
        pasted += rest.slice(0, kept);
        rest = rest.slice(end < 0 ? kept : kept + pasteEnd.length);
        if (end < 0) break;
        keys.push({ kind: 'paste', text: pasted.replace(/\r\n?/g, '\n') });
        pasted = undefined;
        continue;
      }
      const read = readKey(rest, more);
      if (!read) break;
      rest = rest.slice(read.length);
      if (read.key === 'paste') pasted = '';
      else if (read.key) keys.push(read.key);
    }
    return keys;
  };

  return {
    feed(bytes) {
      rest += utf8.decode(bytes, { stream: true });
      return take(true);
    },
    get waiting() {
      return rest !== '' && pasted === undefined;
    },
    flush: () => take(false),
  };
}

const pasteEnd = '\u001b[201~';

interface Read {
  /** Absent for a sequence that means nothing here. */
  readonly key?: Key | 'paste';
  readonly length: number;
}

/** The key at the beginning of a text; `undefined` where more has to come first. */
function readKey(text: string, more: boolean): Read | undefined {
  const code = text.charCodeAt(0);
  if (code === 0x1b) return readEscape(text, more);
  if (code < 0x20 || code === 0x7f) return { key: named(controlName(code)), length: 1 };
  const [characters = ''] = /^[^\u0000-\u001f\u007f]+/.exec(text) ?? [];
  return { key: { kind: 'text', text: characters }, length: characters.length };
}

function readEscape(text: string, more: boolean): Read | undefined {
  if (more && unfinished.test(text)) return undefined;
  const sequence = csi.exec(text) ?? ss3.exec(text);
  if (sequence) {
    const [{ length }, numbers = '', final = ''] = sequence;
    if (final === '~' && numbers === '200') return { key: 'paste', length };
    const name = sequenceName(numbers, final);
    return name === undefined ? { length } : { key: named(name), length };
  }
  // Linux' own console sends `ESC [ [ A` for F1 to F5.
  const linux = /^\u001b\[\[([A-E])/.exec(text)?.[1];
  if (linux !== undefined) return { key: named(`f${linux.charCodeAt(0) - 64}`), length: 4 };
  if (text.length === 1) return { key: named('escape'), length: 1 };
  if (text.startsWith('\u001b\u001b')) {
    // Some terminals send Alt with an arrow so; two Escs in a row are two.
    const inner = text.length > 2 ? readEscape(text.slice(1), more) : undefined;
    const key = inner?.key;
    return key && key !== 'paste' && key.kind === 'key' && key.name !== 'escape' && !key.name.startsWith('alt-')
      ? { key: named(`alt-${key.name}`), length: inner.length + 1 }
      : { key: named('escape'), length: 1 };
  }
  const point = text.codePointAt(1) ?? 0;
  const character = String.fromCodePoint(point);
  const name = point < 0x20 || point === 0x7f ? controlName(point) : character;
  return { key: named(`alt-${name}`), length: 1 + character.length };
}

const csi = /^\u001b\[([0-9;:<=>?]*)[ -/]*([@-Z\\-~])/;
const ss3 = /^\u001bO()([@-~])/;
const unfinished = /^\u001b(?:\u001b?(?:\[[0-9;:<=>?]*[ -/]*|O)?|\[\[)$/;

function named(name: string): Key {
  return { kind: 'key', name };
}

function controlName(code: number): string {
  return controls[code] ?? `ctrl-${String.fromCharCode(code + 0x40).toLowerCase()}`;
}

const controls: Readonly<Record<number, string>> = {
  0: 'ctrl-space',
  8: 'ctrl-h',
  9: 'tab',
  10: 'ctrl-j',
  13: 'enter',
  27: 'escape',
  127: 'backspace',
};

/** The second number of a sequence is 1 and a bit each for Shift, Alt and Ctrl. */
function sequenceName(numbers: string, final: string): string | undefined {
  const [first = 1, modifiers = 1] = numbers.split(/[;:]/).map((digits) => Number(digits) || 1);
  const key = final === 'u' ? pointName(first) : final === '~' ? tildes[first] : letters[final];
  if (key === undefined) return undefined;
  const bits = modifiers - 1;
  const prefix = `${bits & 4 ? 'ctrl-' : ''}${bits & 2 ? 'alt-' : ''}${bits & 1 ? 'shift-' : ''}`;
  return key.startsWith('shift-') ? key : prefix + key;
}

function pointName(point: number): string | undefined {
  if (point < 0x20 || point === 0x7f) return controls[point];
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

const letters: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  M: 'enter',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  Z: 'shift-tab',
};

const tildes: Readonly<Record<number, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
};

/** How many characters at the end of the text begin the mark. */
function beginningOf(mark: string, text: string): number {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length--)
    if (text.endsWith(mark.slice(0, length))) return length;
  return 0;
}
