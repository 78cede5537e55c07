import type { Context } from './context.ts';
import { CliError, type Note, problemsOf, throwAll } from './errors.ts';
import { openSources, type Sources } from './input/sources.ts';
import { type Argument, readStatement, type Statement } from './language/statement.ts';
import type { Line } from './language/words.ts';
import type { Registry } from './registry/registry.ts';
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
  const build = (statement: Statement, uuidOf?: UuidOf): Built =>
    buildRequest(api, statement, registry, { validate, byUuid, transport, timeout, uuidOf });
  return { api, statement: await withSources(api, whole, sources, registry, build), build };
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
  return withDocument(api, statement, readDocument({ name: path === '-' ? 'stdin' : path, text }));
}

/** What cannot be read is told together with everything else that is wrong. */
async function withSources(
  api: Api,
  statement: Statement,
  sources: Sources,
  registry: Registry,
  build: (statement: Statement) => Built,
): Promise<Statement> {
  const errors: CliError[] = [];
  const read: Argument[] = [];
  for (const argument of statement.arguments) {
    try {
      read.push(await withSource(api, argument, sources, registry));
    } catch (error) {
      if (!(error instanceof CliError) || error.code === 'interrupted') throw error;
      errors.push(error);
      read.push({ ...argument, value: '', origin: 'file' });
    }
  }
  const whole = { ...statement, arguments: read };
  if (errors.length > 0) throwAll([...errors, ...othersOf(() => build(whole), errors)]);
  return whole;
}

async function withSource(api: Api, argument: Argument, sources: Sources, registry: Registry): Promise<Argument> {
  const source = sourceOf(api, argument, registry);
  if (source.kind === 'here') return source.argument;
  const { valueSpan } = argument;
  const content =
    source.kind === 'stdin'
      ? await sources.stdin(valueSpan)
      : await sources.file(source.path, valueSpan, source.escaped);
  return withContent(api, argument, content);
}

/** The mistakes at other places. */
function othersOf(build: () => Built, errors: readonly CliError[]): readonly CliError[] {
  try {
    build();
    return [];
  } catch (error) {
    const told = errors.map(({ span }) => span?.start);
    const problems = problemsOf(error);
    if (!problems) throw error;
    return problems.filter(({ span }) => !told.includes(span?.start));
  }
}
