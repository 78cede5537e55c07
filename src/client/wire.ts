import { CliError } from '../errors.ts';
import { isJsonObject, type JsonObject, stringifyJson } from '../json/json.ts';
import type { HttpRequest } from '../request/request.ts';

/** Where a management node listens. */
export interface Endpoint {
  readonly scheme: 'http' | 'https';
  /** A name, an IPv4 address, or an IPv6 address without brackets; lower case. */
  readonly host: string;
  readonly port: number;
  /** Empty, or with a leading and without a trailing slash: `/zstack`. */
  readonly context: string;
}

/** What may be given apart; each part wins over the same part within `host`. */
export interface EndpointParts {
  readonly host: string;
  readonly scheme?: string;
  readonly port?: number;
  readonly context?: string;
}

export interface Credentials {
  readonly session?: string | undefined;
  /** Becomes the id of the job; 32 hex digits. Sent where the server reads it, see RestServer.java, ZStack 5.2.1. */
  readonly jobUuid: string;
  /** Signs what goes out in the place of a session. */
  readonly sign?: Sign | undefined;
  /** In which the server may tell what went wrong; it does in English where nothing is said. */
  readonly language?: string | undefined;
  /** Must contain `cli`: the audit of ZStack 5.2.1 looks for it (HttpServletRequestUtils.java). */
  readonly userAgent: string;
}

/** Headers for a method and a decoded path that begins with `/v1`. */
export type Sign = (method: string, path: string) => Readonly<Record<string, string>>;

/**
 * Reads `http://host:8080/zstack`, `host`, `host:port`, `[::1]:8080`, or parts. Left out: http, 8080, /zstack
 * (8080 for https too). Throws `bad-address`.
 */
export function endpointOf(address: string | EndpointParts): Endpoint {
  const parts: EndpointParts = typeof address === 'string' ? { host: address } : address;
  const found = addressForm.exec(parts.host.trim())?.groups;
  const scheme = (parts.scheme ?? found?.scheme ?? 'http').toLowerCase();
  const host = hostOf(found?.bare ?? found?.bracketed ?? '', found?.plain ?? '');
  const port = parts.port ?? Number(found?.port ?? 8080);
  const context =
    parts.context === undefined ? contextOf(found?.context ?? '', '/zstack') : contextOf(parts.context, '');
  if ((scheme !== 'http' && scheme !== 'https') || !host || !isPort(port) || context === undefined)
    throw new CliError('bad-address', { address: withoutPassword(parts) });
  return { scheme, host, port, context };
}

/** Scheme, host and port: `http://[::1]:8080`. */
export function originOf({ scheme, host, port }: Endpoint): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The address as people write it and as sessions remember it: `http://host:8080/zstack`. */
export function addressOf(endpoint: Endpoint): string {
  return originOf(endpoint) + endpoint.context;
}

/** Path and query as they stand in the request line. */
export function targetOf(endpoint: Endpoint, { path, query, message }: HttpRequest): string {
  const pairs = query.map(([name, value]) => `${encoded(name)}=${readable(encoded(value))}`);
  return `${endpoint.context}${message === undefined ? '/v1' : '/api'}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

export function urlOf(endpoint: Endpoint, request: HttpRequest): string {
  return originOf(endpoint) + targetOf(endpoint, request);
}

/** Header names and values of a request; a message carries most of it in its body. `X-JSON-Schema` is never asked for. */
export function headersOf(
  request: HttpRequest,
  { session, sign, jobUuid, userAgent, language }: Credentials,
): Record<string, string> {
  const isRest = request.message === undefined;
  return {
    ...(isRest && request.needSession && sign?.(request.method, `/v1${decodeURIComponent(request.path)}`)),
    ...(isRest && request.needSession && session !== undefined && { Authorization: `OAuth ${session}` }),
    // Without a charset the server would read the body as ISO-8859-1 (RestServer.java, ZStack 5.2.1).
    ...(request.body !== undefined && { 'Content-Type': 'application/json; charset=utf-8' }),
    ...(isRest && request.method !== 'GET' && { 'X-Job-UUID': jobUuid }),
    ...(isRest &&
      request.timeout !== undefined && { 'X-API-Timeout': String(Math.max(1, Math.ceil(request.timeout / 1000))) }),
    ...(language !== undefined && { 'Accept-Language': language }),
    'User-Agent': userAgent,
  };
}

/** The JSON text of the body, where there is one. */
export function bodyOf(request: HttpRequest, credentials: Credentials): string | undefined {
  const body = payloadOf(request, credentials);
  return body === undefined ? undefined : stringifyJson(body);
}

/**
 * The body as it travels. A message stands under the name of its class and holds the session, the time allowed in
 * milliseconds and the id of its job itself. Source: RESTApiDecoder.java, ZStack 5.2.1.
 */
export function payloadOf(request: HttpRequest, { session, jobUuid }: Pick<Credentials, 'session' | 'jobUuid'>) {
  const { body, message, needSession, timeout } = request;
  if (message === undefined || !isJsonObject(body)) return body;
  const fields: JsonObject = {
    ...body,
    ...(needSession && session !== undefined && { session: { uuid: session } }),
    ...(timeout !== undefined && { timeout }),
    id: jobUuid,
  };
  return { [message]: fields };
}

/** A bare IPv6 address has two colons or more, so that it is never a host with a port. */
const addressForm =
  /^(?:(?<scheme>[a-z]+):\/\/)?(?:\[(?<bracketed>[^\]]*)\]|(?<bare>[\da-f]*(?::[\da-f.]*){2,})|(?<plain>[^:/?#[\]@\s]+))(?::(?<port>\d{1,5}))?(?<context>\/[^?#]*)?$/i;

function hostOf(v6: string, plain: string): string | undefined {
  const host = v6 || plain;
  if (!v6 && plainHost.test(plain)) return plain;
  const url = v6 ? `http://[${v6}]` : `http://${plain}`;
  if (!host || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  if (v6) return hostname.slice(1, -1);
  // A URL reads `1` and `0x7f.1` as addresses; a person who types them meant something else.
  const isAddress = /^\d+(\.\d+){3}$/.test(hostname);
  if (isAddress ? hostname !== plain : !hostName.test(hostname)) return undefined;
  return hostname;
}

/** Names that begin no label with a digit, and addresses, that every reader takes as they are. */
const plainHost =
  /^(?:[a-z](?:[a-z\d-]*[a-z\d])?(?:\.(?!$)|$)){1,9}$|^(?:(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/;
const hostName = /^(?=.{1,253}$)[a-z\d_]([a-z\d_-]*[a-z\d_])?(\.[a-z\d_]([a-z\d_-]*[a-z\d_])?)*\.?$/;

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}

function contextOf(text: string, otherwise: string): string | undefined {
  const segments = text.split('/').filter((segment) => segment !== '');
  if (!segments.every((segment) => /^[\w.~-]+$/.test(segment) && !/^\.+$/.test(segment))) return undefined;
  return segments.map((segment) => `/${segment}`).join('') || otherwise;
}

function withoutPassword({ host }: EndpointParts): string {
  return host.replace(/^(.*?:\/\/)?.*@/s, '$1');
}

/** As `encodeURIComponent`, which throws on half of a surrogate pair and leaves the apostrophe. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).replaceAll("'", '%27');
}

/** The server cuts a pair at its first `=`, so these may stay as they were typed. */
function readable(text: string): string {
  return text.replace(/%(?:3D|2C|3A)/g, (code) => decodeURIComponent(code));
}
