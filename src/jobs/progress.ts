import { ExactNumber, isArray, isJsonObject, type Json, type JsonObject, own, parseJson } from '../json/json.ts';

/** How far a job is. */
export interface Progress {
  /** From 0 to 100. */
  readonly percent?: number;
  /** What is being done, as the server says it. */
  readonly caption?: string;
}

/**
 * Reads the reply of GetTaskProgress: the newest record and its ancestors, the newest last. A record is a percentage
 * or the name of a step. Source: ProgressReportService.java, ZStack 5.2.1.
 */
export function progressOf(envelope: JsonObject): Progress {
  const list = own(envelope, 'inventories');
  const records = isArray(list) ? list.filter(isJsonObject) : [];
  const percents = records.flatMap((record) => percentOf(record) ?? []);
  const captions = records.flatMap((record) => captionOf(record) ?? []);
  const [percent, caption] = [percents.at(-1), captions.at(-1)];
  return { ...(percent !== undefined && { percent }), ...(caption !== undefined && { caption }) };
}

/** Steps of one job each count from nothing: what was reached already is never taken back. */
export function further(before: Progress, now: Progress): Progress {
  const percent = Math.max(before.percent ?? 0, now.percent ?? 0);
  const known = before.percent !== undefined || now.percent !== undefined;
  const caption = now.caption ?? before.caption;
  return { ...(known && { percent }), ...(caption !== undefined && { caption }) };
}

function percentOf(record: JsonObject): number | undefined {
  if (own(record, 'type') !== 'Progress') return undefined;
  const content = numberIn(own(record, 'content'));
  return content === undefined ? undefined : Math.min(100, Math.max(0, Math.floor(content)));
}

function numberIn(value: Json | undefined): number | undefined {
  const text = value instanceof ExactNumber ? value.text : value;
  const number = typeof text === 'string' && text.trim() !== '' ? Number(text) : text;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function captionOf(record: JsonObject): string | undefined {
  const content = own(record, 'content');
  if (own(record, 'type') !== 'Task' || typeof content !== 'string' || content.trim() === '') return undefined;
  const values = argumentsOf(own(record, 'arguments'));
  let at = 0;
  return content.replace(/%s/g, (place) => values[at++] ?? place);
}

/** A JSON list as text. */
function argumentsOf(text: Json | undefined): readonly string[] {
  try {
    const list = typeof text === 'string' ? parseJson(text) : [];
    return isArray(list) ? list.map((value) => String(value)) : [];
  } catch {
    return [];
  }
}
