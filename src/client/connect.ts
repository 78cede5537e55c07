import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { CliError } from '../errors.ts';
import { type Endpoint, originOf } from './wire.ts';

/** Opens connections and knows those still being opened, so that none holds the process after `abandon`. */
export interface Connector {
  open(): Promise<Socket>;
  abandon(): void;
}

/** Name look-up, TCP and TLS together may take `timeout` ms. Fails with `unreachable`, `tls` or `connect-timeout`. */
export function connectorOf(endpoint: Endpoint, timeout: number): Connector {
  const opening = new Set<Socket>();
  const url = originOf(endpoint);
  return {
    async open() {
      const { connect: connectTls } = endpoint.scheme === 'https' ? await import('node:tls') : { connect: undefined };
      const { host, port } = endpoint;
      return new Promise((resolve, reject) => {
        const socket = connectTls
          ? connectTls({ host, port, ALPNProtocols: ['http/1.1'], ...(isIP(host) ? {} : { servername: host }) })
          : connectTcp({ host, port });
        let reached = false;
        opening.add(socket);
        const settle = (error?: Error): void => {
          if (!opening.delete(socket)) return;
          clearTimeout(timer);
          if (error) {
            reject(error);
            socket.destroy();
          } else {
            resolve(socket);
          }
        };
        const timer = setTimeout(
          () => settle(new CliError('connect-timeout', { url, seconds: timeout / 1000 })),
          timeout,
        );
        socket.setNoDelay(true).setKeepAlive(true, 60_000);
        socket
          .once('connect', () => {
            reached = true;
            if (!connectTls) settle();
          })
          .once('secureConnect', () => settle())
          .once('close', () => settle(new CliError('unreachable', { url, reason: 'ECONNRESET' })))
          .on('error', (error) => settle(refusal(url, error, reached)));
      });
    },
    abandon() {
      for (const socket of opening) socket.destroy();
    },
  };
}

/** What went wrong after the other side was reached is its certificate or its TLS, unless the connection broke. */
function refusal(url: string, error: NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] }, reached: boolean) {
  const reason = error.code ?? error.errors?.[0]?.code ?? error.message;
  const broken = error.syscall === 'read' || error.syscall === 'write' || reason === 'ECONNRESET';
  return new CliError(reached && !broken ? 'tls' : 'unreachable', { url, reason }, undefined, { cause: error });
}
