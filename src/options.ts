import type { Options } from './context.ts';
import { formatNames } from './output/format.ts';
import { transports } from './request/build.ts';
import type { CommandName, Lang, OptionName } from './text/text.ts';

/** One option as data: the parser, the help and, later, completion read this table. */
export interface OptionEntry {
  readonly name: OptionName;
  readonly flags: string;
  /** Legal values; absent for free text. */
  readonly values?: readonly string[];
  readonly number?: true;
  /** A time such as `10m`; read as milliseconds. */
  readonly duration?: true;
  /** `5/s`, `100/m` or the time between two; read as milliseconds between two. */
  readonly rate?: true;
  /** The only command that takes it. */
  readonly of?: CommandName;
}

/** What the command line gave. */
export interface Asked extends Options {
  readonly version?: boolean;
  readonly help?: boolean;
  readonly lang?: Lang;
  /** Off: what is set in files does not count. */
  readonly config?: boolean;
  readonly color?: 'auto' | 'always' | 'never';
}

export const optionTable: readonly OptionEntry[] = [
  { name: 'sandbox', flags: '--sandbox' },
  { name: 'profile', flags: '--profile <name>' },
  { name: 'url', flags: '--url <url>' },
  { name: 'host', flags: '-H, --host <host>' },
  { name: 'port', flags: '-p, --port <port>', number: true },
  { name: 'output', flags: '-o, --output <format>', values: formatNames },
  { name: 'columns', flags: '--columns <columns>' },
  { name: 'sort', flags: '--sort <columns>' },
  { name: 'query', flags: '--query <expression>' },
  { name: 'header', flags: '--no-header' },
  { name: 'raw', flags: '--raw' },
  { name: 'all', flags: '--all' },
  { name: 'pageSize', flags: '--page-size <rows>', number: true },
  { name: 'maxBytes', flags: '--max-bytes <bytes>', number: true },
  { name: 'failEmpty', flags: '--fail-empty' },
  { name: 'why', flags: '--why' },
  { name: 'noWhy', flags: '--no-why' },
  { name: 'errorFormat', flags: '--error-format <format>', values: ['text', 'json'] },
  { name: 'dryRun', flags: '--dry-run' },
  { name: 'curl', flags: '-c, --curl' },
  { name: 'byUuid', flags: '--by-uuid' },
  { name: 'validate', flags: '--no-validate' },
  { name: 'file', flags: '-f, --file <script>' },
  { name: 'onError', flags: '--on-error <what>', values: ['stop', 'continue'] },
  { name: 'checkpoint', flags: '--checkpoint <file>' },
  { name: 'resume', flags: '--resume' },
  { name: 'parallel', flags: '--parallel <lines>', number: true },
  { name: 'throttle', flags: '--throttle <rate>', rate: true },
  { name: 'yes', flags: '-y, --yes' },
  { name: 'explainImpact', flags: '--explain-impact' },
  { name: 'wait', flags: '--no-wait' },
  { name: 'timeout', flags: '--timeout <time>', duration: true },
  { name: 'for', flags: '--for <expression>', of: 'wait' },
  { name: 'poll', flags: '--poll <time>', duration: true, of: 'wait' },
  { name: 'interval', flags: '-n, --interval <time>', duration: true, of: 'watch' },
  { name: 'until', flags: '--until <expression>', of: 'watch' },
  { name: 'input', flags: '--input <file>' },
  { name: 'generateInput', flags: '--generate-input <format>', values: ['yaml', 'json'] },
  { name: 'transport', flags: '--transport <way>', values: transports },
  { name: 'apiTimeout', flags: '--api-timeout <time>', duration: true },
  { name: 'color', flags: '--color <when>', values: ['auto', 'always', 'never'] },
  { name: 'lang', flags: '--lang <lang>', values: ['en', 'zh'] },
  { name: 'config', flags: '--no-config' },
  { name: 'readOnly', flags: '--read-only' },
  { name: 'caFile', flags: '--ca-file <file>' },
  { name: 'certFile', flags: '--cert-file <file>' },
  { name: 'keyFile', flags: '--key-file <file>' },
  { name: 'pin', flags: '--pin <fingerprint>' },
  { name: 'insecure', flags: '--insecure' },
  { name: 'proxy', flags: '--proxy <url>' },
  { name: 'debug', flags: '--debug' },
  { name: 'timing', flags: '--timing' },
  { name: 'logFile', flags: '--log-file <file>' },
  { name: 'passwordFile', flags: '--password-file <file>' },
  { name: 'origin', flags: '--origin', of: 'config' },
  { name: 'connectTimeout', flags: '--connect-timeout <seconds>', number: true },
  { name: 'readTimeout', flags: '--read-timeout <seconds>', number: true },
  { name: 'kind', flags: '--kind <kind>', values: ['query', 'get', 'create', 'delete', 'action'], of: 'apis' },
  { name: 'passwordStdin', flags: '--password-stdin', of: 'login' },
  { name: 'seed', flags: '--seed <seed>', values: ['demo', 'empty', 'conformance'], of: 'sandbox' },
  { name: 'rows', flags: '--rows <count>', number: true, of: 'sandbox' },
  { name: 'friendly', flags: '--friendly', of: 'sandbox' },
  { name: 'data', flags: '--data <folder>', of: 'sandbox' },
  { name: 'foreground', flags: '--foreground', of: 'sandbox' },
  { name: 'version', flags: '-V, --version' },
  { name: 'help', flags: '-h, --help' },
];

/** Milliseconds of `200ms`, `1.5s`, `1h30m`; a number alone is seconds. Zero is no time. */
export function durationOf(text: string): number | undefined {
  const written = /^\d+(?:\.\d+)?$/.test(text) ? `${text}s` : text;
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(written)) return undefined;
  const parts = [...written.matchAll(/([\d.]+)(ms|[smhd])/g)];
  const duration = parts.reduce((sum, [, count, unit = 'ms']) => sum + Number(count) * (units.get(unit) ?? 1), 0);
  return duration >= 1 && duration <= longestDuration ? Math.round(duration) : undefined;
}

/** Milliseconds between two of `5/s`, `100/m`, `20/h`, or of a time such as `200ms`. */
export function intervalOf(text: string): number | undefined {
  const [, count, unit] = /^(\d+(?:\.\d+)?)\/([smh])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) return /^[\d.]+$/.test(text) ? undefined : durationOf(text);
  const interval = (units.get(unit) ?? 1) / Number(count);
  return interval > 0 && interval <= longestDuration ? interval : undefined;
}

const units: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** Thirty days. */
const longestDuration = 30 * 86_400_000;
