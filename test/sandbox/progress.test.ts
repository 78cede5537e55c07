import { describe, expect, it } from 'vitest';
import { openCloud } from './cloud.ts';

describe('the progress of a call', () => {
  it('is told from its begin to five minutes after its end, as a list or as a tree', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    const { json } = await cloud.ask('GET', '/v1/backup-storage?q=name=bs-beijing', { session });
    const job = 'd'.repeat(32);
    const progress = async (query = '') =>
      (await cloud.ask('GET', `/v1/task-progresses/${job}${query}`, { session })).json.inventories;
    expect(await progress()).toEqual([]);
    await cloud.ask('POST', '/v1/database-backups', {
      session,
      headers: { 'X-Job-UUID': job },
      body: { params: { name: 'mine', backupStorageUuid: json.inventories[0].uuid } },
    });
    cloud.pass(1);
    const taskName = 'org.zstack.header.storage.database.backup.APICreateDatabaseBackupMsg';
    const task = { taskUuid: job, taskName, type: 'Task', content: 'Dumping the database', arguments: '[]' };
    const percentage = { taskUuid: job, taskName, parentUuid: job, type: 'Progress', content: '16' };
    expect(await progress()).toMatchObject([task, percentage]);
    expect(await progress('?all=true')).toMatchObject([{ ...task, subTasks: [percentage] }]);
    cloud.pass(5 + 299);
    const ended = await progress();
    expect(ended.at(-1)).toMatchObject({ content: '100' });
    expect(ended.at(-1).time).toBe(Date.parse('2026-03-12T10:30:06Z'));
    cloud.pass(1);
    expect(await progress()).toEqual([]);
  });

  it('is there only for who is logged in, and for a proper id', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    const { json } = await cloud.ask('GET', '/v1/task-progresses/X', { session });
    expect(json.error).toMatchObject({ code: 'SYS.1007', details: 'parameter apiId[X] is not a valid uuid.' });
    expect((await cloud.ask('GET', `/v1/task-progresses/${'d'.repeat(32)}`)).status).toBe(400);
  });
});

it('a job that changed nothing says so', async () => {
  const cloud = await openCloud();
  const session = await cloud.logIn();
  const { json } = await cloud.ask('GET', '/v1/hosts?limit=1', { session });
  const [{ uuid }] = json.inventories;
  const done = await cloud.done('PUT', `/v1/hosts/kvm/${uuid}/actions`, {
    session,
    body: { identifyHost: { interval: 1 } },
  });
  expect([done.status, done.headers['x-sandbox']]).toEqual([200, 'acknowledged only']);
  const changed = await cloud.done('PUT', `/v1/hosts/${uuid}/actions`, {
    session,
    body: { changeHostState: { stateEvent: 'disable' } },
  });
  expect([changed.status, changed.headers['x-sandbox']]).toEqual([200, undefined]);
});
