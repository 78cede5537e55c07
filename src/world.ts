import path from 'node:path';
import { type Endpoint, endpointOf } from './client/wire.ts';
import type { Context, Io, Options } from './context.ts';
import { profileOf } from './context.ts';
import { fileSource } from './registry/file.ts';
import { openRegistry, type Registry } from './registry/registry.ts';
import { foldersOf } from './settings/folders.ts';
import { readSession } from './settings/sessions.ts';
import type { Text } from './text/text.ts';

/** Set by the bundler. */
declare const ZSTACK_CLI_VERSION: string;

/** The program's context: what costs is done at the first call and once. */
export function createContext(io: Io, options: Options, text: Text): Context {
  const folders = foldersOf(io.env, io.platform, io.home);
  return {
    io,
    options,
    text,
    folders,
    version: ZSTACK_CLI_VERSION,
    registry: once((): Registry => openRegistry(fileSource(path.join(__dirname, 'registry.tsv')))),
    endpoint: once(() => endpointFrom(io, options, folders.config)),
  };
}

/**
 * Options come before the environment, the environment before the address of the last log-in, and localhost is last.
 * `--host` and `--port` replace those parts of whatever address that is.
 */
function endpointFrom(io: Io, options: Options, configFolder: string): Endpoint {
  const given = options.url ?? options.host ?? (io.env.ZSTACK_API_URL || undefined);
  const address = given ?? readSession(configFolder, profileOf(options))?.url ?? 'localhost';
  const base = endpointOf(options.host !== undefined && options.url === undefined ? options.host : address);
  return options.port === undefined
    ? base
    : { ...base, port: endpointOf({ host: base.host, port: options.port }).port };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
