import { endpointOf } from '../client/wire.ts';
import { type Context, canAsk, profileOf } from '../context.ts';
import { CliError } from '../errors.ts';
import { reportProblem } from '../report.ts';

/** Where a person wants to log in: at an address, or in the sandbox. */
export type Place = { readonly url: string } | 'sandbox';

/** Whether nobody has said yet which cloud is meant, and there is a person to ask. */
export function needsPlace(context: Context): boolean {
  const { options, sessions } = context;
  if (options.sandbox || options.url !== undefined || options.host !== undefined || options.passwordStdin) return false;
  const entry = sessions().peek(profileOf(options));
  return canAsk(context) && !(entry && 'url' in entry);
}

/** Asks where to; an address that is none is told and asked for again. */
export async function askPlace(context: Context): Promise<Place> {
  const { io, text } = context;
  const { askChoice, askText } = await import('../ask/ask.ts');
  const where = await askChoice(io, text.ask.where, { cloud: text.ask.cloud, demo: text.ask.demo });
  if (where === 'demo') return 'sandbox';
  for (;;) {
    const url = await askText(io, text.ask.address, 'http://localhost:8080/zstack');
    try {
      endpointOf(url);
      return { url };
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      await reportProblem(error, context);
    }
  }
}

/** The same context at another address. */
export function at({ url }: { readonly url: string }, context: Context): Context {
  return { ...context, options: { ...context.options, url }, endpoint: () => endpointOf(url) };
}
