import { CliError } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject, own } from '../json/json.ts';
import { glimpse, jsonOf } from './body.ts';
import type { Incoming } from './transport.ts';

/** Where the server cuts the result of a job: `rest.api.result.max.length`, ZStack 5.2.1. */
const longestResult = 64_000;

/**
 * An answer of the message endpoint as REST would have given it: 202 while the job runs, then what the reply holds or
 * its error. Throws `message-refused` for the bare text of an exception and `reply-cut` for a result
 * that was too long. Source: RESTApiController.java and RESTApiDecoder.java, ZStack 5.2.1.
 */
export function unwrapped(
  api: string,
  { status, text }: Incoming,
  jobUuid: string | undefined,
): { readonly status: number; readonly value: Json | undefined } {
  const outer = jsonOf(text);
  if (status !== 200) return { status, value: outer };
  const about = { api, ...(jobUuid !== undefined && { jobUuid }) };
  if (!isJsonObject(outer)) throw new CliError('message-refused', { ...about, reason: glimpse(text) });
  const uuid = own(outer, 'uuid');
  const state = own(outer, 'state');
  if (state === 'Processing')
    return { status: 202, value: typeof uuid === 'string' ? { location: `/api-jobs/${uuid}` } : {} };
  const result = own(outer, 'result');
  const reply = typeof result === 'string' ? replyOf(result) : undefined;
  if (reply) return { status, value: contentOf(reply) };
  if (typeof result === 'string' && result.length >= longestResult)
    throw new CliError('reply-cut', { ...about, limit: longestResult });
  return { status, value: undefined };
}

/** `{"org.zstack.…Reply": {…}}`. */
function replyOf(result: string): JsonObject | undefined {
  const value = jsonOf(result);
  const [reply] = isJsonObject(value) ? Object.values(value) : [];
  return isJsonObject(reply) ? reply : undefined;
}

function contentOf(reply: JsonObject): JsonObject {
  const { success, error, ...rest } = reply;
  return success === true || (success === undefined && !isJsonObject(error)) ? rest : { error: error ?? {} };
}
