import { CliError, type Note, throwAll } from '../errors.ts';
import type { Argument, Statement } from '../language/statement.ts';
import { spanWithin } from '../language/words.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { checkComparison } from './comparison.ts';
import { type Condition, conditionsOfJson, isSecretCondition, readCondition } from './condition.ts';
import { resolveOwn, resolvePath, type Target } from './fields.ts';
import { type NameReference, type UuidOf, withUuids } from './reading.ts';

/** A query as it was meant, before it is decided how it travels. */
export interface Query {
  readonly api: Api;
  /** Absent where nobody knows what the API answers. */
  readonly target?: Target;
  readonly conditions: readonly Condition[];
  readonly fields?: readonly string[];
  readonly sortBy?: string;
  readonly sortDirection?: 'asc' | 'desc';
  /** A second key, which only ZQL has: rows that are equal by the first keep one order from page to page. */
  readonly thenBy?: string;
  readonly limit?: number;
  readonly start?: number;
  readonly count?: boolean;
  readonly replyWithCount?: boolean;
  readonly filterName?: string;
  readonly groupBy?: string;
  /** Steering words that cannot be read, sent as they are where nothing is checked. */
  readonly unread?: readonly (readonly [name: string, value: string])[];
  /** Milliseconds the client waits. */
  readonly timeout?: number;
}

/** Words that steer a query and are not fields. Source: cli.py of zstack-utility, APIQueryMessage.java, ZStack 5.2.1. */
export const reservedKeys = [
  'conditions',
  'count',
  'fields',
  'filterName',
  'groupBy',
  'limit',
  'replyWithCount',
  'sortBy',
  'sortDirection',
  'start',
  'timeout',
] as const;

type ReservedKey = (typeof reservedKeys)[number];

/**
 * Reads the arguments of a query API. Mistakes are told together; what is legal but surprising becomes a note.
 * With `validate` off, unknown names and unreadable values are let through.
 */
export function readQuery(
  api: Api,
  statement: Statement,
  registry: Registry,
  { validate, uuidOf }: { readonly validate: boolean; readonly uuidOf?: UuidOf | undefined },
): { readonly query: Query; readonly notes: readonly Note[]; readonly names: readonly NameReference[] } {
  const errors: CliError[] = [];
  const notes: Note[] = [];
  const names: NameReference[] = [];
  const unread: [string, string][] = [];
  const attempt = <T>(act: () => T): T | undefined => {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      errors.push(error);
      return undefined;
    }
  };

  const settled = <T>(argument: Argument, read: (argument: Argument) => T): T | undefined => {
    if (validate) return attempt(() => read(argument));
    const value = quietly(() => read(argument));
    if (value === undefined) unread.push([argument.name, argument.value]);
    return value;
  };

  const steering = new Map<ReservedKey, Argument>();
  const conditions: Condition[] = [];
  for (const argument of statement.arguments) {
    if (!isReserved(argument.name) || (argument.operator !== '=' && !validate)) {
      const read = attempt(() => readCondition(argument));
      if (read) {
        conditions.push(read.condition);
        if (!isSecretCondition(read.condition)) notes.push(...read.notes);
      }
    } else if (argument.operator !== '=') {
      errors.push(
        new CliError(
          'operator-on-reserved',
          { name: argument.name, operator: argument.operator },
          argument.operatorSpan,
        ),
      );
    } else if (argument.name === 'conditions') conditions.push(...(settled(argument, conditionsOfJson) ?? []));
    else if (steering.has(argument.name))
      errors.push(new CliError('repeated-param', { name: argument.name }, argument.nameSpan));
    else steering.set(argument.name, argument);
  }

  const target = targetOf(api, conditions, registry);
  const asked = !target
    ? conditions
    : conditions.map((typed) => {
        const resolve = (): Condition => {
          const resolved = resolvePath(registry, target, typed.path, typed.place);
          const condition = withUuids(typed, resolved, { registry, uuidOf, names });
          if (validate && condition === typed && !isSecretCondition(condition))
            notes.push(...checkComparison(condition, resolved));
          return condition;
        };
        return (validate ? attempt(resolve) : quietly(resolve)) ?? typed;
      });
  if (target && validate) {
    const sortBy = steering.get('sortBy');
    if (sortBy) attempt(() => resolveOwn(registry, target, sortBy.value, 'sortBy', sortBy.valueSpan));
    const fields = steering.get('fields');
    for (const { name, at } of fields ? listElements(fields.value) : []) {
      const span = fields && spanWithin(fields.word, at + 'fields='.length, at + 'fields='.length + name.length);
      if (span) attempt(() => resolveOwn(registry, target, name, 'fields', span));
    }
  }
  const groupBy = steering.get('groupBy');
  if (groupBy) notes.push({ code: 'group-by-ignored', facts: {}, span: groupBy.word });

  const given = readSteering(steering, settled);
  throwAll(errors);
  const left = unread.length > 0 && { unread };
  return { query: { api, ...(target && { target }), conditions: asked, ...given, ...left }, notes, names };
}

/**
 * The first condition that is exactly `typeField = value` turns the query to the child inventory of that type, whose
 * fields are then known too. Source: QueryFacadeImpl.java (resolveChildClass), ZStack 5.2.1.
 */
function targetOf(api: Api, conditions: readonly Condition[], registry: Registry): Target | undefined {
  const inventory = registry.queried(api);
  if (!inventory) return undefined;
  const type = conditions.find((condition) => condition.path === inventory.typeField && condition.operator === '=');
  const child = type?.value === undefined ? undefined : registry.child(inventory, type.value);
  return { inventory: child ?? inventory, sure: api.inventoryGuess !== true };
}

function readSteering(
  steering: ReadonlyMap<ReservedKey, Argument>,
  settled: <T>(argument: Argument, read: (argument: Argument) => T) => T | undefined,
): Omit<Query, 'api' | 'target' | 'conditions'> {
  const read = <T>(key: ReservedKey, convert: (argument: Argument) => T): Record<string, T> => {
    const argument = steering.get(key);
    const value = argument && settled(argument, convert);
    return value === undefined ? {} : { [key]: value };
  };
  return {
    ...read('limit', whole('count')),
    ...read('start', whole('count')),
    ...read('timeout', whole('milliseconds')),
    ...read('count', truth),
    ...read('replyWithCount', truth),
    ...read('sortBy', text),
    ...read('sortDirection', direction),
    ...read('filterName', text),
    ...read('groupBy', text),
    ...read('fields', (argument) => listElements(argument.value).map((element) => element.name)),
  };
}

/** Without checking, what cannot be resolved is left alone. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

function isReserved(name: string): name is ReservedKey {
  return (reservedKeys as readonly string[]).includes(name);
}

/** Elements of a comma list and where they stand; empty ones are dropped. */
function listElements(list: string): readonly { readonly name: string; readonly at: number }[] {
  let at = 0;
  return list
    .split(',')
    .map((piece) => {
      const element = { name: piece.trim(), at: at + (piece.length - piece.trimStart().length) };
      at += piece.length + 1;
      return element;
    })
    .filter((element) => element.name !== '');
}

const text = (argument: Argument): string => argument.value;

const whole =
  (expected: 'count' | 'milliseconds') =>
  (argument: Argument): number => {
    const value = Number(argument.value);
    if (/^\d+$/.test(argument.value) && value <= 2147483647) return value;
    throw new CliError('bad-value', { name: argument.name, value: argument.value, expected }, argument.valueSpan);
  };

function truth(argument: Argument): boolean {
  const value = argument.value.toLowerCase();
  if (value === 'true' || value === 'false') return value === 'true';
  throw new CliError('bad-value', { name: argument.name, value: argument.value, expected: 'bool' }, argument.valueSpan);
}

function direction(argument: Argument): 'asc' | 'desc' {
  if (argument.value === 'asc' || argument.value === 'desc') return argument.value;
  const { name, value } = argument;
  const nearest = /^d/i.test(value) ? ['desc'] : /^a/i.test(value) ? ['asc'] : [];
  throw new CliError('not-one-of', { name, value, values: ['asc', 'desc'], nearest }, argument.valueSpan);
}
