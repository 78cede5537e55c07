import { BlockList, isIP } from 'node:net';
import { CliError } from '../errors.ts';
import { type Endpoint, endpointOf } from './wire.ts';

/** A server that passes connections on. */
export interface ProxyServer {
  readonly endpoint: Endpoint;
  /** Value of `Proxy-Authorization`: a secret. */
  readonly authorization?: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The proxy on the way to a node: what was chosen, else what HTTPS_PROXY, HTTP_PROXY and ALL_PROXY say, unless NO_PROXY
 * names the node. This machine itself is never reached through one. Throws `bad-proxy`.
 */
export function proxyFor(endpoint: Endpoint, chosen: string | undefined, env: Env): ProxyServer | undefined {
  if (isLoopback(endpoint.host)) return undefined;
  if (chosen !== undefined) return chosen === 'none' ? undefined : proxyOf(chosen);
  const named = variable(env, endpoint.scheme === 'https' ? 'HTTPS_PROXY' : 'HTTP_PROXY') || variable(env, 'ALL_PROXY');
  return named === '' || isExempt(endpoint, variable(env, 'NO_PROXY')) ? undefined : proxyOf(named);
}

/** Reads `http://name:password@host:3128`; `none` is none of all. Throws `bad-proxy`. */
export function proxyOf(text: string): ProxyServer | undefined {
  if (text === 'none') return undefined;
  const { user, place } = /^(?<scheme>\w+:\/\/)?(?:(?<user>[^@/]*)@)?(?<place>[^@]*)$/.exec(text.trim())?.groups ?? {};
  const scheme = /^(\w+):\/\//.exec(text.trim())?.[1]?.toLowerCase() ?? 'http';
  const shown = `${scheme}://${place ?? ''}`;
  try {
    const port = scheme === 'https' ? 443 : 3128;
    const endpoint = endpointOf(/:\d+\/?$/.test(place ?? '') ? shown : { host: shown, port });
    return { endpoint, ...(user && { authorization: basic(user) }) };
  } catch {
    throw new CliError('bad-proxy', { proxy: shown });
  }
}

function variable(env: Env, name: string): string {
  return (env[name.toLowerCase()] ?? env[name] ?? '').trim();
}

/** NO_PROXY lists hosts with all below them, addresses, networks as `10.0.0.0/8`, each perhaps with a port; `*` is all. */
function isExempt({ host, port }: Endpoint, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = entry, only] = /^([^:]+|\[.*\]):(\d+)$/.exec(entry) ?? [];
      if (only !== undefined && Number(only) !== port) return false;
      return holds(name.toLowerCase().replace(/^\[|\]$/g, ''), host);
    });
}

function holds(name: string, host: string): boolean {
  const version = isIP(host);
  const [network = '', bits] = name.split('/');
  if (bits !== undefined && version > 0 && isIP(network) === version) return isWithin(host, network, Number(bits));
  const suffix = name.replace(/^\*?\./, '');
  return host === suffix || (version === 0 && host.endsWith(`.${suffix}`));
}

function isWithin(host: string, network: string, bits: number): boolean {
  const type = isIP(host) === 6 ? 'ipv6' : 'ipv4';
  if (!(bits >= 0 && bits <= (type === 'ipv6' ? 128 : 32))) return false;
  const networks = new BlockList();
  networks.addSubnet(network, bits, type);
  return networks.check(host, type);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function basic(user: string): string {
  const [name = '', ...rest] = user.split(':');
  return `Basic ${Buffer.from(`${decoded(name)}:${decoded(rest.join(':'))}`).toString('base64')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
