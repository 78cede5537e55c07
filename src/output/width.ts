import { once } from '../once.ts';
import { isAmbiguous, isWide } from './ranges.ts';

/**
 * Columns that a text takes in a terminal, as string-width 8 counts them; `ambiguousWide` gives two columns to
 * characters such as `…` that East Asian fonts draw wide. The text holds no escape sequences.
 */
export function widthOf(text: string, ambiguousWide = false): number {
  if (ascii.test(text)) return text.length;
  return simpleWidth(text, ambiguousWide) ?? clustersWidth(text, ambiguousWide);
}

/** The text itself where it fits into `room` columns, else as many whole characters as leave room for a `…`. */
export function cut(text: string, room: number, ambiguousWide = false): string {
  if (text.length <= room && ascii.test(text)) return text;
  const ellipsis = ambiguousWide ? 2 : 1;
  const simple = simpleWidth(text, ambiguousWide);
  if (simple !== undefined) return simple <= room ? text : cutSimple(text, room, ellipsis);
  let used = 0;
  let kept = 0;
  for (const { segment, index } of segmenter().segment(text)) {
    const wider = used + clusterWidth(segment, ambiguousWide);
    if (wider > room) return room < ellipsis ? '' : `${text.slice(0, kept)}…`;
    used = wider;
    if (used <= room - ellipsis) kept = index + segment.length;
  }
  return text;
}

/** Fills up with spaces to `room` columns; a text that is wider stays as it is. */
export function pad(text: string, room: number, ambiguousWide = false): string {
  return text + ' '.repeat(Math.max(0, room - widthOf(text, ambiguousWide)));
}

/** Lines of at most `room` columns, broken at spaces where there are some; nothing but those spaces is lost. */
export function wrap(text: string, room: number, ambiguousWide = false): readonly string[] {
  if (text.length * 2 <= room || widthOf(text, ambiguousWide) <= room) return [text];
  const lines: string[] = [];
  let start = 0;
  let used = 0;
  let space = -1;
  let widthAfterSpace = 0;
  for (const { segment, index } of segmenter().segment(text)) {
    const width = clusterWidth(segment, ambiguousWide);
    while (used + width > room && used > 0 && segment !== ' ') {
      const atSpace = space > start;
      lines.push(text.slice(start, atSpace ? space : index));
      used = atSpace ? widthAfterSpace : 0;
      start = atSpace ? space + 1 : index;
    }
    used += width;
    widthAfterSpace += width;
    if (segment === ' ') {
      space = index;
      widthAfterSpace = 0;
    }
  }
  return [...lines, text.slice(start)];
}

const ascii = /^[\x20-\x7e]*$/;
const segmenter = once(() => new Intl.Segmenter());

function cutSimple(text: string, room: number, ellipsis: number): string {
  if (room < ellipsis) return '';
  let at = 0;
  for (let used = 0; at < text.length; at++) {
    used += isSimpleWide(text.charCodeAt(at)) ? 2 : 1;
    if (used > room - ellipsis) break;
  }
  return `${text.slice(0, at)}…`;
}

/** For texts of characters that never join their neighbours; `undefined` for all others. */
function simpleWidth(text: string, ambiguousWide: boolean): number | undefined {
  let width = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x20 && code <= 0x7e) width++;
    else if (isSimpleWide(code)) width += 2;
    else if (!ambiguousWide && isSimpleNarrow(code)) width++;
    else return undefined;
  }
  return width;
}

function isSimpleNarrow(code: number): boolean {
  return (code >= 0xa0 && code <= 0x2ff && code !== 0xad) || (code >= 0x2010 && code <= 0x2027);
}

function isSimpleWide(code: number): boolean {
  if (code < 0x3000) return false;
  if (code >= 0x4e00) return code <= 0x9fff || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xff01 && code <= 0xff60);
  return code >= 0x3400
    ? code <= 0x4dbf
    : code <= 0x3029 || (code >= 0x3041 && code <= 0x3096) || (code >= 0x30a1 && code <= 0x30ff);
}

function clustersWidth(text: string, ambiguousWide: boolean): number {
  let width = 0;
  for (const { segment } of segmenter().segment(text)) width += clusterWidth(segment, ambiguousWide);
  return width;
}

function clusterWidth(cluster: string, ambiguousWide: boolean): number {
  if (cluster.length === 1 && ascii.test(cluster)) return 1;
  const start = cluster.search(drawn());
  if (start < 0) return 0;
  const first = cluster.codePointAt(start) ?? 0;
  if (cluster.length === (first > 0xffff ? 2 : 1)) return pointWidth(first, ambiguousWide);
  if (isEmoji(cluster)) return 2;
  const points = Array.from(cluster.slice(start), pointOf);
  return isJamo(first) ? jamoWidth(points, ambiguousWide) : joinedWidth(points, ambiguousWide);
}

function pointWidth(codePoint: number, ambiguousWide: boolean): number {
  return isWide(codePoint) || (ambiguousWide && isAmbiguous(codePoint)) ? 2 : 1;
}

function pointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function isEmoji(cluster: string): boolean {
  if (flagLetters().test(cluster)) return flag().test(cluster);
  if (shortEmoji().test(cluster)) return true;
  if (cluster.length > longestEmoji || !cluster.includes('\u200d')) return false;
  return (cluster.match(pictographs()) ?? []).length >= 2;
}

/** The first character decides; marks that take a column of their own and halfwidth forms are added. */
function joinedWidth(points: readonly number[], ambiguousWide: boolean): number {
  return points.reduce((width, point, at) => {
    const counts = at === 0 || (point >= 0xff00 && point <= 0xffef) || spacingMark().test(String.fromCodePoint(point));
    return counts ? width + pointWidth(point, ambiguousWide) : width;
  }, 0);
}

/** A leading and a vowel jamo, with or without a trailing one, make one wide syllable; others stand alone. */
function jamoWidth(cluster: readonly number[], ambiguousWide: boolean): number {
  const points = cluster.filter((point) => drawn().test(String.fromCodePoint(point)));
  let width = 0;
  for (let at = 0; at < points.length; at++) {
    const point = points[at] ?? 0;
    if (isLeading(point) && isVowel(points[at + 1])) {
      width += 2;
      at += isTrailing(points[at + 2]) ? 2 : 1;
    } else width += pointWidth(point, ambiguousWide);
  }
  return width;
}

function isJamo(point: number): boolean {
  return isLeading(point) || isVowel(point) || isTrailing(point);
}

function isLeading(point: number): boolean {
  return (point >= 0x1100 && point <= 0x115f) || (point >= 0xa960 && point <= 0xa97c);
}

function isVowel(point = 0): boolean {
  return (point >= 0x1160 && point <= 0x11a7) || (point >= 0xd7b0 && point <= 0xd7c6);
}

function isTrailing(point = 0): boolean {
  return (point >= 0x11a8 && point <= 0x11ff) || (point >= 0xd7cb && point <= 0xd7fb);
}

/** Made when they are needed: to read a class of properties takes milliseconds, and most texts need none. */
const drawn = once(() => /[^\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Cs}]/u);
const spacingMark = once(() => /\p{Mc}/u);
const flagLetters = once(() => /^\p{Regional_Indicator}{2}$/u);
/** A keycap, a sign asked to look like an emoji, a figure with a skin tone: their first character may be narrow. */
const shortEmoji = once(
  () =>
    /^(?:[\d#*]\ufe0f?\u20e3|(?![\d#*]|\p{Regional_Indicator})\p{Emoji}\ufe0f|\p{Emoji_Modifier_Base}\p{Emoji_Modifier})$/u,
);
const pictographs = once(() => /\p{Extended_Pictographic}/gu);
const longestEmoji = 50;
/**
 * Only some pairs of letters are flags, and only this set knows them: slow to build, seldom asked. The flag `v` is newer
 * than the language level of the sources, not than Node 20.
 */
const flag = once(() => new RegExp(String.raw`^\p{RGI_Emoji_Flag_Sequence}$`, sets));
const sets = 'v';
