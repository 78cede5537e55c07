import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { stringifyJson } from '../json/json.ts';
import { say } from '../report.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Command } from './commands.ts';
import { choiceOf } from './words.ts';

/** The way into the sandbox: its address, and what to do when done. */
export interface Door {
  readonly url: string;
  leave(): Promise<void>;
}

/** A sandbox that runs as a server of its own, as its folder remembers it. */
interface Running {
  readonly url: string;
  readonly pid: number;
}

const verbs = ['start', 'stop', 'reset', 'status'] as const;

/** `sandbox start|stop|reset|status`: the embedded cloud as a server of its own. */
export const sandbox: Command = {
  async run(line, context) {
    const verb = choiceOf(line, verbs) ?? 'status';
    await { start, stop, reset, status }[verb](context);
  },
};

/** Goes to the sandbox that runs on this folder, else opens it inside this process for as long as it is needed. */
export async function enterSandbox(context: Context): Promise<Door> {
  const running = runningIn(context);
  if (running) return { url: running.url, leave: async () => undefined };
  const opened = await open(context, 0);
  return { url: opened.url, leave: () => opened.stop() };
}

async function start(context: Context): Promise<void> {
  const { io, options, text } = context;
  const running = runningIn(context);
  if (running) throw new CliError('sandbox-running', running);
  if (options.foreground) return serve(context);
  const folder = folderOf(context);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const words = [
    ...['sandbox', 'start', '--foreground', '--data', folder, '--error-format', 'json'],
    ...(options.port === undefined ? [] : ['--port', String(options.port)]),
    ...(options.host === undefined ? [] : ['--host', options.host]),
    ...(options.seed === undefined ? [] : ['--seed', options.seed]),
  ];
  const errors = path.join(folder, 'server.log');
  await io.startDetached(words, errors);
  for (let waited = 0; waited < startLimit; waited += step) {
    await io.sleep(step, io.interrupted);
    const started = runningIn(context);
    if (started) return io.stdout.write(`${text.sandbox.started(started.url, started.pid)}\n`);
  }
  throw new CliError('sandbox-failed', { reason: readOr(errors, '').trim() });
}

async function serve(context: Context): Promise<void> {
  const { io, options, text } = context;
  const opened = await open(context, options.port ?? 0);
  const record = path.join(folderOf(context), 'server.json');
  try {
    writeFileSync(record, stringifyJson({ url: opened.url, pid: io.pid }), { mode: 0o600 });
    if (options.host !== undefined && !/^(?:127\.|localhost$|::1$)/.test(options.host))
      await say(context, text.sandbox.open(options.host));
    await io.stdout.write(`${text.sandbox.serving(opened.url)}\n`);
    await new Promise<void>((resolve) => {
      if (io.interrupted.aborted) resolve();
      else io.interrupted.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    rmSync(record, { force: true });
    await opened.stop();
  }
}

async function stop(context: Context): Promise<void> {
  const { io, text } = context;
  const running = runningIn(context);
  if (!running) throw new CliError('sandbox-not-running', {});
  io.stop(running.pid);
  for (let waited = 0; waited < stopLimit && io.isRunning(running.pid); waited += step) await io.sleep(step);
  await io.stdout.write(`${text.sandbox.stopped}\n`);
}

async function status(context: Context): Promise<void> {
  const { io, options, text } = context;
  const folder = folderOf(context);
  const running = runningIn(context);
  const told = running ? text.sandbox.running(running.url, running.pid, folder) : text.sandbox.notRunning(folder);
  const json = { running: running !== undefined, ...running, folder };
  await io.stdout.write(`${options.output === 'json' ? stringifyJson(json, 2) : told}\n`);
}

async function reset(context: Context): Promise<void> {
  const running = runningIn(context);
  if (running) throw new CliError('sandbox-running', running);
  const folder = folderOf(context);
  const { resetSandbox } = await import('../sandbox/sandbox.ts');
  await resetSandbox(folder);
  await (await open(context, 0)).stop();
  await context.io.stdout.write(`${context.text.sandbox.reset(folder)}\n`);
}

async function open(context: Context, port: number): Promise<Sandbox> {
  const { io, options } = context;
  const { startSandbox } = await import('../sandbox/sandbox.ts');
  try {
    return await startSandbox({
      registry: context.registry(),
      folder: folderOf(context),
      port,
      now: io.now,
      uuid: io.uuid,
      ...(options.host !== undefined && { host: options.host }),
      ...(options.seed !== undefined && { seed: options.seed }),
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new CliError('port-taken', { port });
    throw new CliError('sandbox-failed', { reason: message }, undefined, { cause: error });
  }
}

function folderOf({ folders, options }: Context): string {
  return options.data === undefined ? path.join(folders.data, 'sandbox') : path.resolve(options.data);
}

/** The record of a server that was killed is left behind; its process is asked for. */
function runningIn(context: Context): Running | undefined {
  const text = readOr(path.join(folderOf(context), 'server.json'), '{}');
  const { url, pid } = recordOf(text);
  return url !== undefined && pid !== undefined && context.io.isRunning(pid) ? { url, pid } : undefined;
}

function recordOf(text: string): Partial<Running> {
  try {
    const { url, pid } = JSON.parse(text) as Record<string, unknown>;
    return typeof url === 'string' && Number.isInteger(pid) ? { url, pid: pid as number } : {};
  } catch {
    return {};
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

/** Milliseconds. */
const step = 50;
const startLimit = 20_000;
const stopLimit = 5_000;
