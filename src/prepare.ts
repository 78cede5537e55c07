import type { Context } from './context.ts';
import { CliError, type Note, throwAll } from './errors.ts';
import { openSources, type Sources } from './input/sources.ts';
import { readStatement, type Statement } from './language/statement.ts';
import type { Line } from './language/words.ts';
import type { Api } from './registry/types.ts';
import { apiOf, type Built, buildRequest } from './request/build.ts';
import { withDocument } from './request/document.ts';
import { sourceOf, withContent } from './request/outside.ts';
import type { UuidOf } from './request/reading.ts';

/** A statement with everything that it takes from files and standard input, and the way to its request. */
export interface Prepared {
  readonly api: Api;
  readonly statement: Statement;
  /** Once without uuids finds every other mistake; once with those of the names that were found gives the request. */
  build(statement: Statement, uuidOf?: UuidOf): Built;
}

/** Reads a line up to the point where only its request is to be built; undefined when there is no word. */
export async function prepare(line: Line, context: Context): Promise<Prepared | undefined> {
  const { io, options } = context;
  const typed = readStatement(line);
  if (!typed) return undefined;
  const registry = context.registry();
  const api = apiOf(typed, registry);
  const sources = openSources(io);
  const whole = options.input === undefined ? typed : await withInput(api, typed, options.input, sources);
  const { validate, byUuid = false, transport, apiTimeout: timeout } = options;
  return {
    api,
    statement: await withSources(api, whole, sources, context),
    build: (statement, uuidOf) =>
      buildRequest(api, statement, registry, { validate, byUuid, transport, timeout, uuidOf }),
  };
}

/** That nothing was sent means that no name was looked up. */
export function namesNote(names: Built['names']): readonly Note[] {
  if (names.length === 0) return [];
  return [{ code: 'names-not-looked-up', facts: { names: [...new Set(names.map(({ name }) => `@${name}`))] } }];
}

/** `--input`: the document of a file, or of standard input for `-`. */
async function withInput(api: Api, statement: Statement, path: string, sources: Sources): Promise<Statement> {
  const text = path === '-' ? await sources.stdin() : await sources.file(path);
  const { readDocument } = await import('./input/document.ts');
  return withDocument(api, statement, readDocument({ name: path, text }));
}

async function withSources(api: Api, statement: Statement, sources: Sources, context: Context): Promise<Statement> {
  const errors: CliError[] = [];
  const read = [];
  for (const argument of statement.arguments) {
    try {
      const source = sourceOf(api, argument, context.registry());
      if (source.kind === 'here') read.push(source.argument);
      else if (source.kind === 'stdin') read.push(withContent(api, argument, await sources.stdin(argument.valueSpan)));
      else read.push(withContent(api, argument, await sources.file(source.path, argument.valueSpan, source.escaped)));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      errors.push(error);
    }
  }
  throwAll(errors);
  return { ...statement, arguments: read };
}
