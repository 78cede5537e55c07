import { pollOf } from './client/client.ts';
import { bodyOf, type Endpoint, headersOf, originOf, urlOf } from './client/wire.ts';
import type { Context } from './context.ts';
import { isArray, isJsonObject, type Json, own, stringifyJson } from './json/json.ts';
import { codeUnits, escapeHidden } from './output/sanitize.ts';
import { isHashed } from './request/password.ts';
import type { HttpRequest } from './request/request.ts';

/**
 * Writes the curl command for a request; what has to be known beside it stands in comments. `session` stands for the
 * session where the request itself names one.
 */
export async function showCurl(
  request: HttpRequest,
  session: string,
  endpoint: Endpoint,
  context: Context,
): Promise<void> {
  const { io, options, text } = context;
  const { call, poll, variables } = curlOf(endpoint, request, {
    session,
    jobUuid: io.uuid(),
    userAgent: `zstack-cli/${context.version}`,
    token: io.uuid,
  });
  if (options.output === 'json') {
    const json = { call, poll: poll ?? null, variables: variables.map(({ name }) => name) };
    return io.stdout.write(`${stringifyJson(json, 2)}\n`);
  }
  const lines = [
    ...variables.map(({ name, holds }) => `# ${text.curl.variable(name, holds)}`),
    call,
    ...(poll === undefined
      ? []
      : [
          `# ${request.message === undefined ? text.curl.poll : text.curl.pollMessage}`,
          ...poll.split('\n').map((line) => `# ${line}`),
        ]),
  ];
  await io.stdout.write(`${lines.join('\n')}\n`);
}

/** A request as curl sends it; each is a line of POSIX shell, perhaps continued with backslashes. */
export interface CurlLines {
  readonly call: string;
  /** Asks how the job goes; absent where none is begun. */
  readonly poll?: string;
  /** What must not be shown and is read from the environment. */
  readonly variables: readonly Variable[];
}

export interface Variable {
  readonly name: string;
  /** A session, a text, or the JSON of what is no text. */
  readonly holds: 'session' | 'text' | 'json';
}

export interface CurlOptions {
  /** Stands in the request where it names the session itself; occurs nowhere else. */
  readonly session: string;
  readonly jobUuid: string;
  readonly userAgent: string;
  /** Makes a text that occurs nowhere else. */
  token(): string;
}

/** A text of the request and the shell, within double quotes, that puts something else in its place. */
interface Hole {
  readonly token: string;
  readonly shell: string;
}

/** The curl commands that send the request and ask after its job. Session and secrets are never in them. */
export function curlOf(endpoint: Endpoint, request: HttpRequest, options: CurlOptions): CurlLines {
  const holes: Hole[] = [{ token: options.session, shell: `$${sessionVariable}` }];
  const variables: Variable[] = [];
  const variable = (name: string, holds: Variable['holds']): string => {
    if (!variables.some((each) => each.name === name)) variables.push({ name, holds });
    return name;
  };
  const conceal = (name: string, value: Json): string => {
    const token = options.token();
    const isText = typeof value === 'string';
    const from = variable(variableOf(name), isText ? 'text' : 'json');
    holes.push(
      isText
        ? { token, shell: isHashed(request.api, name) ? hashed(from) : escaped(from) }
        : { token: `"${token}"`, shell: `$${from}` },
    );
    return token;
  };
  const lineOf = (of: HttpRequest, more: readonly string[] = []): string => {
    const url = urlOf(endpoint, of);
    const body = bodyOf(of, options);
    if (of.needSession || url.includes(options.session) || body?.includes(options.session))
      variable(sessionVariable, 'session');
    const flags = [originOf(endpoint).includes('[') ? ' -g' : '', of.method === 'GET' ? '' : ` -X ${of.method}`];
    return [
      `curl -sS${flags.join('')} ${word(url, holes)}`,
      ...Object.entries(headersOf(of, options)).map(([name, value]) => `-H ${word(`${name}: ${value}`, holes)}`),
      ...more,
      ...(body === undefined ? [] : [`--data-binary ${word(escapeHidden(body, codeUnits), holes)}`]),
    ].join(' \\\n  ');
  };

  const { body, ...rest } = request;
  const isSecret = ([name]: readonly [string, string]): boolean => request.secrets.includes(name);
  const open = { ...rest, query: request.query.filter((pair) => !isSecret(pair)) };
  const places = request.secrets.map((place) => place.split('.'));
  const concealed =
    body === undefined ? open : { ...open, body: places.reduce((json, at) => replaced(json, at, conceal), body) };
  const asked = request.query
    .filter((pair) => isSecret(pair))
    .map(([name]) => {
      const from = variable(variableOf(name), 'text');
      return `-G --data-urlencode "${name}=${isHashed(request.api, name) ? hashed(from) : `$${from}`}"`;
    });
  const call = lineOf(concealed, asked);
  if (!request.needPoll || request.method === 'GET') return { call, variables };
  const { api, message } = request;
  const poll = pollOf({ api, uuid: options.jobUuid, ...(message !== undefined && { message }) });
  return { call, poll: lineOf(poll), variables };
}

const sessionVariable = 'ZSTACK_SESSION_ID';

/** `ZSTACK_ADMIN_PASSWORD` for `adminPassword`. */
function variableOf(name: string): string {
  return `ZSTACK_${name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '_').toUpperCase()}`;
}

/** The value at a place of the body, by what `conceal` makes of its name and value. */
function replaced(json: Json, [key, ...rest]: readonly string[], conceal: Conceal): Json {
  if (key === undefined) return json;
  if (isArray(json))
    return json.map((element, at) => (String(at) !== key ? element : replacedWith(key, element, rest, conceal)));
  if (!isJsonObject(json)) return json;
  const value = own(json, key);
  if (value === undefined) return json;
  return { ...json, [key]: replacedWith(key, value, rest, conceal) };
}

function replacedWith(key: string, value: Json, rest: readonly string[], conceal: Conceal): Json {
  return rest.length === 0 ? conceal(key, value) : replaced(value, rest, conceal);
}

type Conceal = (name: string, value: Json) => Json;

function hashed(variable: string): string {
  return `$(printf %s "$${variable}" | sha512sum | cut -d ' ' -f 1)`;
}

/** Quotes, backslashes and line ends of the text as JSON writes them. */
function escaped(variable: string): string {
  return `$(printf '%s\\n' "$${variable}" | sed 's/[\\\\"]/\\\\&/g' | awk '{ printf "%s%s", nl, $0; nl = "\\\\n" }')`;
}

/** One word for the shell: what is literal in single quotes, holes in double ones. */
function word(text: string, holes: readonly Hole[]): string {
  const pieces = holes.reduce<readonly (string | Hole)[]>(
    (pieces, hole) => pieces.flatMap((piece) => (typeof piece === 'string' ? cutAt(piece, hole) : [piece])),
    [text],
  );
  const last = pieces.at(-1);
  const [first] = pieces;
  if (pieces.length === 2 && typeof first === 'string' && typeof last === 'object' && /^[\w .:/-]*$/.test(first))
    return `"${first}${last.shell}"`;
  return pieces
    .filter((piece) => piece !== '')
    .map((piece) => (typeof piece === 'string' ? quoted(piece) : `"${piece.shell}"`))
    .join('');
}

function cutAt(text: string, hole: Hole): readonly (string | Hole)[] {
  const [first = '', ...others] = text.split(hole.token);
  return [first, ...others.flatMap((other) => [hole, other])].filter((piece) => piece !== '');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
