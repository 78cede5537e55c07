import { pollOf } from './client/poll.ts';
import { bodyOf, type Endpoint, headersOf, originOf, urlOf } from './client/wire.ts';
import type { Context } from './context.ts';
import type { Json } from './json/json.ts';
import { jsonFor } from './output/json-text.ts';
import { codeUnits, escapeHidden } from './output/sanitize.ts';
import type { Built } from './request/build.ts';
import { type Hidden, withoutHidden } from './request/hidden.ts';
import { isHashed } from './request/password.ts';
import type { HttpRequest } from './request/request.ts';
import { type Place, replacedAt } from './request/secret.ts';

/**
 * Writes the curl command for a request; what has to be known beside it stands in comments. `session` stands for the
 * session where the request itself names one.
 */
export async function showCurl(built: Built, session: string, endpoint: Endpoint, context: Context): Promise<void> {
  const { io, options, text } = context;
  const hidden: StandIn[] = [];
  const standIn = ({ name, value }: Hidden): string => {
    const token = io.uuid();
    const before = hidden.filter((each) => each.name.startsWith(name)).length;
    hidden.push({ token, name: before === 0 ? name : `${name}.${before + 1}` });
    // Signs around a text that was typed without them.
    return /^%.*%$/s.test(value) ? `%${token}%` : token;
  };
  const { asked } = built;
  const request = asked ? asked.request(withoutHidden(asked.query, standIn)) : built.request;
  const { call, poll, variables } = curlOf(endpoint, request, {
    session,
    hidden,
    jobUuid: io.uuid(),
    userAgent: `zstack-cli/${context.version}`,
    token: io.uuid,
  });
  if (options.output === 'json') {
    const json = { call, poll: poll ?? null, variables: variables.map(({ name }) => name) };
    return io.stdout.write(`${jsonFor(io.stdout, json, 2)}\n`);
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
  /** What else stands in the query in the place of a secret. */
  readonly hidden?: readonly StandIn[];
  readonly jobUuid: string;
  readonly userAgent: string;
  /** Makes a text that occurs nowhere else. */
  token(): string;
}

export interface StandIn {
  /** Occurs nowhere else. */
  readonly token: string;
  /** What the secret is called. */
  readonly name: string;
}

/** A text of the request and the shell, within double quotes, that puts something else in its place. */
interface Hole {
  readonly token: string;
  readonly shell: string;
  /** Within a text of JSON, where that is something else. */
  readonly inJson?: string;
}

/** The curl commands that send the request and ask after its job. Session and secrets are never in them. */
export function curlOf(endpoint: Endpoint, request: HttpRequest, options: CurlOptions): CurlLines {
  const holes: Hole[] = [{ token: options.session, shell: `$${sessionVariable}` }];
  const variables: Variable[] = [];
  const variable = (name: string, holds: Variable['holds']): string => {
    if (!variables.some((each) => each.name === name)) variables.push({ name, holds });
    return name;
  };
  const conceal = (value: Json, place: Place): string => {
    const token = options.token();
    const isText = typeof value === 'string';
    const name = (request.message === undefined ? place.slice(1) : place).join('.');
    const from = variable(variableOf(name), isText ? 'text' : 'json');
    holes.push(
      isText
        ? { token, shell: isHashed(request.api, name) ? hashed(from) : escaped(from) }
        : { token: `"${token}"`, shell: `$${from}` },
    );
    return token;
  };
  const jsonHoles = (): readonly Hole[] => holes.map(({ token, shell, inJson = shell }) => ({ token, shell: inJson }));
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
      ...(body === undefined ? [] : [`--data-binary ${word(escapeHidden(body, codeUnits), jsonHoles())}`]),
    ].join(' \\\n  ');
  };

  const { body, ...rest } = request;
  const secretNames = new Set(request.secrets.map(([name]) => name));
  const { hidden = [] } = options;
  const isSecret = ([name, value]: readonly [string, string]): boolean =>
    secretNames.has(name) || hidden.some(({ token }) => value.includes(token));
  const open = { ...rest, query: request.query.filter((pair) => !isSecret(pair)) };
  const concealed = body === undefined ? open : { ...open, body: replacedAt(body, request.secrets, conceal) };
  for (const { token, name } of hidden) {
    const from = variable(variableOf(name), 'text');
    holes.push({ token, shell: `$${from}`, inJson: escaped(from) });
  }
  const asked = request.query
    .filter((pair) => isSecret(pair))
    .map(([name, value]) => {
      if (!secretNames.has(name)) return `-G --data-urlencode ${word(`${name}=${value}`, holes)}`;
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

/** `ZSTACK_ADMIN_PASSWORD` for `adminPassword`, `ZSTACK_MON_URLS_0` for `monUrls.0`. */
function variableOf(name: string): string {
  const words = name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '_').replace(/[^A-Za-z\d]+/g, '_');
  return `ZSTACK_${words.toUpperCase()}`;
}

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
