import type { Registry } from '../../registry/registry.ts';
import type { Api, Route } from '../../registry/types.ts';
import type { Calls, Reply } from '../calls.ts';
import { withSchema } from '../classes.ts';
import { errorBody, Failure, Refusal } from '../fault.ts';
import type { Hooks } from '../hooks.ts';
import type { Outgoing } from '../http.ts';
import { bodyParams, parseBody, queryParams } from '../parameters.ts';
import { type Json, writeJson } from '../reply.ts';
import { type Incoming, queryOf, sessionOf } from './incoming.ts';
import { readQuery } from './query.ts';
import { type Match, type Router, routerOf } from './routes.ts';
import { replyText } from './rows.ts';

export interface RestOptions {
  readonly registry: Registry;
  readonly calls: Calls;
  readonly hooks: Pick<Hooks, 'watch'>;
  uuid(): string;
  /** Where `/v1` begins, as the node sees itself: `http://host:port/zstack`. */
  address(): string;
}

/** The REST front door: `path` is decoded and begins with `/v1/`. Throws `Refusal`. Source: RestServer.java, ZStack 5.2.1. */
export function openRest(options: RestOptions): (incoming: Incoming, path: string) => Promise<Outgoing> {
  const { registry, calls, hooks } = options;
  let router: Router | undefined;

  const query = async (api: Api, match: Match, route: Route, incoming: Incoming): Promise<Outgoing> => {
    const session = api.needSession === false ? undefined : sessionOf(incoming);
    const { uuid } = match.variables(route);
    const asked =
      uuid === undefined
        ? readQuery(queryOf(incoming))
        : { conditions: [{ name: 'uuid', op: '=' as const, value: uuid }] };
    const found = await calls.query(api, asked, session);
    if (found instanceof Failure) return told(found);
    const { inventories, total } = found;
    if (!inventories) return told({ schema: {}, total });
    return { status: 200, body: replyText(total, inventories.size, () => calls.portion(inventories)) };
  };

  const call = async (api: Api, match: Match, route: Route, incoming: Incoming): Promise<Outgoing> => {
    const session = api.needSession === false ? undefined : sessionOf(incoming);
    const jobUuid = jobUuidOf(incoming) ?? options.uuid();
    const apiTimeout = timeoutOf(incoming) ?? 1000 * (api.timeoutSec ?? usualTimeout);
    const variables = match.variables(route);
    const params = hasBody(incoming)
      ? bodyParams(api, parseBody(incoming.body), variables)
      : queryParams(api, queryOf(incoming), variables);
    const asked = { api, params, jobUuid, session };
    if (!api.needPoll) return told(await calls.answer(asked));
    const { 'x-web-hook': url, 'x-json-schema': schema } = incoming.headers;
    const hook = url === undefined ? undefined : { url, schema: schema !== undefined };
    if (!(await calls.accept(asked, hook))) throw new Refusal(400, `Duplicate job uuid[${jobUuid}]`);
    if (hook) hooks.watch();
    const location = `${options.address()}/v1/api-jobs/${jobUuid}`;
    return { status: 202, body: writeJson({ apiTimeout, location }, true) };
  };

  const poll = async (incoming: Incoming, jobUuid: string): Promise<Outgoing> => {
    if (incoming.method !== 'GET') throw new Refusal(405, 'only GET method is allowed for querying job status');
    const job = await calls.job(jobUuid);
    if (!job) throw new Refusal(404, 'the job has been expired');
    if (job.state === 'processing') return { status: 202, body: '{}' };
    const api = job.status === 200 && incoming.headers['x-json-schema'] !== undefined && registry.api(job.api);
    const body = api ? withSchema(registry, api, job.body) : job.body;
    return { status: job.status, body, ...(job.isSimulated && { headers: acknowledgedOnly }) };
  };

  return (incoming, path) => {
    const jobUuid = /^\/v1\/api-jobs\/([^/]*)$/.exec(path)?.[1];
    if (jobUuid !== undefined) return poll(incoming, jobUuid);
    router ??= routerOf(registry);
    const match = router(path.slice('/v1'.length));
    if (!match) throw new Refusal(404, `no api mapping to ${path}`);
    const route = chosen(match, incoming, path, registry);
    const api = registry.api(route.api) as Api;
    return api.kind === 'query' ? query(api, match, route, incoming) : call(api, match, route, incoming);
  };
}

/** Says that a success is one in word only. */
export const acknowledgedOnly = { 'X-Sandbox': 'acknowledged only' };

/** Seconds. Source: ApiTimeoutGlobalProperty.java, ZStack 5.2.1. */
const usualTimeout = 1800;

/** Only what succeeded is written HTML-safe. */
function told(reply: Reply | Failure): Outgoing {
  return reply instanceof Failure
    ? { status: 503, body: writeJson(errorBody(reply) as Json, false) }
    : { status: 200, body: writeJson(reply, true) };
}

/** A path of one API is its own whatever the verb; a shared one is told apart. */
function chosen({ routes }: Match, incoming: Incoming, path: string, registry: Registry): Route {
  const [first, second] = routes;
  if (first && !second) return first;
  const of = (method: string, what: string): Route => {
    const route = routes.find((each) => each.method === method);
    if (route) return route;
    throw new Refusal(500, `No ${what} API found for the path[${path}]`);
  };
  switch (incoming.method) {
    case 'POST':
      return of('POST', 'creational');
    case 'GET':
      return of('GET', 'query');
    case 'DELETE':
      return of('DELETE', 'delete');
    case 'PUT': {
      const body = parseBody(incoming.body);
      const action = routes.find(
        ({ method, api }) => method === 'PUT' && Object.hasOwn(body, registry.api(api)?.wrap ?? ''),
      );
      if (action) return action;
      throw new Refusal(400, `the body doesn't contain action mapping to the URL[${path}]`);
    }
    default:
      throw new Refusal(405, `The method[${incoming.method}] is not allowed for the path[${path}]`);
  }
}

function hasBody({ method }: Incoming): boolean {
  return method === 'POST' || method === 'PUT';
}

/** Only the length is looked at. */
function jobUuidOf({ headers }: Incoming): string | undefined {
  const uuid = headers['x-job-uuid'];
  if (uuid === undefined || uuid.length === 32) return uuid;
  throw new Refusal(400, "Invalid header[X-Job-UUID], it must be a UUID with '-' stripped");
}

/** Milliseconds. */
function timeoutOf({ headers }: Incoming): number | undefined {
  const seconds = headers['x-api-timeout'];
  if (seconds === undefined) return undefined;
  if (/^[+-]?\d+$/.test(seconds)) return Number(seconds) * 1000;
  throw new Refusal(500, `For input string: "${seconds}"`);
}
