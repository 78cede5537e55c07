import type { Field } from '../registry/types.ts';

/** How a column is stored and compared. */
export type Kind = 'text' | 'uuid' | 'integer' | 'real' | 'boolean' | 'time' | 'json';

/** The column that names, between slashes, the inventory of a row and all its parents, the most special one last. */
export const lineageColumn = '_lineage';

export function kindOf(field: Field): Kind {
  if (field.type === 'int' || field.type === 'long') return 'integer';
  if (field.type === 'double') return 'real';
  if (field.type === 'bool') return 'boolean';
  if (field.type === 'timestamp') return 'time';
  if (field.type !== 'string') return 'json';
  return field.name === 'uuid' || field.name.endsWith('Uuid') ? 'uuid' : 'text';
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
