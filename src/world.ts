import { join } from 'node:path';
import { type Endpoint, endpointOf } from './client/wire.ts';
import { type Context, type Io, type Options, profileOf, type Timing } from './context.ts';
import { type CliError, throwAll } from './errors.ts';
import { once } from './once.ts';
import type { Asked } from './options.ts';
import { type Resolution, resolve, type Sources } from './profiles/resolve.ts';
import { fileSource } from './registry/file.ts';
import { openRegistry, type Registry } from './registry/registry.ts';
import { errorFormatOf, type Reporting, reportProblem } from './report.ts';
import { configAsked, openConfig } from './settings/config.ts';
import { foldersOf } from './settings/folders.ts';
import { openJobs } from './settings/jobs.ts';
import { openKeyring } from './settings/keyring.ts';
import { openSessions, type Sessions } from './settings/sessions.ts';
import { languageOf } from './text/language.ts';
import { type Text, textIn } from './text/text.ts';

/** Set by the bundler. */
declare const ZSTACK_CLI_VERSION: string;

/** The program's context: what costs is done at the first call and once. */
export function createContext(
  io: Io,
  sources: Sources,
  { options, profiles, settings }: Resolution,
  text: Text,
  report: (problem: CliError) => void,
  timing?: Timing,
): Context {
  const folders = foldersOf(io.env, io.platform, io.home);
  const vault = {
    isUsed: settings.secrets.value === 'keyring',
    keyring: once(() => openKeyring(io.platform, io.runBriefly)),
  };
  const sessions = once(() => openSessions(folders.config, io, report, vault));
  return {
    io,
    options,
    text,
    folders,
    version: ZSTACK_CLI_VERSION,
    config: sources.config,
    configStore: once(() => openConfig(folders.config, io, report)),
    setting: (key) => settings[key],
    profiles,
    ...namedIn(sources.asked),
    inProfile: (profile) => {
      const { sandbox: _, ...asked } = sources.asked;
      // What the environment says of one cloud is not meant for several.
      const { ZSTACK_API_URL: __, ...env } = sources.env;
      const other = { ...sources, asked: { ...asked, profile }, env: profiles.length > 1 ? env : sources.env };
      const resolution = resolve(other);
      throwAll(resolution.problems);
      return createContext(io, other, resolution, text, report, timing);
    },
    registry: once((): Registry => openRegistry(fileSource(join(__dirname, 'registry.tsv')))),
    sessions,
    jobs: once(() => openJobs(folders.state, io)),
    ...(timing && { timing }),
    errorFormat: errorFormatOf(options),
    endpoint: once(() => endpointFrom(options, sessions)),
  };
}

/** A context with the settings as they are on disk now; what is wrong with them does not hold, and is told unless it was `said`. */
export async function openContext(io: Io, asked: Asked, said: Set<string>): Promise<Context> {
  const { config, problem } = configAsked(asked, foldersOf(io.env, io.platform, io.home).config);
  const sources: Sources = { asked, env: io.env, config, terminal: io.stdout.isTerminal };
  const resolution = resolve(sources);
  const { options, problems } = resolution;
  const text = await textIn(languageOf(options.lang, io.env));
  const reporting: Reporting = { io, text, errorFormat: errorFormatOf(options) };
  const report = (trouble: CliError): void => void reportProblem(trouble, reporting);
  for (const trouble of [...(problem ? [problem] : []), ...problems]) {
    const known = JSON.stringify([trouble.code, trouble.facts]);
    if (!said.has(known)) report(trouble);
    said.add(known);
  }
  return createContext(io, sources, resolution, text, report);
}

/** The profile that was named, if one was. */
export function namedIn({ sandbox, profile }: Pick<Options, 'sandbox' | 'profile'>): { readonly named?: string } {
  const named = sandbox ? 'sandbox' : profile;
  return named === undefined ? {} : { named };
}

/**
 * The address that options, environment or settings name, else the one of the last log-in, and localhost is last.
 * `--host` and `--port` replace those parts of whatever address that is.
 */
function endpointFrom(options: Options, sessions: () => Sessions): Endpoint {
  const given = options.url ?? options.host;
  const address = given ?? lastAddress(options, sessions) ?? 'localhost';
  const base = endpointOf(options.host !== undefined && options.url === undefined ? options.host : address);
  return options.port === undefined
    ? base
    : { ...base, port: endpointOf({ host: base.host, port: options.port }).port };
}

function lastAddress(options: Options, sessions: () => Sessions): string | undefined {
  const entry = options.sandbox ? undefined : sessions().peek(profileOf(options));
  return entry && 'url' in entry ? entry.url : undefined;
}
