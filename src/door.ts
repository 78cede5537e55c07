import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Context } from './context.ts';
import { CliError } from './errors.ts';
import type { Faults } from './sandbox/faults.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { textOf } from './settings/text.ts';

/** The way into the sandbox: its address, and what to do when done. */
export interface Door {
  readonly url: string;
  leave(): Promise<void>;
}

/** A sandbox that runs as a server of its own, as its folder remembers it. */
export interface Running {
  readonly url: string;
  readonly pid: number;
}

/** Goes to the sandbox that runs on this folder, else opens it inside this process for as long as it is needed. */
export async function enterSandbox(context: Context): Promise<Door> {
  const running = runningIn(context);
  if (running) return { url: running.url, leave: async () => undefined };
  const opened = await openSandbox(context, { port: 0 });
  return { url: opened.url, leave: () => opened.stop() };
}

/** Opens the sandbox inside this process. */
export async function openSandbox(
  context: Context,
  place: { readonly host?: string; readonly port: number },
): Promise<Sandbox> {
  const { io, options } = context;
  const { startSandbox } = await import('./sandbox/sandbox.ts');
  try {
    return await startSandbox({
      registry: context.registry(),
      folder: folderOf(context),
      ...place,
      ...ownerOf(context),
      now: io.now,
      sleep: io.sleep,
      ...(options.seed !== undefined && { seed: options.seed }),
      ...(options.rows !== undefined && { rows: options.rows }),
      friendly: options.friendly ?? false,
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new CliError('port-taken', { port: place.port });
    throw new CliError('sandbox-failed', { reason: message }, undefined, { cause: error });
  }
}

/** Forgets everything that happened in the sandbox. */
export async function emptySandbox(context: Context): Promise<void> {
  const { resetSandbox } = await import('./sandbox/sandbox.ts');
  await resetSandbox({ folder: folderOf(context), ...ownerOf(context) });
}

/** What goes wrong on demand in the sandbox of this folder, whether it runs or not. */
export async function faultsIn(context: Context): Promise<Faults> {
  const { openFaults } = await import('./sandbox/faults.ts');
  const folder = folderOf(context);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return openFaults(folder);
}

/** Whose process has the database open. */
function ownerOf({ io }: Context) {
  return { processes: { own: io.pid, isRunning: io.isRunning }, uuid: io.uuid };
}

export function folderOf({ folders, options }: Context): string {
  return options.data === undefined ? path.join(folders.data, 'sandbox') : path.resolve(options.data);
}

/** Lets others find the sandbox that serves here; the function that comes back takes that away. */
export function announce(context: Context, url: string): () => void {
  const record = path.join(folderOf(context), 'server.json');
  const running: Running = { url, pid: context.io.pid };
  writeFileSync(record, JSON.stringify(running), { mode: 0o600 });
  return () => rmSync(record, { force: true });
}

/** Where a sandbox that starts on its own says why it could not. */
export function startLog(context: Context): { readonly file: string; read(): string } {
  const folder = folderOf(context);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'server.log');
  return { file, read: () => readOr(file, '').trim() };
}

/** The record of a server that was killed is left behind; its process is asked for. */
export function runningIn(context: Context): Running | undefined {
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
    return textOf(file);
  } catch {
    return otherwise;
  }
}
