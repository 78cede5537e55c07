import { expect, it } from 'vitest';
import { crowd } from './crowd.ts';
import { torture } from './kills.ts';
import { soak } from './soak.ts';

/** Little of what `npm run torture` does, so that it stays fit to be run. */
it('a command that is killed leaves nothing broken, locked, lost or twice', { timeout: 120_000 }, async () => {
  const { rounds, killed, done } = await torture({ rounds: 14, seconds: 60 });
  expect(rounds).toBeGreaterThan(2);
  expect(killed).toBeGreaterThan(0);
  expect(done).toBeGreaterThan(0);
});

it('a crowd in one folder of settings loses nothing', { timeout: 120_000 }, async () => {
  expect(await crowd({ repls: 2, oneShots: 9 })).toMatchObject({ profiles: 3, lines: 41, aliases: 4, jobs: 7 });
});

it('a REPL that is used all day does not grow', { timeout: 120_000 }, async () => {
  const { statements, requests } = await soak({ statements: 1000, seconds: 100 });
  expect(statements).toBe(1000);
  expect(requests).toBeGreaterThan(800);
});
