import type { Span } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject, own, stringifyJson } from '../json/json.ts';
import type { Argument, Statement } from '../language/statement.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { readCondition } from '../request/condition.ts';
import { isHashed } from '../request/password.ts';
import { reservedKeys } from '../request/query.ts';
import type { HttpRequest } from '../request/request.ts';
import type { PageText, SteeringKey } from '../text/pages.ts';
import { pythonView } from './python.ts';

/** A line explained: what each word means, what travels, what the Python zstack-cli would have done. */
export interface Explained {
  readonly line: string;
  /** The place of each word in the line, and what it means. */
  readonly words: readonly (Span & { readonly text: string; readonly meaning: string })[];
  readonly request: HttpRequest;
  /** For each pair of the query string the number of the word that it comes from, counted from 1. */
  readonly sources: readonly (number | null)[];
  readonly remarks: readonly string[];
  readonly python: { readonly message?: Json; readonly name?: string; readonly differences: readonly string[] };
}

/** What is explained; nothing in it may be secret any more. */
export interface ToExplain {
  readonly line: string;
  readonly api: Api;
  readonly statement: Statement;
  readonly request: HttpRequest;
  /** What is legal and still worth a word, as sentences. */
  readonly notes: readonly string[];
}

/** Explains a statement that has been read and built already; decides nothing anew. */
export function explainLine(
  { line, api, statement, request, notes }: ToExplain,
  registry: Registry,
  text: PageText,
): Explained {
  const said = text.explain;
  const { verb } = statement;
  const meaningOf = (argument: Argument): string => {
    if (api.kind !== 'query') return said.param(argument.name, valueSent(argument, request));
    return isSteering(argument.name)
      ? steeringMeaning(argument, text)
      : conditionMeaning(argument, api, registry, text);
  };
  const { message, differences } = pythonView(api, statement);
  return {
    line,
    words: [
      { ...placeOf(verb), text: verb.raw, meaning: said.api(text.apiSummary(api.name)) },
      ...statement.arguments.map((argument) => ({
        ...placeOf(argument.word),
        text: argument.word.raw,
        meaning: meaningOf(argument),
      })),
    ],
    request,
    sources: sourcesOf(request, statement, api),
    remarks: [
      ...(request.reply === 'zql' ? [said.travels.zql] : []),
      ...(statement.arguments.some(({ name }) => isHashed(api.name, name)) ? [said.travels.hashed] : []),
      ...(request.needPoll && request.method !== 'GET' ? [said.travels.job] : []),
      ...(request.needSession ? [] : [said.travels.noSession]),
      ...notes,
    ],
    python: {
      ...(message !== undefined && { message }),
      ...(api.fullName !== undefined && { name: api.fullName }),
      differences: differences.map(({ kind, fact }) => said.python[kind](fact)),
    },
  };
}

/** Conditions travel in their order; steering words and parameters keep their names, but for `sort`. */
function sourcesOf({ query }: HttpRequest, { arguments: all }: Statement, { kind }: Api): readonly (number | null)[] {
  const numbered = all.map((argument, at) => ({ ...argument, number: at + 2 }));
  const conditions = numbered.filter(({ name }) => kind === 'query' && !isSteering(name));
  const isPlain = !all.some(({ name }) => name === 'conditions');
  let next = 0;
  return query.map(([name]) => {
    if (kind === 'query' && name === 'q') return isPlain ? (conditions[next++]?.number ?? null) : null;
    const source = name === 'sort' ? 'sortBy' : name;
    return numbered.find((argument) => argument.name === source)?.number ?? null;
  });
}

function placeOf({ start, end }: Span): Span {
  return { start, end };
}

function isSteering(name: string): name is SteeringKey {
  return (reservedKeys as readonly string[]).includes(name);
}

function steeringMeaning({ name, value }: Argument, { steering, explain }: PageText): string {
  const isEmpty = (name === 'fields' && !/[^,\s]/.test(value)) || (/ount$/.test(name) && /^false$/i.test(value));
  return isEmpty ? explain.ignored : explain.steering(steering[name as SteeringKey]);
}

function conditionMeaning(argument: Argument, api: Api, registry: Registry, text: PageText): string {
  const { condition } = readCondition(argument);
  const { explain } = text;
  const isLike = condition.operator === 'like' || condition.operator === 'not like';
  const inventory = registry.queried(api);
  const joins = condition.path.split('.').slice(0, -1);
  const hops = inventory && joins.length > 0 ? registry.hops(inventory, joins) : undefined;
  return [
    explain.condition(condition.path, explain.comparison[condition.operator], condition.value ?? ''),
    ...(isLike && !/[%_]/.test(argument.value) ? [explain.wrapped] : []),
    ...(hops
      ? [explain.through(hops.map(({ name, to }) => `${name} (${to.replace(/Inventory$/, '')})`).join(', '))]
      : []),
  ].join(text.param.separator);
}

/** As it stands in the request; what is not found there by its name is as it was typed. */
function valueSent({ name, value }: Argument, { body, query }: HttpRequest): string {
  const inBody = isJsonObject(body) ? Object.values(body).map((params) => memberOf(params, name)) : [];
  const found = inBody.find((member) => member !== undefined);
  if (found !== undefined) return stringifyJson(found);
  const pairs = query.filter(([key]) => key === name).map(([, text]) => text);
  return stringifyJson(pairs.length > 1 ? pairs : (pairs[0] ?? value));
}

function memberOf(params: Json | undefined, name: string): Json | undefined {
  return isJsonObject(params) ? own(params as JsonObject, name) : undefined;
}
