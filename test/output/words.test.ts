import { expect, test } from 'vitest';
import { meaningOf } from '../../src/output/words.ts';

test.each([
  ['Running', 'good'],
  ['enabled', 'good'],
  ['READY', 'good'],
  ['Connected', 'good'],
  ['Starting', 'busy'],
  ['Connecting', 'busy'],
  ['Stopped', 'off'],
  ['Disabled', 'off'],
  ['Disconnected', 'bad'],
  ['Error', 'bad'],
  ['Deleted', 'bad'],
  ['Purple', undefined],
  ['', undefined],
  ['constructor', undefined],
])('%s is %s', (word, meaning) => {
  expect(meaningOf(word)).toBe(meaning);
});
