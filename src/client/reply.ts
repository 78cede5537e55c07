import { CliError, type ServerError } from '../errors.ts';
import { ExactNumber, isArray, isJsonObject, type Json, type JsonObject, own } from '../json/json.ts';
import type { HttpRequest } from '../request/request.ts';
import { cut, glimpse, jsonOf } from './body.ts';
import { unwrapped } from './message.ts';
import type { Incoming } from './transport.ts';

export type Answer = { readonly kind: 'done'; readonly envelope: JsonObject } | Accepted;

/** A 202: a job was begun, or still runs. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly jobUuid?: string;
  /** Milliseconds the server allows the job. */
  readonly timeout?: number;
}

/**
 * Tells by the status what was answered, as RestServer.java of ZStack 5.2.1 means it. Throws `api-failed` for an error
 * object, `http-failed` for any other refusal and `bad-reply` for what is not a JSON object. `jobUuid`: the job that was
 * asked after, of which the last two say nothing.
 */
export function answerOf(request: HttpRequest, incoming: Incoming, jobUuid?: string): Answer {
  const { api } = request;
  const { text, location } = incoming;
  const { status, value } = request.message !== undefined ? unwrapped(api, incoming, jobUuid) : plain(incoming);
  const error = isJsonObject(value) && own(value, 'success') !== true ? own(value, 'error') : undefined;
  if (isJsonObject(error))
    throw new CliError('api-failed', { api, status, error: serverErrorOf(error), ...(jobUuid && { jobUuid }) });
  const about = { api, status, ...(jobUuid !== undefined && { jobUuid }) };
  if (status >= 300) throw new CliError('http-failed', { ...about, body: glimpse(text) || (location ?? '') });
  if (status === 202) return acceptedOf(isJsonObject(value) ? value : {});
  const envelope = isJsonObject(value) ? envelopeOf(request, value) : undefined;
  if (!envelope) throw new CliError('bad-reply', { ...about, body: glimpse(text) });
  return { kind: 'done', envelope };
}

function plain({ status, text }: Incoming): { readonly status: number; readonly value: Json | undefined } {
  return { status, value: text.trim() === '' ? {} : jsonOf(text) };
}

/** The host of `location` is how the node sees itself: behind a gateway it leads nowhere, so only the id is read. */
function acceptedOf(value: JsonObject): Accepted {
  const location = own(value, 'location');
  const timeout = own(value, 'apiTimeout');
  const jobUuid = typeof location === 'string' ? /\/api-jobs\/([\w-]{1,64})\/?$/.exec(location)?.[1] : undefined;
  const milliseconds = timeout instanceof ExactNumber ? Number(timeout.text) : timeout;
  return {
    kind: 'accepted',
    ...(jobUuid !== undefined && { jobUuid }),
    ...(typeof milliseconds === 'number' && milliseconds > 0 && { timeout: milliseconds }),
  };
}

function envelopeOf(request: HttpRequest, value: JsonObject): JsonObject | undefined {
  if (request.reply === 'zql') return zqlEnvelopeOf(value);
  const { schema, ...rest } = value;
  return isJsonObject(schema) ? rest : value;
}

/** `{"results":[{"inventories":[…],"total":1}]}`, one result for the one statement sent: ZQL.java, ZStack 5.2.1. */
function zqlEnvelopeOf(value: JsonObject): JsonObject | undefined {
  const results = own(value, 'results');
  const first = isArray(results) ? results[0] : undefined;
  if (!isJsonObject(first)) return undefined;
  const inventories = own(first, 'inventories');
  const total = own(first, 'total');
  if (inventories === undefined && total === undefined) return { inventories: [] };
  return { ...(inventories !== undefined && { inventories }), ...(total !== undefined && { total }) };
}

/** Newer servers add `message`, which is in the language asked for. */
function serverErrorOf(error: JsonObject): ServerError {
  const root = rootOf(error);
  const rootCause = root === error ? undefined : (textOf(root, 'details') ?? textOf(root, 'description'));
  // Source of the prefixes: Platform.java, ZStack 5.2.1.
  const friendly = textOf(error, 'elaboration')?.replace(/^(?:Error message|错误信息): /, '');
  const elaboration = textOf(error, 'message') ?? friendly;
  const code = textOf(error, 'code');
  const description = textOf(error, 'description');
  const details = textOf(error, 'details');
  return {
    ...(code !== undefined && { code }),
    ...(description !== undefined && { description }),
    ...(details !== undefined && { details }),
    ...(elaboration !== undefined && { elaboration }),
    ...(rootCause !== undefined && { rootCause }),
  };
}

/** Down `cause`, and where an error lists several, down the first: ErrorCodeList.java, ZStack 5.2.1. */
function rootOf(error: JsonObject): JsonObject {
  const causes = own(error, 'causes');
  const inner = [own(error, 'cause'), isArray(causes) ? causes[0] : undefined].find(isJsonObject);
  return inner ? rootOf(inner) : error;
}

function textOf(object: JsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' && value.trim() !== '' ? cut(value.trim(), 8000) : undefined;
}
