/** What runs at the same time, and what came of it in the order in which it began. */
export interface Turns<T> {
  /** Resolves when another may begin. */
  room(): Promise<void>;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
  /** Takes one that has begun and never rejects. Resolves when not too many wait for a slow one before them. */
  add(begun: Promise<T>): Promise<void>;
  /** Resolves when everything was passed on. */
  end(): Promise<void>;
}

/** At most `most` run at once; what came of each is passed on in its turn. `passOn` never rejects. */
export function openTurns<T>(most: number, passOn: (result: T) => Promise<void>): Turns<T> {
  const running = new Set<Promise<unknown>>();
  const waiting: Promise<void>[] = [];
  let turn: Promise<void> = Promise.resolve();
  const idle = async (): Promise<void> => {
    await Promise.all(running);
  };
  return {
    idle,
    async room() {
      while (running.size >= most) await Promise.race(running);
    },
    async add(begun) {
      const done = begun.finally(() => running.delete(done));
      running.add(done);
      turn = Promise.all([turn, begun]).then(([, result]) => passOn(result));
      waiting.push(turn);
      if (waiting.length > mostWaiting * most) await waiting.shift();
    },
    async end() {
      await idle();
      await turn;
    },
  };
}

/** For each that runs. */
const mostWaiting = 16;
