import { expect, test } from 'vitest';
import { recordOf } from '../../src/jobs/find.ts';
import { lineOfWords, type Word } from '../../src/language/words.ts';
import type { JobRecord } from '../../src/settings/jobs.ts';

const record = (uuid: string): JobRecord => ({
  uuid,
  api: 'CreateZone',
  profile: 'default',
  url: 'http://x',
  state: 'running',
  startedAt: 0,
});
const records = ['ab1'.padEnd(32, '0'), 'ab2'.padEnd(32, '0'), 'c'.padEnd(32, '0'), 'c'.padEnd(33, '0')].map(record);
const word = (text: string): Word => lineOfWords([text]).words[0] as Word;

test.each([
  ['ab1', 'ab1'.padEnd(32, '0')],
  ['AB2', 'ab2'.padEnd(32, '0')],
  ['c'.padEnd(32, '0'), 'c'.padEnd(32, '0')],
  ['f'.repeat(32), undefined],
])('%s is %s', (text, uuid) => expect(recordOf(word(text), records)?.uuid).toBe(uuid));

test.each([
  ['ab', 'ambiguous-job'],
  ['c', 'ambiguous-job'],
  ['d', 'unknown-job'],
  ['../x', 'unknown-job'],
])('%s is refused', (text, code) => {
  expect(() => recordOf(word(text), records)).toThrow(expect.objectContaining({ code, span: expect.anything() }));
});
