import type { Connect } from './connection.ts';
import { type Context, profileOf } from './context.ts';
import { printRequest } from './dry-run.ts';
import { CliError } from './errors.ts';
import type { Line } from './language/words.ts';
import { prepare } from './prepare.ts';
import { opensSession, reads } from './registry/reads.ts';
import type { Api } from './registry/types.ts';

/** One statement to its end: words, request, the one effect, outcome, text. Problems are thrown. */
export async function run(line: Line, context: Context, connect: Connect): Promise<void> {
  const { options } = context;
  if (context.profiles.length > 1) {
    const { runInEach } = await import('./clouds.ts');
    return runInEach(line, context);
  }
  if (options.generateInput !== undefined) {
    const { showSkeleton } = await import('./skeleton.ts');
    return showSkeleton(line, options.generateInput, context);
  }
  const prepared = await prepare(line, context);
  if (!prepared) return;
  refuseChange(prepared.api, context);
  if (options.curl) {
    const { printCurl } = await import('./send.ts');
    return printCurl(prepared, context, connect);
  }
  if (options.dryRun) return printRequest(prepared, context);
  const { send } = await import('./send.ts');
  await send(prepared, context, connect);
}

/** A profile that is read-only lets through what reads, and what opens and closes sessions. */
function refuseChange(api: Api, { options }: Context): void {
  const sendsNothing = options.dryRun || options.curl || options.explainImpact;
  if (!options.readOnly || sendsNothing || reads(api) || opensSession(api) || api.name === 'LogOut') return;
  throw new CliError('read-only', { api: api.name, profile: profileOf(options) });
}
