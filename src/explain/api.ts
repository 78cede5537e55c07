import { quoteWord } from '../language/words.ts';
import { command, type Page, type Part, type Row, text as sentence, term } from '../output/page.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api, Param, RemovedApi } from '../registry/types.ts';
import { variablesOf } from '../request/path.ts';
import { paramsOf, requiredParams } from '../request/target.ts';
import type { PageText } from '../text/pages.ts';
import { answerRows, fieldRows } from './answer.ts';
import { exampleOf } from './example.ts';
import { joinRows, operatorRows, steeringRows, tagRows } from './inventory.ts';
import { paramWords } from './param.ts';

/** Since when an API is gone. */
type Removal = Pick<RemovedApi, 'removed' | 'removedDate'>;

/** Everything about one API: how to call it, what it takes, what it answers. */
export function apiPage(api: Api, registry: Registry, text: PageText, removed?: Removal): Page {
  const { heading } = text;
  const { required, optional } = partedParams(api);
  const rowOf = (param: Param): Row => term(param.name, paramWords(param, registry, text.param));
  return {
    title: api.name,
    summary: text.apiSummary(api.name),
    parts: [
      { heading: heading.usage, rows: [command('zstack-cli', ...usageWords(api, required, optional, text))] },
      { heading: heading.required, rows: required.map((param) => rowOf(param)) },
      { heading: heading.optional, rows: optional.map((param) => rowOf(param)) },
      ...(api.kind === 'query' ? queryParts(api, registry, text) : []),
      { heading: heading.answer, rows: answerRows(api, registry, text) },
      { heading: heading.call, rows: callRows(api, text, removed).map((line) => sentence(line)) },
      {
        heading: heading.example,
        rows: removed ? [] : [command('zstack-cli', ...exampleOf(api, registry).map((word) => quoteWord(word)))],
      },
    ],
  };
}

/** The parameters that a call must have, then those that it may have; every variable of the path is among the first. */
export function partedParams(api: Api): { readonly required: readonly Param[]; readonly optional: readonly Param[] } {
  const names = requiredParams(api);
  const params = paramsOf(api).filter(({ name }) => api.kind !== 'query' || names.includes(name));
  const isNeeded = ({ name }: Param): boolean => names.includes(name);
  return { required: params.filter(isNeeded), optional: params.filter((param) => !isNeeded(param)) };
}

function usageWords(
  api: Api,
  required: readonly Param[],
  optional: readonly Param[],
  text: PageText,
): readonly string[] {
  const words = required.map(({ name }) => `${name}=…`);
  const more = api.kind === 'query' || optional.length > 0 ? [text.call.optionalMark] : [];
  return [api.name, ...words, ...more];
}

function queryParts(api: Api, registry: Registry, text: PageText): readonly Part[] {
  const inventory = registry.queried(api);
  const { heading } = text;
  return [
    ...(inventory
      ? [
          { heading: heading.conditions, rows: fieldRows(inventory, registry, text) },
          { heading: heading.joins, rows: joinRows(inventory, text) },
        ]
      : []),
    { heading: heading.tags, rows: tagRows(text) },
    { heading: heading.operators, rows: operatorRows(text) },
    { heading: heading.steering, rows: steeringRows(text) },
  ];
}

/** How the call travels, whether it is a job, since when it is there. */
function callRows(api: Api, { call }: PageText, removed: Removal | undefined): readonly string[] {
  const { method, path, fullName, kind, needSession, since, timeoutSec } = api;
  const byUuid = api.optionalPaths?.find((each) => each.endsWith('{uuid}') && variablesOf(each).length === 1);
  const isRest = method !== undefined && path !== undefined;
  const needPoll = api.needPoll ?? (kind !== 'query' && kind !== 'get');
  return [
    isRest ? call.rest(method, `/v1${path}`) : fullName === undefined ? call.noWay : call.message(fullName),
    ...(byUuid === undefined || api.kind !== 'query' ? [] : [call.byUuid(`/v1${byUuid}`)]),
    needPoll ? call.job(timeoutSec === undefined ? undefined : Math.round(timeoutSec / 60)) : call.direct,
    ...(needSession === false ? [call.noSession] : []),
    ...(since === undefined ? [] : [call.since(since, api.sinceUpper === true)]),
    ...(api.release === undefined ? [] : [call.newer]),
    ...(api.deprecated ? [call.deprecated] : []),
    ...(removed ? [call.removed(removed.removed, removed.removedDate)] : []),
  ];
}
