import { Refusal } from '../fault.ts';

/** One HTTP request as it came in. */
export interface Incoming {
  readonly method: string;
  /** Path and query as they stood in the request line. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** The decoded path, with what stands before `/v1` taken off; `undefined` outside of the context. */
export function pathOf({ target }: Incoming, context: string): string | undefined {
  const path = decoded(target.replace(/\?.*$/s, ''));
  return path.startsWith(`${context}/`) ? path.slice(context.length) : undefined;
}

/** Names and values of the query string in their order, decoded as a form is. */
export function queryOf({ target }: Incoming): readonly (readonly [name: string, value: string])[] {
  const at = target.indexOf('?');
  return at < 0 ? [] : [...new URLSearchParams(target.slice(at + 1))];
}

/** The session that a request carries. Throws the refusals of RestServer.java, ZStack 5.2.1. */
export function sessionOf({ headers }: Incoming): string {
  const { authorization } = headers;
  if (authorization === undefined) throw new Refusal(400, "missing header 'Authorization'");
  if (authorization.startsWith('OAuth')) return authorization.slice('OAuth'.length).trim();
  if (!authorization.startsWith('ZStack')) throw new Refusal(400, "Authorization type must be 'OAuth'");
  if (authorization.slice('ZStack'.length).trim().split(':').length !== 2)
    throw new Refusal(400, "accessKey format is 'ZStack AccessKeyId:Signature'");
  // The open-source node knows no access keys.
  throw new Refusal(500, 'RestAuthenticationType type: ZStack was not registered by any RestAuthenticationBackend');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
