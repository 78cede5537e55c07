import { CliError, type Problems, type Span } from '../errors.ts';
import { isArray, type Json, parseJson } from '../json/json.ts';
import type { Argument, Statement } from '../language/statement.ts';
import { spanWithin } from '../language/words.ts';
import type { Api, Param } from '../registry/types.ts';
import { chosenUuidForm } from './limits.ts';
import { LiteralError } from './literal.ts';
import { type MemberName, memberOf, memberPath, put, type Step } from './member.ts';
import { variablesOf } from './path.ts';
import type { Reading } from './reading.ts';
import { isSecretText } from './secret.ts';
import { settle } from './settle.ts';
import { shapeOf, walkShape } from './shape.ts';
import { requiredParams, targetsOf } from './target.ts';
import { readText } from './value.ts';

/**
 * The values of a call, typed and checked, in the order in which they were given. Several words may build one value:
 * lists grow, members are put into what is there. Mistakes, notes and names go to the reading.
 */
export function readParams(api: Api, statement: Statement, reading: ParamReading): ReadonlyMap<string, Json> {
  const raw = new Map<string, Json>();
  const params = new Map<string, Param>();
  const taken = new Set<string>();
  for (const { argument, target } of targetsOf(api, statement, reading)) {
    const { param, member } = target;
    const path = member.steps.reduce((at, { key }) => memberPath(at, key), member.root);
    params.set(param.name, param);
    reading.placed.set(path, argument.valueSpan);
    reading.named.set(path, nameOf(argument, member));
    const value = textOf(param, member.steps, argument, path, reading);
    if (value === undefined) continue;
    const before = raw.get(param.name);
    const isDocument = argument.origin === 'json' || argument.origin === 'text';
    const joined = join(before, member.steps, value, taken.has(path));
    if (joined === undefined) {
      const code = member.steps.length === 0 || taken.has(path) ? 'repeated-param' : 'bad-member';
      const facts =
        code === 'bad-member' ? { name: argument.name, why: 'gap', example: exampleOf(param) } : { name: path };
      reading.errors.push(new CliError(code, facts as Problems[typeof code], argument.nameSpan));
    } else raw.set(param.name, joined);
    if (!isDocument) taken.add(path);
  }
  const values = new Map<string, Json>();
  for (const [name, value] of raw) values.set(name, settled(value, params.get(name) as Param, reading));
  checkChosenUuid(api, values, reading);
  const missing = missingOf(api, statement, values, reading.validate);
  if (missing.length > 0)
    reading.errors.push(new CliError('missing-params', { api: api.name, names: missing }, statement.verb));
  return values;
}

/** A reading that remembers where each parameter and member was typed. */
export interface ParamReading extends Reading {
  readonly placed: Map<string, Span>;
  readonly named: Map<string, Span>;
}

/** Where that was typed, or the nearest thing around it that was. */
export function placeIn(placed: ReadonlyMap<string, Span>, path: string, otherwise: Span): Span {
  const { root = path, steps = [] } = memberOf(path) ?? {};
  let at = root;
  let span = placed.get(at);
  for (const { key } of steps) {
    at = memberPath(at, key);
    span = placed.get(at) ?? span;
  }
  return span ?? [...placed].find(([path]) => memberOf(path)?.root === root)?.[1] ?? otherwise;
}

/** The last step of a dotted name, as it was typed. */
function nameOf({ word, nameSpan, origin }: Argument, { steps }: MemberName): Span {
  const last = steps.at(-1);
  return last === undefined || origin === 'json' || origin === 'text'
    ? nameSpan
    : spanWithin(word, last.at + (typeof last.key === 'string' ? 1 : 0), last.at + last.length);
}

function textOf(
  param: Param,
  steps: readonly Step[],
  argument: Argument,
  path: string,
  reading: ParamReading,
): Json | undefined {
  if (argument.origin === 'json') return parseJson(argument.value);
  try {
    return readText(walkShape(shapeOf(param, reading.registry), steps, reading.registry), argument.value);
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    if (!reading.validate) return argument.value;
    const facts =
      error.found === undefined || isSecretText(param, argument.value)
        ? { name: path }
        : { name: path, found: error.found };
    reading.errors.push(new CliError('bad-literal', facts, placeOf(argument, error)));
    return undefined;
  }
}

function placeOf({ word, value, valueSpan, origin }: Argument, { at, found }: LiteralError): Span {
  if (origin !== undefined) return valueSpan;
  const from = word.text.length - value.length + at;
  return spanWithin(word, from, from + (found?.length ?? 0));
}

function join(before: Json | undefined, steps: readonly Step[], value: Json, isTaken: boolean): Json | undefined {
  if (steps.length > 0) return isTaken ? undefined : put(before, steps, value);
  if (before === undefined || !isTaken) return value;
  return isArray(before) && isArray(value) ? [...before, ...value] : undefined;
}

function settled(value: Json, param: Param, reading: Reading): Json {
  if (reading.validate) return settle(value, param, param.name, reading);
  // What does not fit is sent as it is.
  const errors: CliError[] = [];
  const fitting = settle(value, param, param.name, { ...reading, errors, notes: [] });
  return errors.some(({ code }) => code === 'bad-value' || code === 'empty-value') ? value : fitting;
}

/** What the server asks of a uuid for the new resource; such APIs take `tagUuids` too. Source: APICreateMessage.java, ZStack 5.2.1. */
function checkChosenUuid(api: Api, values: ReadonlyMap<string, Json>, reading: Reading): void {
  const value = values.get('resourceUuid');
  const isChosen = api.kind === 'create' && api.params.some(({ name }) => name === 'tagUuids');
  if (!reading.validate || !isChosen || typeof value !== 'string' || chosenUuidForm.test(value)) return;
  const bare = value.replaceAll('-', '').toLowerCase();
  const facts = { name: 'resourceUuid', value, ...(chosenUuidForm.test(bare) && { meant: bare }) };
  reading.errors.push(new CliError('bad-uuid', facts, reading.place('resourceUuid')));
}

/** An empty path variable would name another path. */
function missingOf(
  api: Api,
  statement: Statement,
  values: ReadonlyMap<string, Json>,
  validate: boolean,
): readonly string[] {
  const variables = variablesOf(api.path ?? '');
  const given = new Set(statement.arguments.map(({ name }) => memberOf(name)?.root ?? name));
  return (validate ? requiredParams(api) : variables).filter(
    (name) => !given.has(name) || (variables.includes(name) && values.get(name) === ''),
  );
}

function exampleOf({ name, type }: Param): string {
  return type === 'list' ? `${name}[0]` : `${name}.key`;
}
