import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Endpoint } from '../../src/client/wire.ts';
import type { Connect } from '../../src/connection.ts';
import { connectionsOf } from '../../src/connections.ts';
import type { Context, Io, Options, Out } from '../../src/context.ts';
import { resolve } from '../../src/profiles/resolve.ts';
import type { Registry } from '../../src/registry/registry.ts';
import { errorFormatOf } from '../../src/report.ts';
import { noConfig, openConfig } from '../../src/settings/config.ts';
import { openJobs } from '../../src/settings/jobs.ts';
import { openSessions } from '../../src/settings/sessions.ts';
import { english } from '../../src/text/en.ts';

/**
 * A context whose world is made up: streams are kept, and the clock jumps as far as somebody sleeps. Errors are JSON, so
 * that nothing watches a job and makes the clock jump as well.
 */
export interface Stage {
  readonly context: Context;
  readonly connect: Connect;
  stdout(): string;
  stderr(): string;
  /** As Ctrl-C. */
  interrupt(): void;
  /** Milliseconds that were slept. */
  slept(): number;
}

export function stageAt(
  endpoint: Endpoint,
  registry: Registry,
  asked: Partial<Options> = {},
  seen: Partial<Pick<Out, 'isTerminal' | 'columns'>> = {},
  env: Readonly<Record<string, string>> = { ZSTACK_SESSION_ID: 's' },
): Stage {
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-stage-'));
  const interruption = new AbortController();
  const written = { stdout: '', stderr: '' };
  const out = (name: keyof typeof written): Out => ({
    isTerminal: false,
    columns: 80,
    rows: 24,
    colors: 0,
    ...seen,
    write: async (text) => {
      written[name] += String(text);
    },
  });
  let now = 1_795_000_000_000;
  let uuids = 0;
  const began = now;
  const io = {
    stdin: undefined,
    stdinIsTerminal: false,
    stdout: out('stdout'),
    stderr: out('stderr'),
    env,
    pid: process.pid,
    host: 'here',
    interrupted: interruption.signal,
    now: () => now,
    sleep: async (ms: number, signal?: AbortSignal) => {
      await delay(0, undefined, signal && { signal });
      now += ms;
    },
    uuid: () => (++uuids).toString(16).padStart(32, '0'),
    isRunning: () => false,
    quietly: (load: () => Promise<unknown>) => load(),
  } as unknown as Io;
  const options: Options = { validate: true, wait: true, errorFormat: 'json', ...asked };
  const resolution = resolve({ asked: options, env, config: noConfig, terminal: false });
  const context: Context = {
    io,
    options,
    text: english,
    version: '0',
    folders: { config: folder, data: folder, state: folder, cache: folder },
    config: noConfig,
    configStore: () => openConfig(folder, io, () => undefined),
    setting: (key) => resolution.settings[key],
    profiles: ['default'],
    inProfile: () => context,
    registry: () => registry,
    sessions: () => openSessions(folder, io, () => undefined),
    jobs: () => openJobs(folder, io),
    errorFormat: errorFormatOf(options),
    endpoint: () => endpoint,
  };
  const { connect, close } = connectionsOf(context);
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    context,
    connect,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    interrupt: () => interruption.abort(),
    slept: () => now - began,
  };
}
