import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Measured, measure } from './measure.ts';
import { startRowServer } from './server.ts';
import { node, ours, peers, shell } from './subjects.ts';

/** How long it takes until a short command has ended, beside Node, curl and other command lines. */
export async function start(runs: number): Promise<readonly Measured[]> {
  const server = await startRowServer();
  const home = mkdtempSync(path.join(tmpdir(), 'zstack-cli-bench-'));
  const env = { HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home };
  const there = { ...env, ZSTACK_API_URL: server.url, ZSTACK_SESSION_ID: 'bench' };
  const query = ['QueryDatabaseBackup', 'limit=20'];
  try {
    return await measure(
      [
        node,
        ours('--version', ['--version'], env),
        ours('--help', ['--help'], env),
        ours('help QueryDatabaseBackup', ['help', 'QueryDatabaseBackup'], env),
        { ...ours('a refused statement', ['QueryDatabaseBackup', 'nmae=x'], env), exit: 2 },
        ours('--dry-run QueryDatabaseBackup', ['--dry-run', ...query], env),
        ours('query, 20 rows, json', query, there),
        ours('query, 20 rows, table', [...query, '-o', 'table'], there),
        ours('query, sandbox', ['--sandbox', ...query], env),
        shell('curl, 20 rows', `exec curl -s '${server.url}/v1/database-backups?limit=20'`),
        ...peers(),
      ],
      runs,
    );
  } finally {
    server.close();
    rmSync(home, { recursive: true, force: true });
  }
}
