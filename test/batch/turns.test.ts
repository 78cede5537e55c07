import { expect, test } from 'vitest';
import { openTurns } from '../../src/batch/turns.ts';

/** A promise that the test resolves. */
function gate() {
  let open: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, gives: (result: number) => promise.then(() => result) };
}

test('what came of each is passed on in the order in which it began, and no more than so many run', async () => {
  const [first, second, third] = [gate(), gate(), gate()];
  const passed: number[] = [];
  const turns = openTurns<number>(2, async (result) => void passed.push(result));
  await turns.add(first.gives(1));
  await turns.add(second.gives(2));
  let isFree = false;
  const free = turns.room().then(() => {
    isFree = true;
  });
  await Promise.resolve();
  expect(isFree).toBe(false);
  second.open();
  await free;
  expect(passed).toEqual([]);
  await turns.add(third.gives(3));
  first.open();
  third.open();
  await turns.end();
  expect(passed).toEqual([1, 2, 3]);
});
