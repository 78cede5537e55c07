import { ExactNumber, type Json } from '../json/json.ts';
import { isTime, sortableDate } from './cell.ts';
import type { Human } from './shown.ts';

/** A size or a time as people say it; `undefined` for anything else, and where it would say less than the value. */
export function humanText(value: Json | undefined, name: string, human: Human): string | undefined {
  if (typeof value === 'string') return isTime(name) ? agoText(value, human) : undefined;
  if (!isSize(name)) return undefined;
  const bytes = value instanceof ExactNumber ? Number(value.text) : value;
  return typeof bytes === 'number' && bytes >= 1024 ? sizeText(bytes) : undefined;
}

function isSize(name: string): boolean {
  return /(?:size|capacity)$/i.test(name) && !/(?:cpu|page|batch|queue|pool)/i.test(name);
}

/** Three digits or four: `1.5 GiB`, `932 MiB`. */
function sizeText(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  const amount = bytes / 1024 ** power;
  const digits = amount < 10 ? 2 : amount < 100 ? 1 : 0;
  return `${Number(amount.toFixed(digits))} ${units[power - 1]}`;
}

/**
 * From one day on: the server tells times without their zone, so that anything shorter might be wrong by hours. What
 * lies ahead stays a date.
 */
function agoText(text: string, { now, ago }: Human): string | undefined {
  const then = timeOf(text);
  const days = then === undefined ? 0 : Math.floor((now - then) / dayLength);
  if (days < 1) return undefined;
  if (days < 60) return ago(days, 'day');
  return days < 730 ? ago(Math.floor(days / 30.44), 'month') : ago(Math.floor(days / 365.25), 'year');
}

/** Milliseconds since 1970 of a date of the server, read as the local time of this machine. */
export function timeOf(text: string): number | undefined {
  const time = Date.parse((sortableDate(text) ?? text).replace(' ', 'T'));
  return Number.isNaN(time) ? undefined : time;
}

const dayLength = 86_400_000;
const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
