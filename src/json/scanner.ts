import { deepest } from './json.ts';
import { type Rows, rowsOfBytes } from './rows.ts';
import { tidied } from './tidy.ts';

/** Under which keys the rows stand: `{"inventories":[…]}`, or the answer to ZQL, `{"results":[{"inventories":[…]}]}`. */
export type Shape = 'envelope' | 'zql';

/**
 * Parts a reply while it arrives: the objects of its list are given away as rows, and what stands around them, with an
 * empty list in their place, is kept as the frame. A list of anything else stays in the frame, as does every other
 * reply. Only brackets and strings are looked at, so that a row costs no more than its bytes.
 */
export class RowScanner {
  readonly #frame: Buffer[] = [];
  /** Bytes of a row whose end has not come yet. */
  #begun: Buffer[] = [];
  #place: 'frame' | 'list' | 'rows' | 'rest' = 'frame';
  /** Open brackets, within the frame or within a row. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Whether the row being read, and one of those read, holds blanks or escapes that its canonical text would not. */
  #untidyRow = false;
  #untidy = false;
  #isShallow = true;
  #string: string | undefined = '';
  #keys: string[] = [];
  #bytes = 0;

  /** `cold`: bytes up to which an expression finds the ends of rows. A loop is quicker once V8 has compiled it. */
  constructor(
    private readonly shape: Shape,
    private cold = 1 << 16,
  ) {}

  /** Bytes that are kept: the frame and a row that has not ended. */
  get kept(): number {
    return this.#bytes;
  }

  /** The frame so far. */
  frame(): Buffer {
    return Buffer.concat(this.#frame);
  }

  /** Takes the next bytes, which are its own from then on, and gives the rows that end in them. */
  push(chunk: Buffer): readonly Rows[] {
    let at = 0;
    if (this.#place === 'frame' || this.#place === 'list') {
      at = this.#seek(chunk);
      this.#keep(this.#frame, chunk.subarray(0, at));
    }
    const found: Rows[] = [];
    if (this.#place === 'rows') at = this.#split(chunk, at, found);
    if (this.#place === 'rest') this.#keep(this.#frame, chunk.subarray(at));
    return found;
  }

  #keep(where: Buffer[], bytes: Buffer): void {
    if (bytes.length === 0) return;
    where.push(bytes);
    this.#bytes += bytes.length;
  }

  /** Up to the first row, or the end of the chunk. */
  #seek(chunk: Buffer): number {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inString = false;
        if (this.#inString && this.#string !== undefined && this.#string.length < longestKey)
          this.#string += String.fromCharCode(byte);
        continue;
      }
      if (byte <= space) continue;
      if (this.#place === 'list') {
        if (byte === openBrace) {
          this.#place = 'rows';
          this.#depth = 0;
          return at;
        }
        this.#place = 'frame';
      }
      if (byte === quote) {
        this.#inString = true;
        this.#string = '';
      } else if (byte === colon) this.#keys[this.#depth] = this.#string ?? '';
      else if (byte === openBrace || byte === openBracket) {
        if (byte === openBracket && this.#isList()) this.#place = 'list';
        this.#depth++;
        this.#keys[this.#depth] = '';
      } else if (byte === closeBrace || byte === closeBracket) this.#depth--;
    }
    return chunk.length;
  }

  #isList(): boolean {
    // However deep a reply goes, only where rows may stand the way there is looked at.
    if (this.#depth !== (this.shape === 'zql' ? 3 : 1)) return false;
    const keys = this.#keys.slice(1, this.#depth + 1).join('.');
    return keys === (this.shape === 'zql' ? 'results..inventories' : 'inventories');
  }

  /** Rows from `start` to the end of the list or of the chunk. */
  #split(chunk: Buffer, start: number, found: Rows[]): number {
    const ends: number[] = [];
    const text = this.#coldText(chunk);
    const isUntidy = text !== undefined && untidyEscape.test(text);
    let begin = start;
    let at = start;
    while (this.#place === 'rows') {
      const next = text === undefined ? this.#rowEnd(chunk, at) : this.#rowEndIn(text, at, isUntidy);
      if (next === undefined) break;
      at = next;
      if (this.#begun.length === 0) ends.push(at - 1 - begin);
      else {
        found.push(this.#whole(chunk.subarray(begin, at)));
        begin = at;
      }
    }
    if (ends.length > 0) {
      found.push(this.#rows(chunk.subarray(begin, at), ends));
      begin = at;
    }
    // The closing bracket takes the place of the rows in the frame.
    if (this.#place === 'rest') this.#keep(this.#frame, closing);
    else this.#keep(this.#begun, chunk.subarray(begin));
    return at;
  }

  /** Goes on to the end of a row, behind the byte that follows it; `undefined` where the chunk ends before. */
  #rowEnd(chunk: Buffer, start: number): number | undefined {
    const { length } = chunk;
    let at = start;
    let depth = this.#depth;
    let inString = this.#inString;
    let untidy = this.#untidyRow;
    if (this.#escaped && at < length) {
      if (isUntidyEscape(chunk[at++] as number)) untidy = true;
      this.#escaped = false;
    }
    scan: while (at < length) {
      while (inString) {
        if (at === length) break scan;
        const byte = chunk[at++];
        if (byte === quote) inString = false;
        else if (byte === backslash) {
          if (at === length) this.#escaped = true;
          else if (isUntidyEscape(chunk[at++] as number)) untidy = true;
        }
      }
      while (at < length) {
        const byte = chunk[at++] as number;
        if (byte === quote) {
          inString = true;
          break;
        }
        if (byte === comma) {
          if (depth > 0) continue;
        } else if ((byte | 0x20) === openBrace) {
          if (++depth > mostDepth) this.#isShallow = false;
          continue;
        } else if ((byte | 0x20) === closeBrace) {
          if (--depth >= 0) continue;
          this.#place = 'rest';
        } else {
          if (byte <= space) untidy = true;
          continue;
        }
        this.#depth = 0;
        this.#inString = false;
        this.#untidyRow = false;
        this.#untidy ||= untidy;
        return at;
      }
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#untidyRow = untidy;
    return undefined;
  }

  /** The chunk as text, a character for a byte, where an expression is to read it. */
  #coldText(chunk: Buffer): string | undefined {
    if (this.cold <= 0) return undefined;
    this.cold -= chunk.length;
    return chunk.toString('latin1');
  }

  /** `#rowEnd` in a text. Of its rows all count as untidy where one of them may be. */
  #rowEndIn(text: string, start: number, isUntidy: boolean): number | undefined {
    const { length } = text;
    let at = start;
    let depth = this.#depth;
    if (this.#escaped && at < length) {
      if (isUntidyEscape(text.charCodeAt(at++))) this.#untidyRow = true;
      this.#escaped = false;
    }
    const begun = at;
    if (this.#inString) {
      restOfString.lastIndex = at;
      this.#inString = !restOfString.test(text);
      at = this.#inString ? length : restOfString.lastIndex;
    }
    while (at < length) {
      if (depth > 0) {
        flat.lastIndex = at;
        flat.test(text);
        at = flat.lastIndex;
        if (at === length) break;
      }
      const code = text.charCodeAt(at++);
      if (code === quote) {
        this.#inString = true;
        at = length;
      } else if ((code | 0x20) === openBrace) {
        if (++depth > mostDepth) this.#isShallow = false;
      } else if (code <= space) this.#untidyRow = true;
      else if (code === comma || ((code | 0x20) === closeBrace && --depth < 0)) {
        if (code !== comma) this.#place = 'rest';
        this.#depth = 0;
        this.#untidy ||= this.#untidyRow || isUntidy;
        this.#untidyRow = false;
        return at;
      }
    }
    if (this.#inString) this.#escaped = endsInEscape(text, begun);
    this.#untidyRow ||= isUntidy;
    this.#depth = depth;
    return undefined;
  }

  /** The row that began in earlier chunks. */
  #whole(end: Buffer): Rows {
    const buffer = Buffer.concat([...this.#begun, end]);
    this.#bytes -= buffer.length - end.length;
    this.#begun = [];
    return this.#rows(buffer, [buffer.length - 1]);
  }

  #rows(buffer: Buffer, ends: readonly number[]): Rows {
    const bytes = { buffer, ends, isShallow: this.#isShallow };
    const tidy = this.#untidy ? tidied(bytes) : bytes;
    this.#untidy = false;
    return rowsOfBytes(tidy);
  }
}

function endsInEscape(text: string, start: number): boolean {
  let at = text.length;
  while (at > start && text.charCodeAt(at - 1) === backslash) at--;
  return (text.length - at) % 2 === 1;
}

/** `\u0041` and `\/` have a shorter form. */
function isUntidyEscape(byte: number): boolean {
  return byte === letterU || byte === slash;
}

/** Whole strings and whatever else opens and closes nothing. */
const flat = /(?:[^"{}[\]\0-\x20]+|"[^"\\]*(?:\\[\s\S][^"\\]*)*")*/y;
const restOfString = /[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const untidyEscape = /\\[u/]/;
const longestKey = 16;
/** A list of rows is one level itself. */
const mostDepth = deepest - 1;
const closing = Buffer.from(']');
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const slash = 0x2f;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const letterU = 0x75;
const openBrace = 0x7b;
const closeBrace = 0x7d;
