import type { Field, Inventory } from '../registry/types.ts';
import { kindOf, lineageColumn, quote } from './schema.ts';
import type { Db } from './sqlite.ts';
import { keySql } from './zql/fold.ts';

/**
 * Makes the indexes of columns that are asked for much, in the form in which conditions compare them. The uuid comes
 * second, so that rows with one value are in the order of their uuids already.
 */
export function createIndexes(db: Db, root: Inventory, fields: readonly Field[]): void {
  const indexes = fields.flatMap((field) => indexesOf(root, field));
  if (indexes.length === 0) return;
  for (const { name, columns, where } of indexes)
    db.run(`CREATE INDEX IF NOT EXISTS ${quote(name)} ON ${quote(root.resource)} (${columns})${where ?? ''}`);
  if (!hasStatistics(db)) db.run(`ANALYZE ${quote(root.resource)}`);
  for (const { name, statistics } of indexes) assume(db, root.resource, name, statistics);
  db.run('ANALYZE sqlite_schema');
}

/** Writes many rows to a table: its indexes are made afterwards, which is much faster. */
export function withoutIndexes<T>(db: Db, root: Inventory, work: () => T): T {
  const indexes = db.all("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?", [root.resource]);
  const known = db.all('SELECT idx, stat FROM sqlite_stat1 WHERE tbl = ?', [root.resource]);
  for (const { name } of indexes) db.run(`DROP INDEX ${quote(String(name))}`);
  const result = work();
  for (const { sql } of indexes) db.run(String(sql));
  for (const { idx, stat } of known) assume(db, root.resource, String(idx), String(stat));
  db.run('ANALYZE sqlite_schema');
  return result;
}

interface Index {
  readonly name: string;
  readonly columns: string;
  readonly where?: string;
  /** Of a large cloud, as SQLite's planner takes them: rows, and rows with one value of the first column. */
  readonly statistics: string;
}

function indexesOf(root: Inventory, field: Field): readonly Index[] {
  const column = quote(field.name);
  const hasUuid = root.fields.some(({ name }) => name === 'uuid');
  const index = (columns: string, equal: number, where?: string): Index => ({
    name: `${root.resource} by ${field.name}`,
    columns: hasUuid ? `${columns}, uuid` : columns,
    ...(where === undefined ? {} : { where: ` WHERE ${where}` }),
    statistics: hasUuid ? `1000000 ${equal} 1` : `1000000 ${equal}`,
  });
  if (field.name === 'uuid')
    return [
      { name: `${root.resource} by uuid`, columns: 'uuid', statistics: '1000000 1' },
      {
        name: `${root.resource} of children`,
        columns: 'uuid',
        where: ` WHERE ${lineageColumn} <> '/${root.name}/'`,
        statistics: '10000 1',
      },
    ];
  if (kindOf(field) === 'uuid') return [index(column, 2000, `${column} IS NOT NULL`)];
  if (field.name === 'createDate') return [index(column, 20)];
  const equal = texts[field.name];
  return equal === undefined ? [] : [index(keySql(column), equal)];
}

/** Rows out of a million that have the same text. */
const texts: Readonly<Record<string, number>> = { name: 2, ip: 2, tag: 1000, state: 300_000, status: 300_000 };

function hasStatistics(db: Db): boolean {
  return db.first("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'") !== undefined;
}

function assume(db: Db, table: string, index: string, statistics: string): void {
  db.run('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)', [table, index, statistics]);
}
