import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { endpointOf } from '../../src/client/wire.ts';
import type { Context } from '../../src/context.ts';
import { CliError } from '../../src/errors.ts';
import { readLine } from '../../src/language/words.ts';
import { runLine } from '../../src/line.ts';
import type { JobRecord } from '../../src/settings/jobs.ts';
import { stageAt } from '../harness/context.ts';
import { registry } from '../request/registry.ts';
import { nodeOf, runOn, uuid } from './world.ts';

type Attached = Awaited<ReturnType<typeof runOn>>;

/** Runs `attach` where these jobs are known already. */
async function attachWith(
  endpoint: { readonly url: string },
  records: readonly Partial<JobRecord>[],
  line = 'attach',
): Promise<Attached> {
  const stage = stageAt(endpointOf(endpoint.url), registry);
  // Jobs are asked after for a moment only, so that time has to pass as it does.
  const io = { ...stage.context.io, sleep: (ms: number, signal?: AbortSignal) => wait(ms, undefined, { signal }) };
  for (const record of records) keep(stage.context, { url: endpoint.url, ...record });
  const problem = await runLine(readLine(line), { ...stage.context, io }, stage.connect).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { ...stage, problem };
}

function keep(context: Context, record: Partial<JobRecord>): void {
  const usual = {
    uuid: uuid(1),
    api: 'CreateZone',
    profile: 'default',
    url: '',
    state: 'running',
    startedAt: 0,
  } as const;
  context.jobs().begin({ ...usual, startedAt: context.io.now(), ...record });
}

const done = [200, { inventory: { uuid: 'z' } }] as const;
const urlOf = ({ host, port }: { readonly host: string; readonly port: number }) => ({ url: `http://${host}:${port}` });

describe('attach without a word', () => {
  test('takes the only job that runs', async () => {
    const node = await nodeOf({ [`GET /api-jobs/${uuid(1)}`]: [[202, {}], [202, {}], done] });
    const { stdout, problem } = await attachWith(urlOf(node.endpoint), [{}, { uuid: uuid(2), state: 'succeeded' }]);
    expect(problem).toBeUndefined();
    expect(JSON.parse(stdout())).toEqual({ inventory: { uuid: 'z' } });
  });

  test('says which there are where nobody can be asked', async () => {
    const node = await nodeOf({ 'GET /api-jobs': [[202, {}]] });
    const { problem } = await attachWith(urlOf(node.endpoint), [{}, { uuid: uuid(2) }]);
    const jobs = expect.arrayContaining([`${uuid(1)} CreateZone`, `${uuid(2)} CreateZone`]);
    expect(problem).toMatchObject({ code: 'which-job', facts: { jobs } });
  });

  test('counts no job that ended meanwhile', async () => {
    const node = await nodeOf({ 'GET /api-jobs': [done] });
    const { problem } = await attachWith(urlOf(node.endpoint), [{}]);
    expect(problem).toMatchObject({ code: 'no-open-job' });
  });
});

describe('attach', () => {
  test('asks where the job was begun, whatever the options say now', async () => {
    const node = await nodeOf({ 'GET /api-jobs': [done] });
    const { stdout, problem, context } = await attachWith(
      { url: 'http://127.0.0.1:9' },
      [{ ...urlOf(node.endpoint), profile: 'one that is gone' }],
      `attach ${uuid(1)}`,
    );
    expect(problem).toBeUndefined();
    expect(JSON.parse(stdout())).toEqual({ inventory: { uuid: 'z' } });
    expect(context.jobs().all()).toMatchObject([{ state: 'succeeded' }]);
  });

  test('says at once that nothing is there to ask', async () => {
    const { problem, slept } = await runOn(endpointOf('127.0.0.1:9'), `attach ${uuid(1)}`);
    expect(problem).toBeInstanceOf(CliError);
    expect(problem).toMatchObject({ code: 'unreachable' });
    expect(slept()).toBe(0);
  });
});

test('waiting for a resource ends at once where nothing is there to ask', async () => {
  const { problem, slept } = await runOn(endpointOf('127.0.0.1:9'), `wait VmInstance ${uuid(1)}`, { for: 'state' });
  expect(problem).toMatchObject({ code: 'unreachable' });
  expect(slept()).toBeLessThan(10_000);
});
