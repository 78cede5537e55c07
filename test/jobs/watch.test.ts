import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/context.ts';
import type { Progress } from '../../src/jobs/progress.ts';
import { openWatch } from '../../src/jobs/watch.ts';

/** A terminal or a pipe, and a clock that goes on by `pass`. */
function world(isTerminal: boolean, columns = 80) {
  let now = 0;
  let written = '';
  const sleepers = new Set<{ readonly until: number; wake(): void }>();
  const write = async (text: string): Promise<void> => {
    written += text;
  };
  const io = {
    now: () => now,
    stderr: { isTerminal, columns, rows: 24, colors: 0, write },
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const abort = (): void => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        const wake = (): void => {
          signal.removeEventListener('abort', abort);
          resolve();
        };
        const sleeper = { until: now + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener('abort', abort);
      }),
  } as unknown as Io;
  return {
    io,
    written: () => written,
    async pass(ms: number): Promise<void> {
      for (const end = now + ms; now < end; ) {
        now += 100;
        for (const sleeper of sleepers) {
          if (sleeper.until > now) continue;
          sleepers.delete(sleeper);
          sleeper.wake();
        }
        await new Promise(setImmediate);
      }
    },
    sleeping: () => sleepers.size,
  };
}

const tell = (seconds: number, { percent, caption }: Progress): string =>
  `job ${Math.floor(seconds)} s ${percent ?? '-'} ${caption ?? '-'}`;
const asks = (...answers: readonly (Progress | Error)[]) => {
  let nth = 0;
  return async (): Promise<Progress> => {
    const answer = answers[Math.min(nth++, answers.length - 1)] as Progress | Error;
    if (answer instanceof Error) throw answer;
    return answer;
  };
};

describe('on a terminal', () => {
  test('one line changes, never goes back, outlives failures and vanishes', async () => {
    const { io, pass, written, sleeping } = world(true);
    const watch = openWatch({ io, errorFormat: 'text' });
    watch.show(tell, asks({ percent: 30, caption: 'a\u001b[2J\n' }, new Error('gone'), { percent: 10 }));
    await pass(6000);
    await watch.end();
    const lines = written().split('\r\u001b[K');
    expect(lines).toEqual([
      '',
      'job 0 s - -',
      'job 1 s - -',
      'job 2 s 30 a\\u001b[2J\\n',
      'job 3 s 30 a\\u001b[2J\\n',
      'job 4 s 30 a\\u001b[2J\\n',
      'job 5 s 30 a\\u001b[2J\\n',
      '',
    ]);
    expect(written()).not.toContain('\n');
    expect(sleeping()).toBe(0);
  });

  test('what is quick leaves no trace', async () => {
    const { io, pass, written } = world(true);
    const watch = openWatch({ io, errorFormat: 'json' });
    watch.show(tell, asks({}));
    await pass(300);
    await watch.end();
    expect(written()).toBe('');
  });

  test('the line is no wider than the terminal', async () => {
    const { io, pass, written } = world(true, 12);
    const watch = openWatch({ io, errorFormat: 'text' });
    watch.show(() => '云主机-测试-云主机', asks({}));
    await pass(1000);
    await watch.end();
    expect(written()).toContain('云主机-测…');
    expect(written()).not.toContain('试');
  });
});

describe('off a terminal', () => {
  test('a line every half minute', async () => {
    const { io, pass, written } = world(false);
    const watch = openWatch({ io, errorFormat: 'text' });
    watch.show(tell, asks({ percent: 5 }, new Error('gone'), { percent: 80, caption: 'b' }));
    await pass(95_000);
    await watch.end();
    expect(written()).toBe('job 30 s 5 -\njob 60 s 5 -\njob 90 s 80 b\n');
  });

  test('nothing where errors are JSON', async () => {
    const { io, pass, written } = world(false);
    const watch = openWatch({ io, errorFormat: 'json' });
    watch.show(tell, asks({}));
    await pass(95_000);
    await watch.end();
    expect(written()).toBe('');
  });
});

test('a second job takes the place of the first', async () => {
  const { io, pass, written, sleeping } = world(true);
  const watch = openWatch({ io, errorFormat: 'text' });
  watch.show(() => 'first', asks({}));
  await pass(1000);
  watch.show(() => 'second', asks({}));
  await pass(1000);
  await watch.end();
  expect(written().split('\r\u001b[K')).toEqual(['', 'first', '', 'second', '']);
  expect(sleeping()).toBe(0);
});
