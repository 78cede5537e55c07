import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import type { Calls, Reply } from './calls.ts';
import { errorBody, Failure, Refusal } from './fault.ts';
import type { Outgoing } from './http.ts';
import { type Body, bodyParams, parseBody } from './parameters.ts';
import type { Answer, QueryMessage } from './query.ts';
import { dateText, type Json, JsonText, timeText, writeJson } from './reply.ts';
import type { Incoming } from './rest/incoming.ts';
import { acknowledgedOnly } from './rest/rest.ts';

export interface LegacyOptions {
  readonly registry: Registry;
  readonly calls: Calls;
  /** Milliseconds since 1970. */
  now(): number;
  uuid(): string;
}

/**
 * The message front door: `POST /api` with `{"<class of the message>":{…}}`, and `GET /api/result/<uuid>`. Whatever goes
 * wrong inside is told with status 200. Source: RESTApiController.java, RESTApiFacadeImpl.java, ZStack 5.2.1.
 */
export function openLegacy({
  registry,
  calls,
  now,
  uuid,
}: LegacyOptions): (incoming: Incoming, path: string) => Promise<Outgoing> {
  const time = (): string => dateText(timeText(now()));

  const done = (created: string, result: string, jobUuid?: string): Outgoing => ({
    status: 200,
    body: writeJson({ uuid: jobUuid, state: 'Done', createdDate: created, finishedDate: time(), result }, false),
  });

  const send = async (incoming: Incoming): Promise<Outgoing> => {
    const created = time();
    const { api, message, name } = messageOf(parseBody(incoming.body), registry);
    const session = api.needSession === false ? undefined : sessionIn(message);
    if (api.kind === 'query') {
      const found = await calls.query(api, askedOf(message), session);
      return done(
        created,
        resultText(replyClass(name, 'Reply'), found instanceof Failure ? found : await whole(found)),
      );
    }
    const params = bodyParams({ ...api, wrap: 'message' }, { message, ...tagsOf(message) }, {});
    const jobUuid = typeof message.id === 'string' ? message.id : uuid();
    const asked = { api, params, jobUuid, session };
    if (!api.needPoll) return done(created, resultText(replyClass(name, 'Reply'), await calls.answer(asked)));
    if (!(await calls.accept(asked))) throw new Refusal(200, `duplicate api id ${jobUuid}`);
    return { status: 200, body: writeJson({ uuid: jobUuid, state: 'Processing', createdDate: created }, false) };
  };

  const whole = async ({ inventories, total }: Answer): Promise<Reply> => {
    if (!inventories) return { total };
    const rows: string[] = [];
    for (let portion = await calls.portion(inventories); portion.size > 0; portion = await calls.portion(inventories))
      rows.push(portion.text);
    return { inventories: new JsonText(`[${rows.join(',')}]`), total };
  };

  const result = async (jobUuid: string): Promise<Outgoing> => {
    const job = await calls.job(jobUuid);
    const name = job && registry.api(job.api)?.fullName;
    if (!job || name === undefined) throw new Refusal(404, `No api result[uuid:${jobUuid}] found`);
    const created = dateText(timeText(job.created));
    if (job.state === 'processing')
      return { status: 200, body: writeJson({ uuid: jobUuid, state: 'Processing', createdDate: created }, false) };
    const text = wrapped(replyClass(name, 'Event'), job.body, job.status === 200);
    const told = done(created, text.slice(0, longestResult), jobUuid);
    return job.isSimulated ? { ...told, headers: acknowledgedOnly } : told;
  };

  return async (incoming, path) => {
    const jobUuid = /^\/api\/result\/([^/]+)\/?$/.exec(path)?.[1];
    if (jobUuid !== undefined) return result(jobUuid);
    if (path !== '/api' && path !== '/api/') throw new Refusal(404, `no api mapping to ${path}`);
    try {
      return await send(incoming);
    } catch (error) {
      throw error instanceof Refusal ? new Refusal(200, error.message) : error;
    }
  };
}

/** Characters of the result of a job: `rest.api.result.max.length`. Source: RESTApiFacadeImpl.java, ZStack 5.2.1. */
const longestResult = 64_000;

interface Message {
  readonly api: Api;
  /** Class of the message. */
  readonly name: string;
  readonly message: Body;
}

function messageOf(body: Body, registry: Registry): Message {
  const [[name, message] = [undefined, undefined], ...more] = Object.entries(body);
  const api = registry.api(/\.API(\w+)Msg$/.exec(name ?? '')?.[1] ?? '');
  if (name === undefined || more.length > 0 || !api || api.fullName !== name)
    throw new Refusal(200, `java.lang.ClassNotFoundException: ${name}`);
  return { api, name, message: objectOf(message) };
}

function sessionIn(message: Body): string {
  const { uuid } = objectOf(message.session);
  return typeof uuid === 'string' ? uuid : '';
}

function tagsOf(message: Body): Body {
  return Object.fromEntries(
    ['systemTags', 'userTags'].flatMap((name) => (message[name] ? [[name, message[name]]] : [])),
  );
}

function askedOf(message: Body): Omit<QueryMessage, 'inventory'> {
  const text = (name: string): string | undefined => {
    const value = message[name];
    return value === undefined || value === null ? undefined : String(value);
  };
  const given = <T>(name: string, read: (text: string) => T): Record<string, T> => {
    const value = text(name);
    return value === undefined ? {} : { [name]: read(value) };
  };
  const { conditions, fields } = message;
  return {
    conditions: listOf(conditions).map((each) => {
      const { name, op, value } = objectOf(each);
      return {
        name: String(name),
        op: String(op),
        ...(value !== undefined && value !== null && { value: String(value) }),
      };
    }),
    ...given('limit', Number),
    ...given('start', Number),
    ...given('count', isTrue),
    ...given('replyWithCount', isTrue),
    ...given('sortBy', String),
    ...given('sortDirection', String),
    ...given('filterName', String),
    ...(fields !== undefined && { fields: listOf(fields).map(String) }),
  };
}

function isTrue(text: string): boolean {
  return text.toLowerCase() === 'true';
}

function resultText(className: string, reply: Reply | Failure): string {
  const failed = reply instanceof Failure;
  return wrapped(className, writeJson(failed ? (errorBody(reply) as Json) : reply, false), !failed);
}

/** `{"class":{…,"success":true}}` around the text of an object. */
function wrapped(className: string, object: string, success: boolean): string {
  const members = object.slice(1, -1);
  return `{${JSON.stringify(className)}:{${members}${members && ','}"success":${success}}}`;
}

/** Log-ins share one reply. Source: APILogInReply.java, ZStack 5.2.1. */
function replyClass(message: string, kind: 'Reply' | 'Event'): string {
  return message.replace(/Msg$/, kind).replace(/\.APILogIn(?:ByAccount|ByUser)Reply$/, '.APILogInReply');
}

function listOf(value: Body[string] | undefined): readonly Body[string][] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: Body[string] | undefined): Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
}
