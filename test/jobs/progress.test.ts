import { describe, expect, test } from 'vitest';
import { further, progressOf } from '../../src/jobs/progress.ts';
import { parseJson } from '../../src/json/json.ts';

const read = (...records: readonly object[]) =>
  progressOf(parseJson(JSON.stringify({ inventories: records })) as never);

describe('progress', () => {
  test.each([
    [[], {}],
    [[{ type: 'Progress', content: '45' }], { percent: 45 }],
    [[{ type: 'Progress', content: '45.9' }], { percent: 45 }],
    [[{ type: 'Progress', content: 12.5 }], { percent: 12 }],
    [[{ type: 'Progress', content: '120' }], { percent: 100 }],
    [[{ type: 'Progress', content: '-1' }], { percent: 0 }],
    [[{ type: 'Progress', content: 'soon' }], {}],
    [[{ type: 'Progress', content: ' ' }], {}],
    [
      [
        { type: 'Task', content: 'copying' },
        { type: 'Progress', content: '7' },
      ],
      { percent: 7, caption: 'copying' },
    ],
    [
      [
        { type: 'Task', content: 'outer' },
        { type: 'Task', content: 'inner' },
      ],
      { caption: 'inner' },
    ],
    [[{ type: 'Task', content: 'to %s at %s, %s', arguments: '["host-1",3]' }], { caption: 'to host-1 at 3, %s' }],
    [[{ type: 'Task', content: 'to %s', arguments: 'oops' }], { caption: 'to %s' }],
    [[{ type: 'Task', content: 5 }, 'x', null, { type: 'Other', content: '9' }], {}],
  ])('of %j is %j', (records, progress) => {
    expect(read(...(records as object[]))).toEqual(progress);
  });

  test('is nothing where the server has no list', () => expect(progressOf({})).toEqual({}));

  test('never goes back', () => {
    const steps = [{ percent: 10, caption: 'a' }, { percent: 60 }, {}, { percent: 5, caption: 'b' }];
    const seen: object[] = [];
    for (const step of steps) seen.push(further(seen.at(-1) ?? {}, step));
    expect(seen).toEqual([
      { percent: 10, caption: 'a' },
      { percent: 60, caption: 'a' },
      { percent: 60, caption: 'a' },
      { percent: 60, caption: 'b' },
    ]);
  });
});
