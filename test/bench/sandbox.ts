import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Measured, median, peakOf } from './measure.ts';

const program = path.resolve(import.meta.dirname, '../../bin/zstack-cli.js');

/** The sandbox with so many virtual machines, as a client meets it: small queries, one after the other and many at once, and all rows in one answer. */
export async function sandbox(rows: number, runs: number): Promise<readonly Measured[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-bench-'));
  const began = performance.now();
  const { server, url } = await serve(folder, rows);
  const made = performance.now() - began;
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  try {
    const session = await logIn(url, agent);
    const ask = (query: string): Promise<Reply> => get(`${url}/v1/vm-instances?${query}`, session, agent);
    const name = (at: number): string => `load-${String(1 + ((at * 7919) % rows)).padStart(7, '0')}`;
    const queries: readonly (readonly [name: string, query: (at: number) => string])[] = [
      ['by name', (at) => `q=name=${name(at)}`],
      ['by uuid', (at) => `q=uuid=${uuidOf(1 + ((at * 7919) % rows))}`],
      ['by state, a page', (at) => `q=state=Running&limit=20&start=${at % 100}`],
      [
        'by a day, a page',
        (at) => `q=createDate>=2025-0${1 + (at % 9)}-01&q=createDate<2025-0${1 + (at % 9)}-02&limit=20`,
      ],
      ['counted without an index', () => 'q=hostUuid is null&count=true'],
    ];
    const single: Measured[] = [];
    for (const [what, query] of queries) {
      const times: number[] = [];
      for (let at = 0; at < runs + 20; at++) {
        const { wall } = await ask(encodeURI(query(at)));
        if (at >= 20) times.push(wall);
      }
      single.push(...percentiles(`${what}`, times));
    }
    const many = await atOnce(16, runs * 5, (at) => ask(`q=name=${name(at)}`));
    const peakBefore = peakOf(server.pid);
    const others: number[] = [];
    let done = false;
    const whole = ask(`limit=${rows}`).finally(() => {
      done = true;
    });
    const beside = new Agent({ keepAlive: true });
    while (!done) others.push((await get(`${url}/v1/zones?limit=1`, session, beside)).wall);
    beside.destroy();
    const { wall, first } = await whole;
    return [
      measured(`made, ${rows} rows`, made, 1),
      ...single,
      many,
      {
        ...measured(`all ${rows} rows (${Math.round(peakBefore ?? 0)} MiB before)`, wall, 1),
        first,
        memory: peakOf(server.pid),
      },
      ...percentiles('another query meanwhile', others),
    ];
  } finally {
    agent.destroy();
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function measured(name: string, wall: number, runs: number): Measured {
  return { name, wall, first: undefined, memory: undefined, runs };
}

function percentiles(name: string, times: readonly number[]): readonly Measured[] {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return [
    measured(`${name}, p50`, median(times) ?? Number.NaN, times.length),
    measured(`${name}, p99`, at(0.99), times.length),
  ];
}

/** The time that a request takes where so many are under way. */
async function atOnce(width: number, count: number, ask: (at: number) => Promise<Reply>): Promise<Measured> {
  let next = 0;
  const began = performance.now();
  const worker = async (): Promise<void> => {
    while (next < count) await ask(next++);
  };
  await Promise.all(Array.from({ length: width }, worker));
  const wall = performance.now() - began;
  return measured(`${width} at once, ${Math.round((count * 1000) / wall)} a second, each`, wall / count, count);
}

/** The uuid of a row of the crowd. */
function uuidOf(at: number): string {
  const digits = at.toString(16).padStart(12, '0');
  return `${digits}4000a000${digits}`;
}

function serve(folder: string, rows: number): Promise<{ readonly server: ChildProcess; readonly url: string }> {
  const words = ['sandbox', 'start', '--foreground', '--data', folder, '--rows', String(rows)];
  const server = spawn(process.execPath, [program, ...words], {
    env: { ...process.env, HOME: folder, NODE_EXTRA_CA_CERTS: '', LANG: 'C' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`the sandbox exits with ${code}`)));
    server.stdout?.on('data', (chunk: Buffer) => {
      const url = /http:\S+zstack/.exec(chunk.toString())?.[0];
      if (url !== undefined) resolve({ server, url });
    });
  });
}

interface Reply {
  /** Milliseconds. */
  readonly wall: number;
  readonly first: number;
  readonly text: string;
}

/** Of a large answer only the beginning is kept. */
function get(url: string, session: string, agent: Agent, method = 'GET', body?: string): Promise<Reply> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers: { Authorization: `OAuth ${session}` } }, (response) => {
      let first = Number.NaN;
      let text = '';
      response.on('data', (chunk: Buffer) => {
        if (Number.isNaN(first)) first = performance.now() - began;
        if (text.length < 10_000) text += chunk.toString();
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ wall: performance.now() - began, first, text });
        else reject(new Error(`${response.statusCode} ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function logIn(url: string, agent: Agent): Promise<string> {
  const password = createHash('sha512').update('password').digest('hex');
  const body = JSON.stringify({ logInByAccount: { accountName: 'admin', password } });
  const { text } = await get(`${url}/v1/accounts/login`, '', agent, 'PUT', body);
  return JSON.parse(text).inventory.uuid;
}
