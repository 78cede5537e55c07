import { addressOf, type Endpoint, endpointOf, originOf } from './client/wire.ts';
import { type Context, profileOf } from './context.ts';
import type { Certificate } from './errors.ts';
import { say } from './report.ts';
import { ownOf } from './settings/config.ts';

/** The fingerprint that the profile keeps for an address. */
export function pinAt(endpoint: Endpoint, { config, options }: Context): string | undefined {
  const { pin, url } = ownOf(config, profileOf(options));
  return typeof pin === 'string' && isAt(url, originOf(endpoint)) ? pin : undefined;
}

/** Makes a certificate the only one that the profile accepts, at the address beside it. */
export async function keepPin(endpoint: Endpoint, fingerprint: string, context: Context): Promise<void> {
  const profile = profileOf(context.options);
  const url = originOf(endpoint);
  await context.configStore().change((config) => {
    const own = ownOf(config, profile);
    const address = isAt(own.url, url) ? own.url : addressOf(endpoint);
    return { ...config, profiles: { ...config.profiles, [profile]: { ...own, url: address, pin: fingerprint } } };
  });
  await say(context, context.text.trust.pinned(url, profile));
}

/** Shows a certificate and what is wrong with it, a line each. */
export async function sayCertificate(certificate: Certificate, judgement: string, context: Context): Promise<void> {
  for (const fact of [...context.text.trust.facts(certificate), judgement]) await say(context, fact);
}

/** Whether a person wants it pinned. */
export async function wantsPin({ io, options, text }: Context): Promise<boolean> {
  const { confirm } = await import('./ask/ask.ts');
  return confirm(io, text.trust.ask(profileOf(options)));
}

function isAt(url: unknown, origin: string): boolean {
  try {
    return typeof url === 'string' && originOf(endpointOf(url)) === origin;
  } catch {
    return false;
  }
}
