import type { Connection } from '../connection.ts';
import { type Context, canAsk } from '../context.ts';
import { CliError } from '../errors.ts';
import type { Statement } from '../language/statement.ts';
import { visible } from '../output/sanitize.ts';
import { themeOf } from '../output/theme.ts';
import type { Api } from '../registry/types.ts';
import type { HttpRequest } from '../request/request.ts';
import { isDestructive } from './destructive.ts';
import { dependentsOf, hitsOf, type Impact } from './impact.ts';
import { targetsOf } from './targets.ts';

/** Throws `needs-yes` where a call takes something away and nobody can be asked whether that is meant. */
export function refuseUnattended(api: Api, { verb }: Statement, context: Context): void {
  const asks = isDestructive(api) && !context.options.yes;
  if (asks && !canAsk(context)) throw new CliError('needs-yes', { api: api.name }, verb);
}

/** Lets a call pass that takes nothing away, or that somebody agrees to who was told what it hits; throws `declined`. */
export async function guard(api: Api, request: HttpRequest, connection: Connection, context: Context): Promise<void> {
  const { io, options, text } = context;
  if (options.yes || !isDestructive(api)) return;
  const theme = await themeOf(io.stderr.colors);
  const [first = '', ...more] = text.safety.impact(api.name, await impactOf(api, request, connection, context));
  const lines = [theme.note(visible(first)), ...more.map((line) => visible(line))];
  await io.stderr.write(`${lines.join('\n')}\n`);
  const { confirm } = await import('../ask/ask.ts');
  if (!(await confirm(io, text.safety.goOn(api.name)))) throw new CliError('declined', { api: api.name });
}

/** What a call hits and what hangs on it, asked of the server. */
export async function impactOf(
  api: Api,
  request: HttpRequest,
  connection: Connection,
  context: Context,
): Promise<Impact> {
  const targets = targetsOf(api, request, context.registry());
  if (request.needSession) await connection.requireSession();
  const goes = api.kind === 'delete' || /^(?:Destroy|Expunge|BatchDelete)/.test(api.name);
  const [hits, dependents] = await Promise.all([
    hitsOf(targets, connection, context),
    goes || context.options.explainImpact ? dependentsOf(targets, connection, context) : [],
  ]);
  return { targets: hits, dependents };
}
