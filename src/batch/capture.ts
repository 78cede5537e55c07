import type { Io, Out } from '../context.ts';

/** Output that is kept until its turn, in the order in which it was written. */
export interface Capture {
  readonly io: Io;
  /** What was written to stdout. */
  stdout(): string;
  dropStdout(): void;
  /** Writes everything where it belongs. Rejects with `PipeClosed` where nobody reads any more. */
  flush(): Promise<void>;
}

/** As the streams behind it, except that nothing moves on it: many lines share one terminal. */
export function capture(io: Io): Capture {
  let written: { readonly to: 'stdout' | 'stderr'; readonly text: string }[] = [];

  const decoder = new TextDecoder();
  const keeping =
    (to: 'stdout' | 'stderr'): Out['write'] =>
    async (text) =>
      void written.push({ to, text: typeof text === 'string' ? text : decoder.decode(text) });
  return {
    io: {
      ...io,
      stdout: { ...shape(io.stdout), write: keeping('stdout') },
      stderr: { ...shape(io.stderr), isTerminal: false, write: keeping('stderr') },
    },
    stdout: () =>
      written
        .filter(({ to }) => to === 'stdout')
        .map(({ text }) => text)
        .join(''),
    dropStdout: () => {
      written = written.filter(({ to }) => to !== 'stdout');
    },
    async flush() {
      for (const { to, text } of written.splice(0)) await io[to].write(text);
    },
  };
}

/** The size of a stream is read when it is asked for. */
function shape(out: Out): Omit<Out, 'write'> {
  return {
    isTerminal: out.isTerminal,
    colors: out.colors,
    get columns() {
      return out.columns;
    },
    get rows() {
      return out.rows;
    },
  };
}
