import type { Context, Io } from '../context.ts';
import { visible } from '../output/sanitize.ts';
import { themeOf } from '../output/theme.ts';
import { cut } from '../output/width.ts';
import { further, type Progress } from './progress.ts';

/** What is told of something that goes on, after so many seconds; they may have a fraction. */
export type Tell = (seconds: number, progress: Progress) => string;

/** Tells on stderr what runs, for how long and how far it is. */
export interface Watch {
  /** Begins to tell of something, in the place of what was told before. */
  show(tell: Tell, ask: (signal: AbortSignal) => Promise<Progress>): void;
  /** Resolves when nothing of it is left on the terminal. */
  end(): Promise<void>;
}

/** On a terminal one line that changes and vanishes, else a line every half minute, or nothing where errors are JSON. */
export function openWatch({ io, errorFormat }: Pick<Context, 'io' | 'errorFormat'>): Watch {
  let ended = new AbortController();
  let telling: Promise<void> = Promise.resolve();
  return {
    show(tell, ask) {
      if (errorFormat === 'json' && !io.stderr.isTerminal) return;
      ended.abort();
      ended = new AbortController();
      const { signal } = ended;
      const way = io.stderr.isTerminal ? paint : report;
      telling = telling.then(() => way(tell, ask, io, signal)).catch(() => undefined);
    },
    end() {
      ended.abort();
      return telling;
    },
  };
}

async function paint(
  tell: Tell,
  ask: (signal: AbortSignal) => Promise<Progress>,
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  const began = io.now();
  const theme = await themeOf(io.stderr.colors);
  let progress: Progress = {};
  const asking = async (): Promise<void> => {
    while (await passed(io, askEvery, signal)) progress = further(progress, await ask(signal).catch(() => ({})));
  };
  void asking();
  if (!(await passed(io, firstPaint, signal))) return;
  do {
    const line = visible(tell((io.now() - began) / 1000, progress));
    await io.stderr.write(`\r\u001b[K${theme.dim(cut(line, io.stderr.columns - 1))}`);
  } while (await passed(io, 1000, signal));
  await io.stderr.write('\r\u001b[K');
}

async function report(
  tell: Tell,
  ask: (signal: AbortSignal) => Promise<Progress>,
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  const began = io.now();
  let progress: Progress = {};
  while (await passed(io, reportEvery, signal)) {
    progress = further(progress, await ask(signal).catch(() => ({})));
    if (signal.aborted) return;
    await io.stderr.write(`${visible(tell((io.now() - began) / 1000, progress))}\n`);
  }
}

/** Whether the time passed without an end. */
async function passed(io: Io, ms: number, signal: AbortSignal): Promise<boolean> {
  await io.sleep(ms, signal).catch(() => undefined);
  return !signal.aborted;
}

/** Milliseconds. What is done sooner than the first has no need of a line. */
const firstPaint = 400;
const askEvery = 1500;
const reportEvery = 30_000;
