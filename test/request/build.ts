import { endpointOf, targetOf } from '../../src/client/wire.ts';
import { problemsOf } from '../../src/errors.ts';
import { readStatement, type Statement } from '../../src/language/statement.ts';
import { readCompleteLine } from '../../src/language/words.ts';
import { apiOf, type BuildOptions, buildRequest } from '../../src/request/build.ts';
import { registry } from './registry.ts';

/** Builds the request of a typed line. */
export function build(line: string, options: Partial<BuildOptions> = {}) {
  const statement = readStatement(readCompleteLine(line)) as Statement;
  return buildRequest(apiOf(statement, registry), statement, registry, { validate: true, byUuid: false, ...options });
}

/** Method and target of the request line, below `/zstack/v1`, decoded. */
export function sent(line: string, options: Partial<BuildOptions> = {}): string {
  const { request } = build(line, options);
  const target = targetOf(endpointOf('localhost'), request).replace('/zstack/v1', '');
  return `${request.method} ${decodeURIComponent(target)}`;
}

/** Every mistake of the line: its code and the text that it points at. */
export function mistakes(line: string, options: Partial<BuildOptions> = {}): readonly string[] {
  try {
    build(line, options);
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) throw error;
    return problems.map(({ code, span }) => `${code} ${line.slice(span?.start, span?.end)}`);
  }
  return [];
}
