import { connectorOf } from '../client/connect.ts';
import { type Endpoint, endpointOf, originOf } from '../client/wire.ts';
import { canAsk, profileNamed } from '../context.ts';
import { CliError } from '../errors.ts';
import type { Word } from '../language/words.ts';
import { keepPin, pinAt, sayCertificate, wantsPin } from '../pin.ts';
import { reachOf } from '../reach.ts';
import { say } from '../report.ts';
import type { Command } from './command.ts';
import { neededWordOf } from './words.ts';

/** `trust https://host`: keeps the server's certificate as the only one that the profile accepts. */
export const trust: Command = {
  arguments: [{ name: 'address', kind: 'address' }],
  options: ['profile', 'yes', 'caFile', 'proxy'],
  examples: ['trust https://10.0.0.1:8443'],
  async run(line, context) {
    const endpoint = endpointIn(neededWordOf(line, 'address'));
    const url = originOf(endpoint);
    const { options, text } = context;
    const { connectTimeout: timeout = 10_000, ...approach } = await reachOf(endpoint, context);
    const { certificate, reason } = await connectorOf(endpoint, { ...approach, timeout }).inspect();
    const before = pinAt(endpoint, context);
    if (before !== undefined && before !== certificate.fingerprint && !options.yes)
      throw new CliError('pin-changed', { url, pinned: before, certificate, ...profileNamed(context) });
    const judgement = reason === undefined ? text.trust.wellTrusted(url) : text.trust.reason(reason);
    await sayCertificate(certificate, judgement, context);
    if (before === certificate.fingerprint) return say(context, text.trust.unchanged);
    if (!options.yes && canAsk(context) && !(await wantsPin(context))) return say(context, text.profiles.unchanged);
    await keepPin(endpoint, certificate.fingerprint, context);
  },
};

function endpointIn(word: Word): Endpoint {
  try {
    const isBare = !/^\w+:\/\//.test(word.text);
    const endpoint = endpointOf(isBare ? `https://${word.text}` : word.text);
    if (endpoint.scheme === 'https') return endpoint;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
  }
  throw new CliError('bad-address', { address: word.text }, word);
}
