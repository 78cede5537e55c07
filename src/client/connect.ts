import { connect as connectTcp, isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type Certificate, CliError } from '../errors.ts';
import { certificateOf, openTrust, type Trust } from './certificate.ts';
import type { ProxyServer } from './proxy.ts';
import { type Endpoint, originOf } from './wire.ts';

/** How a node is reached. */
export interface Approach {
  /** Milliseconds for name look-up, TCP, proxy and TLS together. */
  readonly timeout: number;
  readonly proxy?: ProxyServer | undefined;
  readonly trust?: Trust | undefined;
  /** Told when a connection begins to be opened; what comes back is called when it is there, or cannot be had. */
  readonly onConnecting?: (() => () => void) | undefined;
}

/** Opens connections and knows those still being opened, so that none holds the process after `abandon`. */
export interface Connector {
  /** Fails with `unreachable`, `connect-timeout`, `proxy-refused`, `tls`, `pin-changed` or `bad-certificate-file`. */
  open(): Promise<Socket>;
  /** What the node shows of itself, and why it would not be trusted. Fails as `open` does, but for that. */
  inspect(): Promise<Inspection>;
  abandon(): void;
}

export interface Inspection {
  readonly certificate: Certificate;
  /** Absent where it is trusted. */
  readonly reason?: string;
}

export function connectorOf(endpoint: Endpoint, approach: Approach): Connector {
  const { timeout, proxy, onConnecting } = approach;
  const opening = new Set<Attempt>();
  const url = originOf(endpoint);

  const attempt = async <T>(act: (attempt: Attempt) => Promise<T>): Promise<T> => {
    const attempt = new Attempt(url, timeout);
    opening.add(attempt);
    const done = onConnecting?.();
    try {
      return await attempt.race(act(attempt));
    } finally {
      done?.();
      opening.delete(attempt);
    }
  };

  const reach = async (attempt: Attempt): Promise<Socket> => {
    if (!proxy) return attempt.tcp(endpoint, url);
    const place = originOf(proxy.endpoint);
    const plain = await attempt.tcp(proxy.endpoint, place, true);
    const way = proxy.endpoint.scheme === 'https' ? await attempt.tls(plain, proxy.endpoint, {}, place) : plain;
    if (way !== plain) demand(verdictOn(way as TLSSocket, {}), { url: place });
    if (endpoint.scheme === 'https') await attempt.tunnel(way, endpoint, proxy);
    return way;
  };

  return {
    open: () =>
      attempt(async (attempt) => {
        const way = await reach(attempt);
        if (endpoint.scheme === 'http') return attempt.keep(way);
        const { trust = {} } = approach;
        const socket = await attempt.tls(way, endpoint, trust, url);
        demand(verdictOn(socket, trust), { url, ...(trust.profile !== undefined && { profile: trust.profile }) });
        // A server that misses a certificate says so only now, by an alert that Node merely tells.
        socket.on('error', (error) => socket.destroy(error));
        return attempt.keep(socket);
      }),
    inspect: () =>
      attempt(async (attempt) => {
        const { fingerprint: _, insecure: __, ...trust } = approach.trust ?? {};
        const socket = await attempt.tls(await reach(attempt), endpoint, trust, url);
        const { certificate, reason } = verdictOn(socket, trust);
        socket.destroy();
        return { certificate, ...(reason !== undefined && { reason }) };
      }),
    abandon() {
      for (const attempt of opening) attempt.abandon();
    },
  };
}

interface Verdict extends Inspection {
  readonly pinned?: string;
}

/** A certificate that is pinned is the only one, whoever signed it. */
function verdictOn(socket: TLSSocket, { fingerprint, insecure }: Trust): Verdict {
  const certificate = certificateOf(socket.getPeerCertificate(true));
  if (insecure) return { certificate };
  if (fingerprint !== undefined)
    return certificate.fingerprint === fingerprint
      ? { certificate }
      : { certificate, reason: 'pin-changed', pinned: fingerprint };
  // An error of verification is a code here, whatever its type says.
  return socket.authorized ? { certificate } : { certificate, reason: String(socket.authorizationError) };
}

/** Nothing was written to a server that is refused here. */
function demand(
  { certificate, reason, pinned }: Verdict,
  where: { readonly url: string; readonly profile?: string },
): void {
  if (pinned !== undefined) throw new CliError('pin-changed', { ...where, pinned, certificate });
  if (reason !== undefined) throw new CliError('tls', { ...where, reason, certificate });
}

/** The opening of one connection: the socket that it has by then is destroyed when it fails. */
class Attempt {
  /** The outermost: one that lies under another goes with it, and Node 20 crashes where it is destroyed first. */
  #socket: Socket | undefined;
  #fail: (error: Error) => void = () => undefined;
  readonly #failed = new Promise<never>((_, reject) => {
    this.#fail = reject;
  });

  constructor(
    private readonly url: string,
    private readonly timeout: number,
  ) {}

  async race<T>(act: Promise<T>): Promise<T> {
    const { url, timeout } = this;
    const timer = setTimeout(
      () => this.#fail(new CliError('connect-timeout', { url, seconds: timeout / 1000 })),
      timeout,
    );
    try {
      return await Promise.race([act, this.#failed]);
    } catch (error) {
      this.#socket?.destroy();
      act.catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  abandon(): void {
    this.#fail(new CliError('unreachable', { url: this.url, reason: 'ECONNRESET' }));
  }

  /** The connection is done: it belongs to somebody else now. */
  keep(socket: Socket): Socket {
    this.#socket = undefined;
    return socket;
  }

  tcp({ host, port }: Endpoint, url: string, isProxy = false): Promise<Socket> {
    const socket = this.#own(connectTcp({ host, port }));
    socket.setNoDelay(true).setKeepAlive(true, 60_000);
    return until(socket, 'connect', (error) => {
      const reason = error ? reasonOf(error) : 'ECONNRESET';
      return new CliError('unreachable', { url, reason, ...(isProxy && { isProxy }) }, undefined, { cause: error });
    });
  }

  async tls(way: Socket, { host }: Endpoint, trust: Trust, url: string): Promise<TLSSocket> {
    const { connect, secureContext } = await openTrust(trust);
    const socket = connect({
      socket: way,
      host,
      ...(isIP(host) ? {} : { servername: host }),
      ALPNProtocols: ['http/1.1'],
      ...(secureContext && { secureContext }),
      // What is wrong with the certificate can be told only of one that was shown.
      rejectUnauthorized: false,
    });
    this.#own(socket);
    return until(socket, 'secureConnect', (error) => {
      const reason = error ? reasonOf(error) : 'ECONNRESET';
      const code = error && isBroken(error) ? 'unreachable' : error ? 'tls' : 'unreachable';
      return new CliError(code, { url, reason }, undefined, { cause: error });
    });
  }

  /** Asks the proxy for a way through. Source: RFC 9110, 9.3.6. */
  async tunnel(way: Socket, { host, port }: Endpoint, { endpoint, authorization }: ProxyServer): Promise<void> {
    const proxy = originOf(endpoint);
    const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const lines = [`CONNECT ${place} HTTP/1.1`, `Host: ${place}`];
    if (authorization !== undefined) lines.push(`Proxy-Authorization: ${authorization}`);
    way.write(`${lines.join('\r\n')}\r\n\r\n`);
    const head = await headOf(way, proxy);
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
    if (status !== 200) throw new CliError('proxy-refused', { url: this.url, proxy, status });
  }

  #own<T extends Socket>(socket: T): T {
    this.#socket = socket;
    return socket;
  }
}

/** Waits for an event; an end before it is what `failure` makes of it. */
function until<T extends Socket>(
  socket: T,
  event: string,
  failure: (error?: NodeJS.ErrnoException) => Error,
): Promise<T> {
  return new Promise((resolve, reject) => {
    socket
      .once(event, () => resolve(socket))
      .once('close', () => reject(failure()))
      .on('error', (error) => reject(failure(error)));
  });
}

/** The head of the answer of a proxy, which sends nothing behind it before it is spoken to. */
function headOf(way: Socket, proxy: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = '';
    const broken = (): void => reject(new CliError('unreachable', { url: proxy, reason: 'ECONNRESET', isProxy: true }));
    const take = (piece: Buffer): void => {
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n') && head.length < longestHead) return;
      way.off('data', take).off('close', broken);
      way.pause();
      resolve(head);
    };
    way.on('data', take).once('close', broken);
  });
}

const longestHead = 65_536;

function isBroken(error: NodeJS.ErrnoException): boolean {
  return error.syscall === 'read' || error.syscall === 'write' || reasonOf(error) === 'ECONNRESET';
}

function reasonOf(error: NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] }): string {
  return error.code ?? error.errors?.[0]?.code ?? error.message;
}
