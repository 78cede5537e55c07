import { describe, expect, it } from 'vitest';
import { openTiming, timed } from '../src/timing.ts';

function clock() {
  let time = 1000;
  const pass = (ms: number): void => {
    time += ms;
  };
  return { now: () => time, pass };
}

describe('the time of a run', () => {
  it('is told part by part, in the order of a call', () => {
    const { now, pass } = clock();
    const timing = openTiming(now, 40);
    pass(5);
    const connected = timing.begin('connect');
    pass(3);
    connected();
    const answered = timing.begin('server');
    pass(7);
    answered();
    const shown = timing.begin('show');
    pass(2);
    shown();
    expect(timing.times()).toEqual([
      ['start', 40],
      ['read', 5],
      ['connect', 3],
      ['server', 7],
      ['show', 2],
    ]);
  });

  it('belongs to one part at a time, so that the parts are the whole', () => {
    const { now, pass } = clock();
    const timing = openTiming(now);
    pass(1);
    // Two pages at once, each over a connection of its own, and rows that are shown while others come.
    const pages = [timing.begin('server'), timing.begin('server')];
    const connections = [timing.begin('connect'), timing.begin('connect')];
    pass(10);
    for (const connected of connections) connected();
    pass(20);
    const shown = timing.begin('show');
    pass(4);
    shown();
    pass(6);
    for (const ended of pages) ended();
    pass(2);
    expect(timing.times()).toEqual([
      ['read', 1],
      ['connect', 10],
      ['server', 26],
      ['show', 6],
    ]);
    expect(timing.times().reduce((sum, [, ms]) => sum + ms, 0)).toBe(43);
  });

  it('names no part that there was not', () => {
    const { now, pass } = clock();
    const timing = openTiming(now);
    pass(3);
    expect(timing.times()).toEqual([['read', 3]]);
  });

  it('counts what failed too', async () => {
    const { now, pass } = clock();
    const timing = openTiming(now);
    const failing = timed(timing, 'poll', async () => {
      pass(9);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    pass(1);
    expect(timing.times()).toEqual([
      ['read', 0],
      ['poll', 9],
      ['show', 1],
    ]);
  });
});
