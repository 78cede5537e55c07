import type { Json, JsonObject } from '../../src/json/json.ts';
import type { FormatName } from '../../src/output/format.ts';
import type { Rest, Style, Subject } from '../../src/output/shown.ts';
import { writers } from '../../src/output/writers.ts';
import type { Inventory } from '../../src/registry/types.ts';

export const pipe: Style = { columns: 80, colors: 0, terminal: false };

export function terminal(columns: number, more: Partial<Style> = {}): Style {
  return { columns, colors: 0, terminal: true, ...more };
}

/** An answer of the server and what is known about it. */
export interface Shown extends Subject {
  readonly envelope: JsonObject;
}

/** What a format prints of an answer that came in one piece. */
export async function print(name: FormatName, rest: Rest, style: Style, subject: Subject = {}): Promise<string> {
  let text = '';
  for await (const chunk of writers[name](subject, style).end(rest)) text += chunk;
  return text;
}

/** What the table prints, without the line break at its end. */
export async function table({ envelope, ...subject }: Shown, style: Style): Promise<string> {
  return (await print('table', { envelope }, style, subject)).replace(/\n$/, '');
}

export async function leftOut({ envelope, ...subject }: Shown, style: Style): Promise<readonly string[]> {
  const writer = writers.table(subject, style);
  for await (const _ of writer.end({ envelope }));
  return writer.leftOut?.() ?? [];
}

export function lines(text: string): readonly string[] {
  return text.split('\n');
}

export function rowsOf(...inventories: readonly Json[]): Shown {
  return { envelope: { inventories } };
}

export function kind(name: string, more: Partial<Inventory> = {}): Inventory {
  return { name: `${name}Inventory`, resource: name, fields: [], joins: [], ...more };
}

export const uuids = [
  '742a7c7d4a4f3a01b206632a40ac414f',
  '9f5010336a233d6ebbd82594a6d56e7c',
  '296a7da913333dd992d89bf30d9304ed',
] as const;

export function backup(at: number, more: JsonObject = {}): JsonObject {
  return {
    uuid: uuids[at % uuids.length] ?? '',
    name: ['nightly', '夜间备份-北京', 'before upgrade'][at % 3] ?? '',
    description: null,
    state: 'Enabled',
    status: at % 3 === 1 ? 'Error' : 'Ready',
    size: [13107, 987654321, 5][at % 3] ?? 0,
    createDate: 'Jan 1, 2026 2:00:00 AM',
    lastOpDate: 'Jan 2, 2026 2:00:00 PM',
    backupStorageRefs: [{ databaseBackupUuid: uuids[0], backupStorageUuid: uuids[1], status: 'Ready' }],
    ...more,
  };
}
