import type { Registry } from '../registry/registry.ts';
import type { Api, Route } from '../registry/types.ts';
import { answerTo } from './answers.ts';
import type { Call } from './effect.ts';
import { effectOf } from './effects/effects.ts';
import { errorBody, Failure, Refusal } from './fault.ts';
import type { Outgoing } from './http.ts';
import { renewal } from './identity.ts';
import { acceptJob, advance, hasJob, jobState, type Works } from './jobs.ts';
import { bodyParams, parseBody, queryParams } from './parameters.ts';
import { runQuery } from './query.ts';
import { type Json, timeText, writeJson } from './reply.ts';
import { type Incoming, pathOf, queryOf, sessionOf } from './rest/incoming.ts';
import { readQuery } from './rest/query.ts';
import { type Match, type Router, routerOf } from './rest/routes.ts';
import { useSession } from './sessions.ts';
import type { Db, Store } from './sqlite.ts';
import { validate } from './validate.ts';

export interface NodeOptions {
  readonly registry: Registry;
  readonly store: Store;
  /** Milliseconds since 1970. */
  now(): number;
  uuid(): string;
  /** Scheme, host and port by which the node knows itself. */
  origin(): string;
}

/** Where the node lives below its origin. */
export const context = '/zstack';

/** A management node: one request in, its answer out, and nothing thrown. */
export function openNode(options: NodeOptions): (incoming: Incoming) => Promise<Outgoing> {
  const { registry, store, now, uuid } = options;
  const works: Works = {
    registry,
    uuid,
    effectOf: (name) => {
      const api = registry.api(name);
      return name === 'RenewSession' ? renewal : api && effectOf(registry, api);
    },
  };
  let router: Router | undefined;

  /** One transaction, in which first everything ends whose time is over. */
  const transaction = <T>(work: (db: Db, clock: number) => T): Promise<T> =>
    store.transaction((db) => {
      const clock = now();
      advance(db, works, clock);
      return work(db, clock);
    });

  /** What an API answers at once; what it wrote before it failed is undone. */
  const sync = async (work: (db: Db, clock: number) => { readonly [key: string]: Json }): Promise<Outgoing> => {
    const answer = await transaction((db, clock) => {
      try {
        return db.attempt(() => work(db, clock));
      } catch (error) {
        if (error instanceof Failure) return error;
        throw error;
      }
    });
    return answer instanceof Failure
      ? { status: 503, body: writeJson(errorBody(answer) as Json, false) }
      : { status: 200, body: writeJson(answer, true) };
  };

  const query = (api: Api, match: Match, route: Route, incoming: Incoming): Promise<Outgoing> => {
    const session = api.needSession === false ? undefined : sessionOf(incoming);
    const { uuid } = match.variables(route);
    const asked =
      uuid === undefined ? readQuery(queryOf(incoming)) : { conditions: [{ name: 'uuid', op: '=', value: uuid }] };
    return sync((db, clock) => {
      const caller = session === undefined ? undefined : useSession(db, clock, session);
      const inventory = registry.queried(api);
      if (!inventory) throw new Failure('SYS.1014', `${api.name} is not simulated by the sandbox`);
      return runQuery(db, registry, { inventory, ...asked }, caller, 'faithful');
    });
  };

  const call = async (api: Api, match: Match, route: Route, incoming: Incoming): Promise<Outgoing> => {
    const session = api.needSession === false ? undefined : sessionOf(incoming);
    const jobUuid = jobUuidOf(incoming) ?? uuid();
    const timeout = timeoutOf(incoming) ?? 1000 * (api.timeoutSec ?? 1800);
    const variables = match.variables(route);
    const params = hasBody(incoming)
      ? bodyParams(api, parseBody(incoming.body), variables)
      : queryParams(api, queryOf(incoming), variables);
    const asked = { api: api.name, params, jobUuid };
    /** Nothing where there is nothing to do. */
    const prepare = (db: Db, clock: number): Call | undefined => {
      if (validate(db, registry, api, params) === 'gone') return undefined;
      const caller = session === undefined ? undefined : useSession(db, clock, session);
      return { ...asked, accountUuid: caller?.accountUuid ?? '' };
    };

    if (api.needPoll !== true) {
      return sync((db, clock) => {
        const call = prepare(db, clock);
        return call ? answerTo({ db, registry, api, call, now: timeText(clock), clock, uuid }) : {};
      });
    }
    const hook = incoming.headers['x-web-hook'];
    await transaction((db, clock) => {
      if (incoming.method !== 'GET' && hasJob(db, jobUuid)) throw new Refusal(400, `Duplicate job uuid[${jobUuid}]`);
      acceptJob(db, works, clock, {
        call: asked,
        ...(hook !== undefined && { hook }),
        prepare: () => prepare(db, clock),
      });
    });
    const location = `${options.origin()}${context}/v1/api-jobs/${jobUuid}`;
    return { status: 202, body: writeJson({ apiTimeout: timeout, location }, true) };
  };

  const poll = async (incoming: Incoming, jobUuid: string): Promise<Outgoing> => {
    if (incoming.method !== 'GET') throw new Refusal(405, 'only GET method is allowed for querying job status');
    const job = await transaction((db, clock) => jobState(db, clock, jobUuid));
    if (!job) throw new Refusal(404, 'the job has been expired');
    return job.state === 'done' ? { status: job.status, body: job.body } : { status: 202, body: '{}' };
  };

  const answer = async (incoming: Incoming): Promise<Outgoing> => {
    const path = pathOf(incoming, context) ?? incoming.target;
    const jobUuid = /^\/v1\/api-jobs\/([^/]*)$/.exec(path)?.[1];
    if (jobUuid !== undefined) return poll(incoming, jobUuid);
    router ??= routerOf(registry);
    const match = path.startsWith('/v1/') ? router(path.slice('/v1'.length)) : undefined;
    if (!match) throw new Refusal(404, `no api mapping to ${path}`);
    const route = chosen(match, incoming, path, registry);
    const api = registry.api(route.api) as Api;
    return api.kind === 'query' ? query(api, match, route, incoming) : call(api, match, route, incoming);
  };

  return async (incoming) => {
    try {
      return await answer(incoming);
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: error.message };
      return { status: 500, body: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** A path of one API is its own whatever the verb; a shared one is told apart. Source: RestServer.java, ZStack 5.2.1. */
function chosen({ routes }: Match, incoming: Incoming, path: string, registry: Registry): Route {
  const [first, second] = routes;
  if (first && !second) return first;
  const of = (method: string): Route | undefined => routes.find((route) => route.method === method);
  const missing = (what: string): never => {
    throw new Refusal(500, `No ${what} API found for the path[${path}]`);
  };
  switch (incoming.method) {
    case 'POST':
      return of('POST') ?? missing('creational');
    case 'GET':
      return of('GET') ?? missing('query');
    case 'DELETE':
      return of('DELETE') ?? missing('delete');
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
