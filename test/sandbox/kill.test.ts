import { expect, it } from 'vitest';
import { torture } from './kill.ts';

it('what was told to be done outlives any kill', { timeout: 120_000 }, async () => {
  const { rounds, finished, killed } = await torture({ rounds: 9, seconds: 30 });
  expect(rounds).toBeGreaterThan(2);
  expect(finished).toBeGreaterThan(0);
  expect(killed).toBeGreaterThan(0);
});
