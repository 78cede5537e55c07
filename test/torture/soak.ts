import { fork } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { Sample } from './soaked.ts';

/** What one REPL weighed while it did so many statements. */
export interface Soaked {
  readonly statements: number;
  /** Requests that reached the node. */
  readonly requests: number;
  /** Megabytes in use after a tenth of the statements and at the end. */
  readonly early: number;
  readonly late: number;
  /** Of the process, at the most. */
  readonly resident: number;
  readonly perSecond: number;
}

/**
 * Enters so many statements into one REPL, or as many as there is time for. Throws where not all came to the node, or more
 * memory is in use at the end by half than after a tenth of them.
 */
export async function soak({
  statements,
  seconds,
}: {
  readonly statements: number;
  readonly seconds: number;
}): Promise<Soaked> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-soak-'));
  const node = await openNode();
  try {
    const program = path.join(folder, 'soaked.cjs');
    const root = path.resolve(import.meta.dirname, '../..');
    await build({
      entryPoints: [path.join(import.meta.dirname, 'soaked.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      define: { ZSTACK_CLI_VERSION: '"0"' },
      external: ['node-sqlite3-wasm'],
      logLevel: 'error',
    });
    copyFileSync(path.join(root, 'dist/registry.tsv'), path.join(folder, 'registry.tsv'));
    const samples: Sample[] = [];
    const child = fork(program, [folder, node.url, String(statements)], {
      execArgv: ['--expose-gc'],
      stdio: 'inherit',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.on('message', (sample) => samples.push(sample as Sample));
    await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
    clearTimeout(timer);
    return figuresOf(samples, node.requests());
  } finally {
    node.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(samples: readonly Sample[], requests: number): Soaked {
  const last = samples.at(-1);
  if (!last) throw new Error('nothing was done');
  // Eight of ten lines ask the node for something.
  if (requests < 0.8 * last.statements) throw new Error(`${requests} requests of ${last.statements} statements`);
  const early = samples.find(({ statements }) => statements >= last.statements / 10) ?? last;
  if (last.heap > 1.5 * early.heap)
    throw new Error(`${early.heap} bytes became ${last.heap}: ${JSON.stringify(samples)}`);
  const megabytes = (bytes: number): number => Math.round(bytes / 104_857.6) / 10;
  return {
    statements: last.statements,
    requests,
    early: megabytes(early.heap),
    late: megabytes(last.heap),
    resident: megabytes(Math.max(...samples.map(({ resident }) => resident))),
    perSecond: Math.round((1000 * last.statements) / last.ms),
  };
}

/** Answers at once and remembers nothing. */
async function openNode() {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume();
    const name = /name=(\w+)/.exec(request.url ?? '')?.[1] ?? 'zone';
    const uuid = (requests % 1000).toString(16).padStart(32, '0');
    const zone = { uuid, name, state: 'Enabled', type: 'zstack', isDefault: false };
    if (request.method === 'POST') return void response.writeHead(202).end('{}');
    if (request.url?.includes('/api-jobs/')) return void response.end(JSON.stringify({ inventory: zone }));
    if (request.url?.includes('/zql')) return void response.end('{"results":[{"inventories":[]}]}');
    response.end(JSON.stringify({ inventories: name === 'missing' ? [] : [zone, zone, zone] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/zstack`,
    requests: () => requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
