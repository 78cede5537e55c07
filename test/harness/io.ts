import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import type { Io } from '../../src/context.ts';

/** A world in which nobody interrupts and no other program is started; what a test cares about is given. */
export function ioOf(own: Pick<Io, 'stdin' | 'stdout' | 'stderr' | 'env' | 'home' | 'sleep'> & Partial<Io>): Io {
  return {
    stdinIsTerminal: own.stdin.isTTY === true,
    prompts: new PassThrough() as unknown as NodeJS.WriteStream,
    platform: 'linux',
    interrupted: new AbortController().signal,
    onSignal: () => () => undefined,
    atExit: () => () => undefined,
    suspend: () => undefined,
    borrow: (act) => act(),
    now: () => Date.now(),
    uuid,
    pid: process.pid,
    node: process.versions.node,
    host: 'here',
    isRunning: () => false,
    stop: () => undefined,
    startDetached: () => Promise.reject(new Error('nobody starts anything here')),
    runHere: () => Promise.reject(new Error('nobody runs anything here')),
    runBriefly: () => ({ reason: 'ENOENT' }),
    quietly: (load) => load(),
    ...own,
  };
}

export function uuid(): string {
  return randomUUID().replaceAll('-', '');
}
