import type { Trust } from './client/certificate.ts';
import type { ClientOptions } from './client/client.ts';
import { proxyFor } from './client/proxy.ts';
import { type Endpoint, originOf } from './client/wire.ts';
import { type Context, profileNamed } from './context.ts';
import { openSources } from './input/sources.ts';
import { traceOf } from './trace.ts';

/** How options and settings say that a node is reached. Throws what is wrong with files and proxies. */
export async function reachOf(endpoint: Endpoint, context: Context): Promise<ClientOptions> {
  const { io, options, timing } = context;
  const { connectTimeout, readTimeout } = options;
  const { locale } = context.text;
  const proxy = proxyFor(endpoint, options.proxy, io.env);
  const trust = endpoint.scheme === 'https' ? await trustOf(endpoint, context) : undefined;
  const onExchange = traceOf(context);
  return {
    userAgent: `zstack-cli/${context.version}`,
    ...(connectTimeout !== undefined && { connectTimeout: connectTimeout * 1000 }),
    ...(readTimeout !== undefined && { readTimeout: readTimeout * 1000 }),
    language: locale,
    ...(proxy && { proxy }),
    ...(trust && { trust }),
    ...(timing && { onConnecting: () => timing.begin('connect') }),
    ...(onExchange && { onExchange }),
  };
}

async function trustOf(endpoint: Endpoint, context: Context): Promise<Trust> {
  const { io, options } = context;
  const { caFile, certFile, keyFile, pinned, insecure } = options;
  const sources = openSources(io);
  const read = async (file: string | undefined) => (file === undefined ? undefined : sources.file(file));
  const [ca, cert, key] = [await read(caFile), await read(certFile), await read(keyFile ?? certFile)];
  const isPinned = pinned && (pinned.origin === undefined || pinned.origin === originOf(endpoint));
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    files: [caFile, certFile, keyFile].flatMap((file) => file ?? []),
    ...(isPinned && { fingerprint: pinned.fingerprint }),
    ...profileNamed(context),
    ...(insecure && { insecure }),
  };
}
