import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { requireBuild } from '../harness/shell.ts';
import { startRowServer } from './server.ts';
import { program } from './subjects.ts';

const formats = ['jsonl', 'json', 'csv', 'tsv', 'table', 'vertical', 'yaml', 'name'];

/** The program's exit code, when all that is wanted of a million rows is the first line. */
async function firstLine(words: string, rows: number) {
  requireBuild();
  const server = await startRowServer();
  onTestFinished(() => server.close());
  const line = `'${process.execPath}' '${program}' QueryDatabaseBackup limit=${rows} ${words} | head -1 > /dev/null; exit \${PIPESTATUS[0]}`;
  const env = { ...process.env, ZSTACK_API_URL: server.url, ZSTACK_SESSION_ID: 'bench', NODE_EXTRA_CA_CERTS: '' };
  const child = spawn('bash', ['-c', line], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (piece: Buffer) => {
    told += piece.toString();
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  await expect.poll(() => server.open()).toBe(0);
  return { code, told, sent: server.rows() };
}

test.each(formats)('who reads one line of %s stops the work of the server too', { timeout: 60_000 }, async (format) => {
  const { code, told, sent } = await firstLine(`-o ${format} --columns name,uuid,size`, 1_000_000);
  expect([code, told]).toEqual([0, '']);
  expect(sent).toBeLessThan(200_000);
});

test('and so it does with pages', { timeout: 60_000 }, async () => {
  const { code, told, sent } = await firstLine('--all -o jsonl', 1_000_000);
  expect([code, told]).toEqual([0, '']);
  expect(sent).toBeLessThan(200_000);
});
