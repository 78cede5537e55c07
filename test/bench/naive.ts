import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transform } from 'esbuild';
import { type Measured, measure } from './measure.ts';
import { startRowServer } from './server.ts';
import { node, ours } from './subjects.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** One query by this program, and by a command line that takes the same six packages as they come. */
export async function naive(runs: number): Promise<readonly Measured[]> {
  const folder = await built();
  const server = await startRowServer();
  const env = {
    ...{ HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    ...{ ZSTACK_API_URL: server.url, ZSTACK_SESSION_ID: 'bench' },
  };
  const query = ['QueryDatabaseBackup', 'limit=20'];
  const main = path.join(folder, 'main.mjs');
  try {
    return await measure(
      [
        node,
        ours('query, 20 rows', query, env),
        { name: 'naive, query, 20 rows', command: [process.execPath, main, ...query], env },
        ours('--help', ['--help'], env),
        { name: 'naive, --help', command: [process.execPath, main, '--help'], env },
      ],
      runs,
    );
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The naive program without its types, not bundled, beside the packages and the registry as one JSON text. */
async function built(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-naive-'));
  const source = readFileSync(path.join(import.meta.dirname, 'naive/main.ts'), 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' });
  writeFileSync(path.join(folder, 'main.mjs'), code);
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const data = path.join(root, 'src/registry/data');
  const parts = readdirSync(data).map((name) => {
    const text = readFileSync(path.join(data, name), 'utf8').trim();
    const json = name.endsWith('.jsonl') ? `[${text.split('\n').join(',')}]` : text;
    return `${JSON.stringify(name.replace(/\..*$/, ''))}:${json}`;
  });
  writeFileSync(path.join(folder, 'registry.json'), `{${parts.join(',')}}`);
  return folder;
}
