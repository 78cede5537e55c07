import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openShell, requireBuild } from '../harness/shell.ts';

let program = '';
beforeAll(() => {
  requireBuild();
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-node-'));
  program = path.join(folder, 'node.cjs');
  const entryPoints = [path.join(import.meta.dirname, 'node.ts')];
  buildSync({ entryPoints, bundle: true, platform: 'node', outfile: program });
  return () => rmSync(folder, { recursive: true, force: true });
});

/** Starts a node on the file; gives its port and its process. */
async function startNode(file: string, port: number, moment: string): Promise<{ port: number; child: ChildProcess }> {
  const child = fork(program, [file, String(port), moment]);
  const listening = await new Promise<number>((resolve) => child.once('message', (at) => resolve(at as number)));
  return { port: listening, child };
}

/** Calls CreateZone while the node dies at the moment and comes back half a second later. */
async function createZone(moment: string) {
  const shell = openShell();
  const file = path.join(shell.home, 'node.json');
  const first = await startNode(file, 0, moment);
  let second: ChildProcess | undefined;
  onTestFinished(() => {
    first.child.removeAllListeners('exit').kill('SIGKILL');
    second?.kill('SIGKILL');
    shell.close();
  });
  const restarted = new Promise<void>((resolve) => {
    first.child.once('exit', () =>
      setTimeout(async () => {
        second = (await startNode(file, first.port, 'never')).child;
        resolve();
      }, 500),
    );
  });
  const call = `ZSTACK_SESSION_ID=s zstack-cli --url http://127.0.0.1:${first.port}/zstack`;
  const happened = await shell.run(`${call} CreateZone name=z`);
  if (moment !== 'never') await restarted;
  const uuid = path.parse(readdirSync(path.join(shell.home, '.local/state/zstack-cli/jobs'))[0] ?? '').name;
  const kept = () => JSON.parse(readFileSync(file, 'utf8')) as { jobs: object; zones: readonly object[] };
  return { shell, call, happened, uuid, kept };
}

describe('a node that is killed', { timeout: 60_000 }, () => {
  test.each(['after it accepted', 'within its answer', 'after its answer', 'while it is polled', 'never'])(
    '%s: the call ends well and the zone is there once',
    async (moment) => {
      const { happened, uuid, kept } = await createZone(moment);
      expect(happened).toMatchObject({ exit: 0, stderr: '' });
      expect(JSON.parse(happened.stdout)).toEqual({ inventory: { uuid, name: 'z' } });
      expect(kept().zones).toHaveLength(1);
      expect(Object.keys(kept().jobs)).toEqual([uuid]);
    },
  );

  test('before it accepts: that is said, nothing is done, and calling again does it once', async () => {
    const { shell, call, happened, uuid, kept } = await createZone('before it accepts');
    expect(happened).toMatchObject({ exit: 6, stdout: '' });
    expect(happened.stderr).toContain(`knows no job ${uuid}: CreateZone was not accepted`);
    expect(kept).toThrow('ENOENT');
    expect((await shell.run(`${call} CreateZone name=z`)).exit).toBe(0);
    expect(kept().zones).toHaveLength(1);
  });
});

test('a program that is killed while it waits loses nothing: another shell attaches', { timeout: 60_000 }, async () => {
  const shell = openShell();
  const { port, child } = await startNode(path.join(shell.home, 'node.json'), 0, 'never');
  onTestFinished(() => {
    child.kill('SIGKILL');
    shell.close();
  });
  const main = path.resolve(import.meta.dirname, '../../bin/zstack-cli.js');
  const words = ['--url', `http://127.0.0.1:${port}/zstack`, 'CreateZone', 'name=z'];
  const caller = spawn(process.execPath, [main, ...words], {
    env: { ...shell.env, ZSTACK_SESSION_ID: 's' },
    stdio: 'ignore',
  });
  const folder = path.join(shell.home, '.local/state/zstack-cli/jobs');
  const jobs = (): readonly string[] => {
    try {
      return readdirSync(folder).filter((name) => name.endsWith('.json'));
    } catch {
      return [];
    }
  };
  while (jobs().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  while (!readFileSync(path.join(folder, jobs()[0] as string), 'utf8').includes('"running"'))
    await new Promise((resolve) => setTimeout(resolve, 10));
  caller.kill('SIGKILL');
  const uuid = path.parse(jobs()[0] as string).name;
  const attached = await shell.run(`zstack-cli attach ${uuid.slice(0, 6)}`);
  expect(attached).toMatchObject({ exit: 0, stderr: '' });
  expect(JSON.parse(attached.stdout)).toEqual({ inventory: { uuid, name: 'z' } });
  const listed = JSON.parse((await shell.run('zstack-cli jobs')).stdout);
  expect(listed.jobs).toMatchObject([{ uuid, api: 'CreateZone', state: 'succeeded' }]);
});
