import { describe, expect, test } from 'vitest';
import { readLine } from '../../src/language/words.ts';
import { runLine } from '../../src/line.ts';
import { nodeOf, runOn, uuid } from './world.ts';

const long = 'f'.repeat(32);
const inventory = (state: string, more: object = {}) => ({
  uuid: long,
  name: 'img',
  apiId: uuid(1),
  jobName: 'APIAddImageMsg',
  jobData: '{}',
  state,
  ...more,
});
const submit = "SubmitLongJob jobName=APIAddImageMsg jobData='{}'";
const begun = {
  'POST /longjobs': [[202, {}]],
  [`GET /api-jobs/${uuid(1)}`]: [[200, { inventory: inventory('Running') }]],
} as const;
const rows = (...states: readonly object[]) => states.map((row) => [200, { inventories: [row] }] as const);

describe('a long job', () => {
  test('is followed to its end, and answers as the API that it runs', async () => {
    const event = '{"success":true,"inventory":{"uuid":"i","name":"img","size":9223372036854775807}}';
    const node = await nodeOf({
      ...begun,
      'GET /longjobs': rows(inventory('Waiting'), inventory('Running'), inventory('Succeeded', { jobResult: event })),
    });
    const { problem, stdout, context } = await runOn(node.endpoint, submit);
    expect(problem).toBeUndefined();
    expect(stdout()).toContain('9223372036854775807');
    expect(context.jobs().all()).toMatchObject([
      { uuid: long, api: 'AddImage', long: true, state: 'succeeded' },
      { uuid: uuid(1), api: 'SubmitLongJob', state: 'succeeded' },
    ]);
    expect(node.targets().filter((target) => target.startsWith('GET /longjobs'))).toEqual(
      Array(3).fill(`GET /longjobs?q=uuid=${long}`),
    );
  });

  test('that only says that it succeeded is shown itself', async () => {
    const done = inventory('Succeeded', { jobResult: 'Succeeded' });
    const node = await nodeOf({ ...begun, 'GET /longjobs': rows(done) });
    const { stdout } = await runOn(node.endpoint, submit);
    expect(JSON.parse(stdout())).toEqual({ inventory: done });
  });

  test.each([
    [
      'Failed',
      '{"message":{"message_en":"no space","message_cn":"空间不足"},"detail":"disk full","cause":"qemu"}',
      { canceled: false, error: { details: 'disk full', elaboration: 'no space', rootCause: 'qemu' } },
      'AddImage failed: no space',
    ],
    ['Failed', 'plain words', { canceled: false, error: { details: 'plain words' } }, 'AddImage failed: plain words'],
    ['Failed', undefined, { canceled: false, error: {} }, 'AddImage failed'],
    ['Canceled', '{"detail":"by admin"}', { canceled: true, error: { details: 'by admin' } }, 'was canceled: by admin'],
  ])('that ended as %s with %s is a failure', async (state, jobResult, facts, told) => {
    const node = await nodeOf({ ...begun, 'GET /longjobs': rows(inventory(state, { jobResult })) });
    const { problem, stdout, context } = await runOn(node.endpoint, submit);
    expect(problem).toMatchObject({ code: 'long-job-failed', facts: { api: 'AddImage', jobUuid: long, ...facts } });
    expect(context.text.problems['long-job-failed']((problem as never as { facts: never }).facts).text).toContain(told);
    expect(stdout()).toBe('');
    expect(context.jobs().all()[0]).toMatchObject({ uuid: long, state: 'failed' });
  });

  test('outlives a lost connection, and goes on when the time is over', async () => {
    const node = await nodeOf({ ...begun, 'GET /longjobs': [...rows(inventory('Running')), [502, 'gateway']] });
    const { problem, context, slept } = await runOn(node.endpoint, `attach ${uuid(1)}`, { timeout: 20_000 });
    expect(problem).toMatchObject({ code: 'job-timeout', facts: { api: 'AddImage', jobUuid: long, seconds: 20 } });
    expect(context.jobs().all()).toMatchObject([{ uuid: long, api: 'AddImage', long: true, state: 'running' }]);
    expect(slept()).toBeGreaterThanOrEqual(20_000);
  });

  test('is attached to by its own uuid, known here or not', async () => {
    const done = rows(inventory('Succeeded', { jobResult: '{"inventory":{"uuid":"i"}}' }));
    const node = await nodeOf({ 'GET /longjobs': done, 'GET /api-jobs': [[404, 'the job has been expired']] });
    const { stdout, problem, context, connect } = await runOn(node.endpoint, `attach ${long}`);
    expect(problem).toBeUndefined();
    expect(JSON.parse(stdout())).toEqual({ inventory: { uuid: 'i' } });
    await runLine(readLine(`attach ${long.slice(0, 4)}`), context, connect);
    expect(node.targets().filter((target) => target.startsWith('GET /api-jobs'))).toHaveLength(1);
  });

  test('is not followed by --no-wait, nor where the API only changes one', async () => {
    const node = await nodeOf({
      ...begun,
      'PUT /longjobs': [[202, {}]],
      'GET /longjobs': rows(inventory('Running')),
    });
    const { stdout } = await runOn(node.endpoint, submit, { wait: false });
    expect(JSON.parse(stdout())).toEqual({ job: { uuid: uuid(1), api: 'SubmitLongJob' } });
    const update = await runOn(node.endpoint, `UpdateLongJob uuid=${long} name=x`);
    expect(JSON.parse(update.stdout())).toEqual({ inventory: inventory('Running') });
    expect(node.targets().filter((target) => target.startsWith('GET /longjobs'))).toEqual([]);
  });
});
