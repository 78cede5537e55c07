import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linuxProcesses } from '../../src/sandbox/lock.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { openStore } from '../../src/sandbox/sqlite.ts';
import { uuid } from '../harness/io.ts';
import { logInAt } from '../harness/log-in.ts';
import { registry } from '../request/registry.ts';

const program = path.resolve(import.meta.dirname, '../../bin/zstack-cli.js');

/** What was asked of processes that were killed, and what they said before. */
export interface Survived {
  readonly rounds: number;
  /** Calls of which somebody was told that they were accepted. */
  readonly accepted: number;
  /** Calls of which somebody was told that they were done. */
  readonly finished: number;
  /** Processes that were killed before they had ended. */
  readonly killed: number;
}

/**
 * Kills servers and one-shots at any moment while they create zones in one folder, for so many rounds or so long. Throws
 * where something is lost that was told to be done, is there twice, or the database is broken.
 */
export async function torture({
  rounds,
  seconds,
}: {
  readonly rounds: number;
  readonly seconds: number;
}): Promise<Survived> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-torture-'));
  const told: Told = { accepted: new Map(), finished: new Set(), killed: 0 };
  const end = performance.now() + seconds * 1000;
  let round = 0;
  try {
    await verify(folder, told);
    while (round < rounds && performance.now() < end) {
      // In every third round nobody serves, and two processes open the folder at once.
      if (round % 3 === 2) await Promise.all([oneShot(folder, told), oneShot(folder, told)]);
      else await serverRound(folder, told);
      round++;
      await verify(folder, told);
    }
    const { accepted, finished, killed } = told;
    return { rounds: round, accepted: accepted.size, finished: finished.size, killed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Told {
  /** The job of each zone that was accepted. */
  readonly accepted: Map<string, string>;
  /** Zones. */
  readonly finished: Set<string>;
  killed: number;
}

async function serverRound(folder: string, told: Told): Promise<void> {
  const server = spawn(
    process.execPath,
    [program, 'sandbox', 'start', '--foreground', '--data', folder],
    options(folder),
  );
  const url = await new Promise<string | undefined>((resolve) => {
    server.stdout?.on('data', (chunk: Buffer) => resolve(/http:\S+zstack/.exec(chunk.toString())?.[0]));
    server.on('exit', () => resolve(undefined));
  });
  if (url === undefined) throw new Error('the sandbox does not start');
  const session = await logInAt(url);
  const work = Promise.all(Array.from({ length: 4 }, () => createUntilKilled(url, session, told)));
  await sleep(randomInt(600));
  await kill(server, told);
  await work;
}

/** Creates one zone after the other, and looks for the end of each. */
async function createUntilKilled(url: string, session: string, told: Told): Promise<void> {
  try {
    for (;;) {
      const [zone, job] = [uuid(), uuid()];
      const headers = { Authorization: `OAuth ${session}`, 'X-Job-UUID': job };
      const body = JSON.stringify({ params: { name: zone, resourceUuid: zone } });
      const { status } = await fetch(`${url}/v1/zones`, { method: 'POST', headers, body });
      if (status !== 202) throw new Error(`a zone is answered with ${status}`);
      told.accepted.set(zone, job);
      for (let polled = 202; polled !== 200; await sleep(20)) {
        polled = (await fetch(`${url}/v1/api-jobs/${job}`)).status;
        if (polled > 202) throw new Error(`a job is answered with ${polled}`);
      }
      told.finished.add(zone);
    }
  } catch (error) {
    // What fetch says of a server that is gone.
    if (!(error instanceof TypeError)) throw error;
  }
}

async function oneShot(folder: string, told: Told): Promise<void> {
  const zone = uuid();
  const words = ['--sandbox', '--data', folder, 'CreateZone', `name=${zone}`, `resourceUuid=${zone}`];
  const child = spawn(process.execPath, [program, ...words], options(folder));
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const code = await Promise.race([ended, sleep(randomInt(2500))]);
  if (code === undefined) return kill(child, told);
  if (code !== 0) throw new Error(`a one-shot exits with ${code}`);
  told.finished.add(zone);
}

function options(folder: string): SpawnOptions {
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, NODE_EXTRA_CA_CERTS: '' };
  return { env, stdio: ['ignore', 'pipe', 'inherit'] };
}

function kill(child: ChildProcess, told: Told): Promise<void> {
  told.killed++;
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.on('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Opens the folder once more and looks at everything. */
async function verify(folder: string, told: Told): Promise<void> {
  // All jobs are over in an hour.
  const ahead = 3_600_000;
  const sandbox = await startSandbox({
    registry,
    folder,
    seed: 'empty',
    port: 0,
    processes: linuxProcesses(),
    now: () => Date.now() + ahead,
    sleep: async () => undefined,
    uuid,
  });
  try {
    const session = await logInAt(sandbox.url);
    const zones = await fetch(`${sandbox.url}/v1/zones?limit=1000000&fields=uuid`, {
      headers: { Authorization: `OAuth ${session}` },
    });
    const { inventories } = (await zones.json()) as { inventories: readonly { uuid: string }[] };
    const uuids = inventories.map((zone) => zone.uuid);
    if (new Set(uuids).size !== uuids.length) throw new Error('a zone is there twice');
    const there = new Set(uuids);
    const lost = [...told.finished, ...told.accepted.keys()].filter((zone) => !there.has(zone));
    if (lost.length > 0) throw new Error(`${lost.length} zones are lost: ${lost[0]}`);
    const [last] = [...told.accepted.values()].slice(-1);
    if (last !== undefined) {
      const { status } = await fetch(`${sandbox.url}/v1/api-jobs/${last}`);
      if (status !== 200) throw new Error(`the job ${last} is answered with ${status}`);
    }
  } finally {
    await sandbox.stop();
  }
  const store = await openStore({ folder, processes: linuxProcesses(), uuid, create: () => undefined });
  const checked = await store.transaction((db) => db.all('PRAGMA integrity_check'));
  store.close();
  if (checked[0]?.integrity_check !== 'ok') throw new Error(`the database is broken: ${JSON.stringify(checked)}`);
}

function sleep(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
