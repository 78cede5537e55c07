import { isArray, isJsonObject, type Json, type JsonObject, own, stringifyJson } from '../json/json.ts';
import { visible } from './sanitize.ts';
import { tellingField } from './telling.ts';
import { widthOf } from './width.ts';

/** Room for a cell: how many elements of a list, in how many columns. */
export interface Room {
  readonly elements: number;
  readonly columns: number;
}

export const boundless: Room = { elements: Number.POSITIVE_INFINITY, columns: Number.POSITIVE_INFINITY };
/** On a terminal a taste of a list is enough. */
export const taste: Room = { elements: 3, columns: Number.POSITIVE_INFINITY };

/**
 * A value as one line of visible text; `name` is the field it stands in. Nothing is shown as nothing, and a list by as
 * many elements as there is room for; any other text may still be too wide.
 */
export function cellText(value: Json | undefined, name: string, room: Room): string {
  return isArray(value) ? listText(value, name, room) : visible(rawText(value, name));
}

/** A value as the lines of a listing, where there is room for everything. */
export function valueLines(value: Json | undefined, name: string): readonly string[] {
  if (!isArray(value) && !isJsonObject(value)) return [cellText(value, name, boundless)];
  const parts = isArray(value) ? items(value, name) : pairs(value);
  const line = parts.join(', ');
  return (line.length <= shortLine ? [line] : parts).map((part) => visible(part));
}

export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/** Whether a text is to be kept whole because it is only of use as a whole. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{32}$/i.test(text);
}

function rawText(value: Json | undefined, name: string): string {
  if (typeof value === 'string') return isTime(name) ? (sortableDate(value) ?? value) : value;
  return isJsonObject(value) ? objectText(value) : scalar(value);
}

/** `Jan 1, 2026 2:00:00 AM`, as the server's Gson writes it, or as JDK 9 and JDK 20 changed it, to `2026-01-01 02:00:00`. */
export function sortableDate(text: string): string | undefined {
  const [, monthName = '', day = '', year = '', hour = '', rest = '', half = ''] = gsonDate.exec(text) ?? [];
  const month = months.indexOf(monthName) + 1;
  if (month === 0) return undefined;
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  return `${year}-${twoDigits(month)}-${twoDigits(Number(day))} ${twoDigits(hours)}${rest}`;
}

export function isTime(name: string): boolean {
  return /(?:date|time|beat)$/i.test(name);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function listText(list: readonly Json[], name: string, { elements, columns }: Room): string {
  const first = list.slice(0, elements);
  const count = String(list.length || '');
  if (!isTold(first.slice(0, taste.elements), name)) return count;
  const texts = items(first, name).map((text) => visible(text));
  if (elements === boundless.elements) return texts.join(', ');
  if (texts.some(isUuid)) return count;
  const shown = texts.findLastIndex((_, last) => widthOf(some(texts, last + 1, list.length)) <= columns);
  return some(texts, Math.max(shown, 0) + 1, list.length);
}

function some(texts: readonly string[], shown: number, all: number): string {
  return texts.slice(0, shown).join(', ') + (all > shown ? ` +${all - shown}` : '');
}

/** Whether the elements have short names of their own. */
function isTold(list: readonly Json[], name: string): boolean {
  return list.every((element) => !isArray(element) && (!isJsonObject(element) || tellingField(element, name)));
}

function items(list: readonly Json[], name: string): readonly string[] {
  return list.map((element) => {
    if (!isJsonObject(element)) return scalar(element);
    const field = tellingField(element, name);
    return field === undefined ? pairs(element).join(', ') : scalar(own(element, field));
  });
}

function objectText(object: JsonObject): string {
  const field = isEmpty(own(object, 'uuid')) ? undefined : tellingField(object, '');
  return field === undefined ? pairs(object).join(', ') : scalar(own(object, field));
}

function pairs(object: JsonObject): readonly string[] {
  return Object.entries(object)
    .filter(([, value]) => !isEmpty(value))
    .map(([key, value]) => `${key}=${scalar(value)}`);
}

function scalar(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : stringifyJson(value);
}

/** Characters up to which a list stays on one line of a listing. */
const shortLine = 48;

const gsonDate = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2})(:\d{2}:\d{2})[ \u202f\u00a0]([AP]M)$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
