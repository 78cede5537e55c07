import { CliError, type Note, type Span } from '../errors.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Field, Inventory, Param, StructField } from '../registry/types.ts';
import type { Condition } from './condition.ts';
import type { Resolved } from './fields.ts';

/** A resource that was named where its uuid is due. */
export interface NameReference {
  /** Inventory of the resource. */
  readonly kind: string;
  readonly name: string;
  /** The parameter, member or field. */
  readonly of: string;
  readonly span: Span;
}

/** The uuid of a named resource, as far as it was looked up. */
export type UuidOf = (kind: string, name: string) => string | undefined;

/** What is found while the values of a statement are read: mistakes, notes and names that stand for uuids. */
export interface Reading {
  readonly registry: Registry;
  /** Off: values are sent whatever the registry says. */
  readonly validate: boolean;
  readonly uuidOf?: UuidOf | undefined;
  /** Where the value of a parameter or of a member was typed, or the name of a member. */
  readonly place: (path: string, part?: 'name') => Span;
  readonly errors: CliError[];
  readonly notes: Note[];
  /** Those without a uuid yet. */
  readonly names: NameReference[];
}

/** A parameter, or a member of one. */
export type Described = Param | StructField | Field;

/** The query that finds resources of a kind by their names; undefined where they have none. */
export function nameQueryOf(kind: Inventory, registry: Registry): Api | undefined {
  if (!kind.queryable?.includes('name') || !kind.queryable.includes('uuid')) return undefined;
  const name = kind.queryApi ?? (kind.parent === undefined ? undefined : registry.inventory(kind.parent)?.queryApi);
  return name === undefined ? undefined : registry.api(name);
}

/**
 * A text where a uuid is due: `@name:X` and `@X` name a resource, `@@X` is the text `@X`, anything else is itself. A name
 * that was not looked up yet stays as it is and is remembered. Throws `not-nameable` for a kind without names.
 */
export function readReference(
  text: string,
  kind: Inventory,
  of: string,
  span: Span,
  reading: Pick<Reading, 'registry' | 'uuidOf' | 'names'>,
): string {
  if (!text.startsWith('@')) return text;
  if (text.startsWith('@@')) return text.slice(1);
  if (!nameQueryOf(kind, reading.registry))
    throw new CliError('not-nameable', { name: of, kind: kind.name.replace(/Inventory$/, '') }, span);
  const name = text.replace(/^@(?:name:)?/, '');
  const uuid = reading.uuidOf?.(kind.name, name);
  if (uuid === undefined) reading.names.push({ kind: kind.name, name, of, span });
  return uuid ?? text;
}

/** A condition on a uuid, its own or that of another resource, with uuids in the place of names. Throws `not-nameable`. */
export function withUuids(
  condition: Condition,
  { field, inventory, name }: Resolved,
  reading: Pick<Reading, 'registry' | 'uuidOf' | 'names'>,
): Condition {
  const { operator, value, path, valueSpan } = condition;
  const isList = operator === 'in' || operator === 'not in';
  if (!value?.includes('@') || !(isList || operator === '=' || operator === '!=')) return condition;
  const kind = name === 'uuid' ? inventory : field && reading.registry.referenced(field, inventory);
  if (!kind) return condition;
  const uuids = (isList ? value.split(',') : [value]).map((text) =>
    readReference(text, kind, path, valueSpan, reading),
  );
  return { ...condition, value: uuids.join(',') };
}
