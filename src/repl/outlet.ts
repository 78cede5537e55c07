import { closeSync, openSync, writeSync } from 'node:fs';
import { type Children, startChildren } from '../child.ts';
import { type Out, writtenBy } from '../context.ts';
import { CliError } from '../errors.ts';
import type { Pipeline } from '../language/pipeline.ts';
import type { Word } from '../language/words.ts';
import type { Shell } from './shell.ts';

/** Where the output of one line goes. */
export interface Outlet {
  readonly stdout: Out;
  /** After the line: waits for programs that read it, and tells how those ended that failed. */
  finish(): Promise<readonly (readonly [program: string, how: number | string])[]>;
}

/** The terminal, page by page where it is long, or the programs and the file that the line names. Started before anything is sent. */
export async function openOutlet(pipeline: Pipeline, shell: Shell, isPaged: boolean): Promise<Outlet> {
  const { programs, file } = pipeline;
  if (programs.length > 0) return toPrograms(programs, file, shell);
  if (file) return toFile(file, shell);
  const { io, setting } = shell.context;
  const { stdout, stdinIsTerminal } = io;
  const canPage = isPaged && setting('pager').value === 'on' && stdinIsTerminal && stdout.isTerminal;
  return canPage ? toPager(shell) : { stdout, finish: async () => [] };
}

async function toPrograms(programs: Pipeline['programs'], file: Pipeline['file'], shell: Shell): Promise<Outlet> {
  const { env } = shell.context.io;
  const descriptor = file && open(file.path, file.append, shell);
  const commands = programs.map((words) => words.map(({ text }) => text) as [string, ...string[]]);
  let children: Children;
  try {
    children = await startChildren(commands, env, descriptor ?? 'inherit');
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
  return {
    stdout: pipeOut((text) => children.write(text)),
    async finish() {
      children.end();
      const ended = await children.ended;
      return ended.flatMap((how, at) => (isFailure(how) ? [[commands[at]?.[0] ?? '', how] as const] : []));
    },
  };
}

/** Who was cut off by the reader after it, or ended by Ctrl-C, has not failed. */
function isFailure(how: number | string): boolean {
  return how !== 0 && how !== 'SIGPIPE' && how !== 'SIGINT' && how !== 130 && how !== 141;
}

function toFile(file: NonNullable<Pipeline['file']>, shell: Shell): Outlet {
  const descriptor = open(file.path, file.append, shell);
  return {
    stdout: pipeOut(async (text) => {
      try {
        const bytes = typeof text === 'string' ? Buffer.from(text) : text;
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      } catch (error) {
        throw unwritable(file.path, error);
      }
    }),
    finish: async () => {
      closeSync(descriptor);
      return [];
    },
  };
}

function open(path: Word, append: boolean, { context }: Shell): number {
  const { home } = context.io;
  try {
    return openSync(path.text.startsWith('~/') ? home + path.text.slice(1) : path.text, append ? 'a' : 'w');
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: Word, error: unknown): CliError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new CliError('file-unwritable', { file: path.text, reason: code ?? message }, path, { cause: error });
}

/** Text is held back until it is taller than the screen; then a pager gets it, and what follows as it comes. */
function toPager(shell: Shell): Outlet {
  const { io } = shell.context;
  const held: string[] = [];
  let lines = 0;
  let pager: Promise<Children | undefined> | undefined;
  let lent: Promise<unknown> | undefined;

  const start = async (): Promise<Children | undefined> => {
    const command = pagerOf(io.env);
    if (!command) return undefined;
    const env = { ...io.env, LESS: io.env.LESS ?? 'FRX', LESSCHARSET: io.env.LESSCHARSET ?? 'utf-8' };
    return new Promise((resolve) => {
      lent = shell.terminal.lend(async () => {
        try {
          const children = await startChildren([command], env);
          resolve(children);
          await children.ended;
        } catch {
          // Without a pager the text is shown as it is.
          resolve(undefined);
        }
      });
    });
  };
  const write = async (text: string | Uint8Array): Promise<void> => {
    if (pager) {
      const children = await pager;
      return children ? children.write(text) : io.stdout.write(text);
    }
    const piece = typeof text === 'string' ? text : new TextDecoder().decode(text);
    held.push(piece);
    for (const character of piece) if (character === '\n') lines++;
    if (lines < io.stdout.rows) return;
    pager = start();
    await write(held.splice(0).join(''));
  };
  return {
    stdout: writtenBy(io.stdout, write),
    async finish() {
      if (held.length > 0) await io.stdout.write(held.splice(0).join('')).catch(() => undefined);
      (await pager)?.end();
      await lent;
      return [];
    },
  };
}

/** `$PAGER`, or less; nothing for an empty one and `cat`. */
function pagerOf(env: Readonly<Record<string, string | undefined>>): [string, ...string[]] | undefined {
  const [program = '', ...words] = (env.PAGER ?? 'less').trim().split(/\s+/);
  return program === '' || program === 'cat' ? undefined : [program, ...words];
}

function pipeOut(write: Out['write']): Out {
  return { isTerminal: false, columns: 80, rows: 24, colors: 0, write };
}
