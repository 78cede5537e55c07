import { connectorOf, type Inspection } from '../client/connect.ts';
import { addressOf, endpointOf, originOf } from '../client/wire.ts';
import { type Context, canAsk, profileOf } from '../context.ts';
import { CliError } from '../errors.ts';
import type { Word } from '../language/words.ts';
import { reachOf } from '../reach.ts';
import { say } from '../report.ts';
import { ownOf } from '../settings/config.ts';
import type { Command } from './command.ts';
import { neededWordOf } from './words.ts';

/** `trust https://host`: keeps the server's certificate as the only one that the profile accepts. */
export const trust: Command = {
  arguments: [{ name: 'address', kind: 'address' }],
  options: ['profile', 'yes', 'caFile', 'proxy'],
  examples: ['trust https://10.0.0.1:8443'],
  async run(line, context) {
    const word = neededWordOf(line, 'address');
    const endpoint = endpointOfWord(word);
    const url = originOf(endpoint);
    const { io, options, text } = context;
    const profile = profileOf(options);
    const { connectTimeout: timeout = 10_000, ...approach } = await reachOf(endpoint, context);
    const shown = await connectorOf(endpoint, { ...approach, timeout }).inspect();
    for (const fact of factsOn(shown, url, context)) await say(context, fact);

    const own = ownOf(context.config, profile);
    const before = own.pin;
    const { fingerprint } = shown.certificate;
    if (before === fingerprint && isAt(own.url, url)) return say(context, text.trust.unchanged);
    if (typeof before === 'string' && isAt(own.url, url) && !options.yes)
      throw new CliError('pin-changed', { url, pinned: before, certificate: shown.certificate });
    if (!options.yes && canAsk(context)) {
      const { confirm } = await import('../ask/ask.ts');
      if (!(await confirm(io, text.trust.ask(profile)))) return say(context, text.profiles.unchanged);
    }
    await context.configStore().change((config) => ({
      ...config,
      profiles: {
        ...config.profiles,
        [profile]: {
          ...ownOf(config, profile),
          url: isAt(own.url, url) ? own.url : addressOf(endpoint),
          pin: fingerprint,
        },
      },
    }));
    await say(context, text.trust.pinned(url, profile));
  },
};

function endpointOfWord(word: Word) {
  try {
    const isBare = !/^\w+:\/\//.test(word.text);
    const endpoint = endpointOf(isBare ? `https://${word.text}` : word.text);
    if (endpoint.scheme === 'https') return endpoint;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
  }
  throw new CliError('bad-address', { address: word.text }, word);
}

function isAt(url: unknown, origin: string): boolean {
  try {
    return typeof url === 'string' && originOf(endpointOf(url)) === origin;
  } catch {
    return false;
  }
}

function factsOn({ certificate, reason }: Inspection, url: string, { text }: Context): readonly string[] {
  const { facts, reason: told, wellTrusted } = text.trust;
  return [...facts(certificate), reason === undefined ? wellTrusted(url) : told(reason)];
}
