import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runScript, worse } from '../../src/batch/batch.ts';
import { type Checkpoint, openCheckpoint } from '../../src/batch/checkpoint.ts';
import type { Endpoint } from '../../src/client/wire.ts';
import { type Options, PipeClosed } from '../../src/context.ts';
import { answer, httpNode, type Node } from '../client/world.ts';
import { stageAt } from '../harness/context.ts';
import { registry } from '../request/registry.ts';

const uuid = (n: number): string => n.toString(16).padStart(32, '0');
const urls = (node: Node): readonly string[] =>
  node.seen.map(({ method, url }) => `${method} ${decodeURIComponent(url).replace('/zstack/v1', '')}`);

/** Answers a query with the name that it asks for; the slower, the longer the name. */
const echoing = () =>
  httpNode(({ url }, response) => {
    const name = /name=(\w+)/.exec(url)?.[1] ?? '';
    if (name === 'bad') return void response.writeHead(503).end('{"error":{"code":"SYS.1000","details":"no"}}');
    setTimeout(() => response.end(JSON.stringify({ inventories: [{ name }] })), name.length * 20);
  });

async function play(endpoint: Endpoint, script: string, asked: Partial<Options> = {}) {
  const stage = stageAt(endpoint, registry, { errorFormat: 'text', ...asked });
  const file = path.join(stage.context.folders.state, 'script');
  writeFileSync(file, script);
  const again = (more: Partial<Options> = {}) =>
    runScript(file, { ...stage.context, options: { ...stage.context.options, ...more } }, stage.connect);
  const code = await again().catch((error) => error);
  return {
    ...stage,
    code,
    again,
    file,
    names: () => [...stage.stdout().matchAll(/"name": ?"(\w+)"/g)].map(([, name]) => name),
  };
}

describe('the lines of a script', () => {
  test('run one after the other over one connection', async () => {
    const node = await echoing();
    const { code, names, stderr } = await play(node.endpoint, 'QueryZone name=aaa\n# no\nQueryZone name=b\n');
    expect(code).toBe(0);
    expect(names()).toEqual(['aaa', 'b']);
    expect(node.connections()).toBe(1);
    expect(stderr()).toBe('2 lines done, 0 s\n');
  });

  test('run at once, and their answers come in their order', async () => {
    const node = await echoing();
    const lines = ['aaaaaaaa', 'b', 'ccccc', 'd', 'eee'];
    const { names } = await play(node.endpoint, lines.map((name) => `QueryZone name=${name}`).join('\n'), {
      parallel: 3,
    });
    expect(names()).toEqual(lines);
    expect(node.seen.map(({ url }) => /name=(\w+)/.exec(url)?.[1])).not.toEqual([]);
    expect(node.connections()).toBe(3);
  });

  test('end at the first that fails, and say which', async () => {
    const node = await echoing();
    const { code, stderr, file } = await play(node.endpoint, 'QueryZone name=a\n\nQueryZone nmae=b\nQueryZone name=c');
    expect(code).toBe(2);
    expect(stderr()).toBe(
      `${file}:3: error: Zone has no field “nmae”\n  QueryZone nmae=b\n            ^^^^\n  did you mean name?\n` +
        '1 line done, 1 failed, the rest was not begun, 0 s\n',
    );
    expect(node.seen).toHaveLength(1);
  });

  test('go on after one that fails where that is asked for, and the worst exit code counts', async () => {
    const node = await echoing();
    const script = 'QueryZone name=bad\nQueryZone name=a\nQueryZone nmae=b\nQueryZone name=c';
    const { code, names } = await play(node.endpoint, script, { onError: 'continue', parallel: 2 });
    expect(code).toBe(2);
    expect(names()).toEqual(['a', 'c']);
  });

  test('give one object each as JSON lines, in order, whatever came of them', async () => {
    const node = await echoing();
    const script = "QueryZone name=aaaa\nQueryZone name=bad\nhelp\nQueryZone name='";
    const { stdout, stderr } = await play(node.endpoint, script, { output: 'jsonl', onError: 'continue', parallel: 4 });
    const lines = stdout()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { inventories: [{ name: 'aaaa' }] },
      { file: expect.any(String), line: 2, code: 'SYS.1000', api: 'QueryZone' },
      { commands: expect.any(Array) },
      { line: 4, code: 'unclosed-quote' },
    ]);
    expect(stderr()).toBe('2 lines done, 2 failed, 0 s\n');
  });

  test('begin no faster than they should', async () => {
    const node = await echoing();
    const { slept } = await play(node.endpoint, 'QueryZone name=a\n'.repeat(5), { throttle: 250 });
    expect(slept()).toBe(1000);
  });

  test('do nothing that asks', async () => {
    const node = await echoing();
    const { code, stderr } = await play(node.endpoint, `DeleteZone uuid=${uuid(9)}`);
    expect(code).toBe(2);
    expect(stderr()).toContain('add --yes');
    expect(node.connections()).toBe(0);
  });

  test('end without a word when nobody reads any more', async () => {
    const node = await echoing();
    for (const asked of [{}, { parallel: 2 }, { output: 'jsonl' }] as const) {
      const stage = stageAt(node.endpoint, registry, asked);
      const file = path.join(stage.context.folders.state, 'script');
      writeFileSync(file, 'QueryZone name=a\n'.repeat(9));
      const closed = { ...stage.context.io.stdout, write: () => Promise.reject(new PipeClosed()) };
      const context = { ...stage.context, io: { ...stage.context.io, stdout: closed } };
      expect(await runScript(file, context, stage.connect)).toBe(0);
      expect(stage.stderr()).toBe('');
    }
    expect(node.seen.length).toBeLessThan(15);
  });

  test('may be none', async () => {
    const { code, stdout } = await play((await echoing()).endpoint, '# nothing\n');
    expect([code, stdout()]).toEqual([0, '']);
  });
});

describe('a script that is resumed', () => {
  const accepted = answer(202, '{}');
  const done = answer(200, '{"inventory":{"uuid":"z","name":"z"}}');
  const unknown = answer(404, 'the job has been expired');
  const job = { uuid: uuid(0xabc), api: 'CreateZone' };
  const line = 'CreateZone name=z';

  /** Resumes a script of one line as a run left it that was killed; `hours` ago. */
  async function resume(
    reactions: readonly ReturnType<typeof answer>[],
    left: (checkpoint: Checkpoint) => void,
    { script = line, hours = 0 } = {},
  ) {
    const node = await httpNode(...reactions);
    const stage = stageAt(node.endpoint, registry);
    const { io, folders, options } = stage.context;
    const checkpoint = path.join(folders.state, 'checkpoint');
    const before = { ...io, now: () => io.now() - hours * 3_600_000 };
    left(openCheckpoint(checkpoint, false, before));
    const file = path.join(folders.state, 'script');
    writeFileSync(file, script);
    const run = () =>
      runScript(
        file,
        { ...stage.context, options: { ...options, file, checkpoint, resume: true, onError: 'continue' } },
        stage.connect,
      );
    return { ...stage, node, code: await run(), run };
  }
  const begun = (checkpoint: Checkpoint): void => {
    checkpoint.begin(1, line);
    checkpoint.job(1, job);
  };

  test('does nothing twice', async () => {
    const { node, code, stderr, stdout } = await resume([done], (checkpoint) => {
      checkpoint.begin(1, line);
      checkpoint.end(1, 'done');
    });
    expect([code, node.seen.length, stdout()]).toEqual([0, 0, '']);
    expect(JSON.parse(stderr())).toEqual({ summary: { succeeded: 0, failed: 0, before: 1, left: false, seconds: 0 } });
  });

  test('finds the job again that was on its way, and shows what came of it', async () => {
    const { node, code, stdout, run } = await resume([accepted, done], begun);
    expect(code).toBe(0);
    expect(JSON.parse(stdout())).toEqual({ inventory: { uuid: 'z', name: 'z' } });
    expect(urls(node)).toEqual(Array(2).fill(`GET /api-jobs/${job.uuid}`));
    expect(await run()).toBe(0);
    expect(node.seen).toHaveLength(2);
  });

  test('sends under the same id what never arrived', async () => {
    const { node, code } = await resume([unknown, accepted, done], begun);
    expect(code).toBe(0);
    expect(urls(node)).toEqual([`GET /api-jobs/${job.uuid}`, 'POST /zones', `GET /api-jobs/${job.uuid}`]);
    expect(node.seen[1]?.headers['x-job-uuid']).toBe(job.uuid);
  });

  test('sends anew what failed, and what had not been sent', async () => {
    for (const left of [
      (checkpoint: Checkpoint) => checkpoint.begin(1, line),
      (checkpoint: Checkpoint) => {
        begun(checkpoint);
        checkpoint.end(1, 'failed');
      },
    ]) {
      const { node, code } = await resume([accepted, done], left);
      expect(code).toBe(0);
      expect(urls(node)[0]).toBe('POST /zones');
      expect(node.seen[0]?.headers['x-job-uuid']).not.toBe(job.uuid);
    }
  });

  test('does not send what the server may have forgotten, until somebody insists', async () => {
    const { node, code, stderr, run } = await resume([unknown, accepted, done], begun, { hours: 3 });
    expect(code).toBe(2);
    expect(stderr()).toContain('nobody knows whether it arrived');
    expect(urls(node)).toEqual([`GET /api-jobs/${job.uuid}`]);
    expect(await run()).toBe(0);
    expect(urls(node)).toContain('POST /zones');
  });

  test('does not send again what leaves no trace', async () => {
    const script = 'ReloadLicense';
    const { node, code, stderr } = await resume([done], (checkpoint) => checkpoint.begin(1, script), { script });
    expect(stderr()).toContain('nobody knows whether it arrived');
    expect([code, node.seen.length]).toEqual([2, 0]);
  });
});

test.each([
  [0, 4, 4],
  [4, 1, 1],
  [1, 5, 5],
  [6, 5, 6],
  [6, 3, 3],
  [2, 3, 2],
  [130, 2, 130],
] as const)('of %d and %d the worse is %d', (one, other, worst) => {
  expect(worse(one, other)).toBe(worst);
  expect(worse(other, one)).toBe(worst);
});
