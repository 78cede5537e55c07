import type { Exchange } from './client/client.ts';
import type { Context } from './context.ts';
import { CliError } from './errors.ts';
import { isArray, isJsonObject, type Json, parseJson, stringifyJson } from './json/json.ts';
import { visible } from './output/sanitize.ts';
import { opensSession } from './registry/reads.ts';
import { namesSecret } from './registry/secret.ts';
import { mask } from './request/secret.ts';
import { shownRequest } from './secrets.ts';
import { appendLine } from './settings/log.ts';

/** With `--debug` tells every exchange, without secrets: in the file of `--log-file`, else on stderr. */
export function traceOf(context: Context): ((exchange: Exchange) => void) | undefined {
  const { io, options, registry } = context;
  const { debug, logFile } = options;
  if (!debug) return undefined;
  // A file that cannot be written is told before anything is sent.
  if (logFile !== undefined) appendLine(logFile, '');
  return (exchange) => {
    const api = registry().api(exchange.request.api);
    const isLogin = api !== undefined && opensSession(api);
    const lines = traceLines(exchange, isLogin).map(visible);
    const time = new Date(io.now()).toISOString();
    const text = lines.map((line, at) => `${at === 0 ? time : '  '} ${line}\n`).join('');
    if (logFile === undefined) void io.stderr.write(text);
    else writeStill(logFile, text);
  };
}

/** A disk that is full by now must not spoil what was done. */
function writeStill(file: string, text: string): void {
  try {
    appendLine(file, text);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
  }
}

/** The first line holds method, address, status and milliseconds; then come headers and bodies. */
export function traceLines({ request, url, headers, body, ms, answer }: Exchange, isLogin: boolean): readonly string[] {
  const { body: shown } = shownRequest(request);
  const came = 'error' in answer ? codeOf(answer.error) : String(answer.status);
  return [
    `${request.method} ${maskedUrl(url, new Set(request.secrets.map(([name]) => name)))} ${came} ${Math.round(ms)} ms`,
    ...Object.entries(headers).map(([name, value]) => `> ${name}: ${/^authorization$/i.test(name) ? mask : value}`),
    ...(body === undefined || shown === undefined ? [] : [`> ${stringifyJson(masked(shown, isLogin))}`]),
    ...('error' in answer || answer.text === '' ? [] : [`< ${maskedText(answer.text, isLogin)}`]),
  ];
}

/** Sessions stand in paths as well: `/accounts/sessions/{uuid}/valid`. */
function maskedUrl(url: string, secrets: ReadonlySet<string | undefined>): string {
  return url
    .replace(/(\/sessions\/)[^/?]+/, `$1${mask}`)
    .replace(/([?&])([^=&]+)=([^&]*)/g, (whole, before: string, name: string) =>
      secrets.has(decodeURIComponent(name)) || namesSecret(name) ? `${before}${name}=${mask}` : whole,
    );
}

/** The uuid of a session that was just opened is the secret itself. */
function maskedText(text: string, isLogin: boolean): string {
  const start = text.slice(0, longest);
  try {
    const value = masked(parseJson(text));
    const inventory = isJsonObject(value) ? value.inventory : undefined;
    const isSession = isLogin && isJsonObject(value) && isJsonObject(inventory);
    const shown = stringifyJson(isSession ? { ...value, inventory: { ...inventory, uuid: mask } } : value);
    return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
  } catch {
    return isLogin ? mask : start.replace(/[\da-f]{128}/gi, mask);
  }
}

/** The tags of a log-in hold the token of a second factor. */
function masked(value: Json, isLogin = false): Json {
  if (isArray(value)) return value.map((element) => masked(element, isLogin));
  if (typeof value === 'string') return maskedWithin(value);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, member]) => [
    name,
    isHidden(name, isLogin) && member !== null && member !== '' ? mask : masked(member as Json, isLogin),
  ]);
  return Object.fromEntries(entries);
}

function isHidden(name: string, isLogin: boolean): boolean {
  return namesSecret(name) || (isLogin && name === 'systemTags');
}

/** A message holds its reply as a text. */
function maskedWithin(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return stringifyJson(masked(parseJson(text)));
  } catch {
    return text;
  }
}

function codeOf(error: unknown): string {
  return error instanceof CliError ? error.code : String(error instanceof Error ? error.name : error);
}

/** Characters of a body. */
const longest = 10_000;
