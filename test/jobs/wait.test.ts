import { describe, expect, test } from 'vitest';
import { nodeOf, runOn, uuid } from './world.ts';

const vm = uuid(0xabc);
const rows = (...states: readonly (string | undefined)[]) =>
  states.map((state) => [200, { inventories: state === undefined ? [] : [{ uuid: vm, state }] }] as const);

describe('wait for a resource', () => {
  test('looks until it is as wanted, and shows it', async () => {
    const node = await nodeOf({ 'GET /vm-instances': rows(undefined, 'Starting', 'Running') });
    const { stdout, problem, slept } = await runOn(node.endpoint, `wait VmInstance ${vm}`, { for: 'state==Running' });
    expect(problem).toBeUndefined();
    expect(JSON.parse(stdout())).toEqual({ inventories: [{ uuid: vm, state: 'Running' }] });
    expect(slept()).toBe(4000);
    expect(node.targets()).toEqual(Array(3).fill(`GET /vm-instances?q=uuid=${vm}`));
  });

  test('may wait until it is gone', async () => {
    const node = await nodeOf({ 'GET /vm-instances': rows('Destroyed', undefined) });
    const { stdout, problem } = await runOn(node.endpoint, `wait QueryVmInstance ${vm}`, { for: '!@' });
    expect(problem).toBeUndefined();
    expect(JSON.parse(stdout())).toEqual({ inventories: [] });
  });

  test('ends at its time with the line that waits on, and outlives a lost connection until then', async () => {
    const node = await nodeOf({ 'GET /vm-instances': [...rows('Stopped'), [502, ''], ...rows('Stopped')] });
    const options = { for: "state=='Running'", timeout: 5000, poll: 1000 };
    const { stdout, problem } = await runOn(node.endpoint, `wait VmInstance ${vm}`, options);
    const line = `zstack-cli wait VmInstance ${vm} --for "state=='Running'"`;
    expect(problem).toMatchObject({ code: 'wait-timeout', facts: { kind: 'VmInstance', uuid: vm, seconds: 5, line } });
    expect(stdout()).toBe('');
  });

  test('finds the kind of a bare uuid', async () => {
    const named = [200, { inventories: [{ uuid: vm, resourceName: 'web', resourceType: 'VmInstanceVO' }] }] as const;
    const node = await nodeOf({ 'GET /resources/names': [named], 'GET /vm-instances': rows('Running') });
    const { problem } = await runOn(node.endpoint, `wait ${vm}`, { for: 'state==Running' });
    expect(problem).toBeUndefined();
    expect(node.targets()).toEqual([`GET /resources/names?uuids=${vm}`, `GET /vm-instances?q=uuid=${vm}`]);
  });

  test.each([
    [`wait VmInstanec ${vm}`, { for: 'x' }, 'unknown-kind', { kind: 'VmInstanec', nearest: ['VmInstance'] }],
    [`wait VmInstance ${vm}`, {}, 'option-needed', { option: '--for' }],
    [`wait VmInstance ${vm}`, { for: 'state=' }, 'bad-expression', {}],
    [`wait VmInstance ${vm} more`, { for: 'x' }, 'unexpected-word', { word: 'more' }],
    ['wait', {}, 'missing-words', {}],
    ['wait job-1', {}, 'unknown-job', {}],
    [`wait ${vm}`, { for: 'x' }, 'no-such-resource', { uuid: vm }],
  ])('%s %j is refused', async (line, options, code, facts) => {
    const node = await nodeOf({ 'GET /resources/names': [[200, { inventories: [] }]] });
    expect((await runOn(node.endpoint, line, options)).problem).toMatchObject({ code, facts });
  });
});

describe('wait for a job', () => {
  const job = 'd'.repeat(32);

  test('shows its result', async () => {
    const node = await nodeOf({
      'GET /api-jobs': [
        [202, {}],
        [200, { inventory: { uuid: vm } }],
      ],
    });
    const { stdout } = await runOn(node.endpoint, `wait ${job}`);
    expect(JSON.parse(stdout())).toEqual({ inventory: { uuid: vm } });
  });

  test('ends at its time', async () => {
    const node = await nodeOf({ 'GET /api-jobs': [[202, {}]] });
    const { problem, slept } = await runOn(node.endpoint, `wait ${job}`, { timeout: 5000 });
    expect(problem).toMatchObject({ code: 'job-timeout', facts: { jobUuid: job, seconds: 5 } });
    expect(slept()).toBe(5000);
  });
});

test('a call is waited for no longer than was said, and its job goes on', async () => {
  const node = await nodeOf({ 'POST /zones': [[202, { apiTimeout: 60_000 }]], 'GET /api-jobs': [[202, {}]] });
  const { problem, stdout, slept, context } = await runOn(node.endpoint, 'CreateZone name=z', { timeout: 5000 });
  expect(problem).toMatchObject({ code: 'job-timeout', facts: { api: 'CreateZone', jobUuid: uuid(1), seconds: 5 } });
  expect([stdout(), slept()]).toEqual(['', 5000]);
  expect(context.jobs().all()).toMatchObject([{ uuid: uuid(1), state: 'running' }]);
});
