import { type ChildProcess, spawn } from 'node:child_process';
import { PipeClosed } from './context.ts';
import { CliError } from './errors.ts';

/** Programs that read one from the other; the first reads what is written here. */
export interface Children {
  /** Rejects with `PipeClosed` when the first program reads no more. */
  write(text: string | Uint8Array): Promise<void>;
  /** Nothing more comes. */
  end(): void;
  /** How each ended, when all have: an exit code, or a signal by name. */
  readonly ended: Promise<readonly (number | string)[]>;
}

/**
 * Starts programs by name and arguments, no shell in between. The last writes to this process's stdout or to `output`, a
 * file descriptor. Throws `program-failed` where one cannot be started; the others are ended then.
 */
export async function startChildren(
  programs: readonly (readonly [program: string, ...words: readonly string[]])[],
  env: Readonly<Record<string, string | undefined>>,
  output: number | 'inherit' = 'inherit',
): Promise<Children> {
  const last = programs.length - 1;
  const children = programs.map(([program, ...words], at) =>
    spawn(program, words, { env: { ...env }, stdio: ['pipe', at === last ? output : 'pipe', 'inherit'] }),
  );
  const ended = Promise.all(children.map((child) => endOf(child)));
  try {
    await Promise.all(children.map((child, at) => startOf(child, programs[at]?.[0] ?? '')));
  } catch (error) {
    for (const child of children) child.kill();
    throw error;
  }
  for (const [at, child] of children.entries()) {
    const next = children[at + 1]?.stdin;
    // Who reads no more ends who writes to it, and that is no mistake.
    child.stdin?.on('error', () => children[at - 1]?.stdout?.destroy());
    if (next) child.stdout?.on('error', () => undefined).pipe(next);
  }
  const input = children[0]?.stdin;
  return {
    ended,
    write: (text) =>
      new Promise((resolve, reject) => {
        if (!input || input.destroyed) reject(new PipeClosed());
        else input.write(text, (error) => (error ? reject(new PipeClosed()) : resolve()));
      }),
    end: () => void input?.end(),
  };
}

/** Runs one program that has the terminal to itself, to its end. Throws `program-failed` where it cannot be started. */
export async function runProgram(
  [program, ...words]: readonly [string, ...(readonly string[])],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number | string> {
  const child = spawn(program, words, { env: { ...env }, stdio: 'inherit' });
  const ended = endOf(child);
  await startOf(child, program);
  return ended;
}

function startOf(child: ChildProcess, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new CliError('program-failed', { program, reason: cause.code ?? cause.message }, undefined, { cause })),
    );
  });
}

function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 1));
    child.once('error', () => resolve(1));
  });
}
