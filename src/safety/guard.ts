import type { Connect } from '../connection.ts';
import { type Context, canAsk } from '../context.ts';
import { CliError } from '../errors.ts';
import type { Statement } from '../language/statement.ts';
import { visible } from '../output/sanitize.ts';
import { themeOf } from '../output/theme.ts';
import type { Api } from '../registry/types.ts';
import { isDestructive } from './destructive.ts';
import { dependentsOf, hitsOf, type Impact } from './impact.ts';
import { targetsOf } from './targets.ts';

/**
 * Lets a call pass that takes nothing away, or that somebody agrees to who was told what it hits. Throws `needs-yes`
 * where nobody can be asked, before anything is sent, and `declined`.
 */
export async function guard(api: Api, statement: Statement, context: Context, connect: Connect): Promise<void> {
  const { io, options, text } = context;
  if (options.yes || !isDestructive(api)) return;
  if (!canAsk(context)) throw new CliError('needs-yes', { api: api.name }, statement.verb);
  const theme = await themeOf(io.stderr.colors);
  const [first = '', ...more] = text.safety.impact(api.name, await impactOf(api, statement, context, connect));
  const lines = [theme.note(visible(first)), ...more.map((line) => visible(line))];
  await io.stderr.write(`${lines.join('\n')}\n`);
  const { confirm } = await import('../ask/ask.ts');
  if (!(await confirm(io, text.safety.goOn(api.name)))) throw new CliError('declined', { api: api.name });
}

/** What a call hits and what hangs on it, asked of the server. */
export async function impactOf(api: Api, statement: Statement, context: Context, connect: Connect): Promise<Impact> {
  const targets = targetsOf(api, statement, context.registry());
  const connection = await connect();
  if (api.needSession ?? true) await connection.requireSession();
  const goes = api.kind === 'delete' || /^(?:Destroy|Expunge|BatchDelete)/.test(api.name);
  const [hits, dependents] = await Promise.all([
    hitsOf(targets, connection, context),
    goes || context.options.explainImpact ? dependentsOf(targets, connection, context) : [],
  ]);
  return { targets: hits, dependents };
}
