import type { Timed, Timing } from './context.ts';
import type { TimedPart } from './text/text.ts';

/** What goes on, the most telling first: of several things at once the time belongs to that one. */
const order: readonly Timed[] = ['show', 'connect', 'poll', 'server'];

/** How parts are told, in the order of a call. */
const told: readonly TimedPart[] = ['start', 'read', 'connect', 'server', 'poll', 'show'];

export interface Clocked extends Timing {
  /** Milliseconds until now, part by part, for those parts that there were; together they are all that passed. */
  times(): readonly (readonly [part: TimedPart, ms: number])[];
}

/** `before`: milliseconds that the process had run already, where that is to be told. */
export function openTiming(now: () => number, before?: number): Clocked {
  const active: Record<Timed, number> = { show: 0, connect: 0, poll: 0, server: 0 };
  const spent = new Map<TimedPart, number>(before === undefined ? [] : [['start', before]]);
  let idle: TimedPart = 'read';
  let last = now();
  const turn = (): void => {
    const time = now();
    const part = order.find((each) => active[each] > 0) ?? idle;
    spent.set(part, (spent.get(part) ?? 0) + time - last);
    last = time;
  };
  return {
    begin(part) {
      turn();
      active[part]++;
      spent.set(part, spent.get(part) ?? 0);
      // Between two parts the answer is made ready; before anything is sent, the line.
      if (part !== 'connect') idle = 'show';
      return () => {
        turn();
        active[part]--;
      };
    },
    times() {
      turn();
      return told.flatMap((part) => (spent.has(part) ? [[part, spent.get(part) ?? 0] as const] : []));
    },
  };
}

/** Counts the time of an act to a part. */
export async function timed<T>(timing: Timing | undefined, part: Timed, act: () => Promise<T>): Promise<T> {
  const end = timing?.begin(part);
  try {
    return await act();
  } finally {
    end?.();
  }
}
