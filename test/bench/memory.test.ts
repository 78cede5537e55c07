import { expect, test } from 'vitest';
import { measure } from './measure.ts';
import { startRowServer } from './server.ts';
import { ours } from './subjects.ts';

/** Peak memory in MiB of a query of so many rows. */
async function peak(rows: number, words: readonly string[]): Promise<number> {
  const server = await startRowServer();
  try {
    const env = { ZSTACK_API_URL: server.url, ZSTACK_SESSION_ID: 'bench' };
    const [found] = await measure([ours('query', ['QueryDatabaseBackup', `limit=${rows}`, ...words], env)], 1, false);
    if (found?.memory === undefined) throw new Error('the system does not tell');
    return found.memory;
  } finally {
    server.close();
  }
}

test.runIf(process.platform === 'linux').each([
  ['jsonl', 1_000_000],
  ['json', 300_000],
  ['csv', 200_000],
  ['table', 200_000],
  ['yaml', 100_000],
  ['vertical', 100_000],
  ['name', 300_000],
])('%s takes no more memory for many rows than for some', { timeout: 180_000 }, async (format, many) => {
  const words = ['-o', format, '--columns', 'name,uuid,size'];
  const asked = format === 'json' || format === 'jsonl' ? ['-o', format] : words;
  const some = await peak(20_000, asked);
  expect((await peak(many, asked)) - some).toBeLessThan(32);
});
