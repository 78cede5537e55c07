import { describe, expect, it } from 'vitest';
import { type Answer, type Cloud, openCloud } from './cloud.ts';

const api = 'c'.repeat(32);

async function opened(): Promise<{ readonly cloud: Cloud; readonly session: string; readonly storage: string }> {
  const cloud = await openCloud();
  const session = await cloud.logIn();
  const { json } = await cloud.ask('GET', '/v1/backup-storage?q=name=bs-beijing', { session });
  return { cloud, session, storage: json.inventories[0].uuid };
}

function submit(cloud: Cloud, session: string, params: object): Promise<Answer> {
  return cloud.done('POST', '/v1/longjobs', { session, headers: { 'X-Job-UUID': api }, body: { params } });
}

function image(storage: string): string {
  return JSON.stringify({ name: 'img', url: 'http://x/y.qcow2', backupStorageUuids: [storage] });
}

describe('a long job', () => {
  it('runs the API inside it, and keeps what it answered', async () => {
    const { cloud, session, storage } = await opened();
    const { status, json } = await submit(cloud, session, { jobName: 'APIAddImageMsg', jobData: image(storage) });
    expect(status).toBe(200);
    const { uuid } = json.inventory;
    expect(json.inventory).toMatchObject({
      name: 'APIAddImageMsg',
      apiId: api,
      jobName: 'APIAddImageMsg',
      jobData: image(storage),
      state: 'Running',
    });
    const images = async (): Promise<{ status: string }[]> =>
      (await cloud.ask('GET', '/v1/images?q=name=img', { session })).json.inventories;
    expect((await images()).map((row) => row.status)).toEqual(['Downloading']);
    cloud.pass(3);
    const progress = await cloud.ask('GET', `/v1/task-progresses/${api}`, { session });
    expect(progress.json.inventories).toMatchObject([
      { taskName: 'org.zstack.header.image.APIAddImageMsg', type: 'Task', content: 'Checking the image' },
      { taskUuid: api, parentUuid: api, type: 'Progress', content: '60' },
    ]);
    cloud.pass(3);
    const done = await cloud.ask('GET', `/v1/longjobs/${uuid}`, { session });
    const [row] = done.json.inventories;
    expect(row).toMatchObject({ state: 'Succeeded', executeTime: 5 });
    expect(JSON.parse(row.jobResult)).toMatchObject({ inventory: { name: 'img', status: 'Ready' }, success: true });
    expect((await images()).map((each) => each.status)).toEqual(['Ready']);
    const end = await cloud.ask('GET', `/v1/task-progresses/${api}`, { session });
    expect(end.json.inventories.at(-1)).toMatchObject({ content: '100' });
  });

  it('is checked like the API itself', async () => {
    const { cloud, session } = await opened();
    const before = await cloud.ask('GET', '/v1/longjobs?count=true', { session });
    const failed = async (params: object): Promise<string> => {
      const { status, json } = await cloud.done('POST', '/v1/longjobs', { session, body: { params } });
      expect(status).toBe(503);
      return `${json.error.code} ${json.error.details}`;
    };
    expect(await failed({ jobName: 'APINothingMsg', jobData: '{}' })).toBe('SYS.1007 APINothingMsg is not an API');
    expect(await failed({ jobName: 'APIQueryZoneMsg', jobData: '{}' })).toBe('SYS.1007 APIQueryZoneMsg is not an API');
    expect(await failed({ jobName: 'APIAddImageMsg', jobData: '{"name":"x"}' })).toMatch(/^SYS.1007 field\[url\]/);
    expect(await failed({ jobName: 'APIAddImageMsg', jobData: '{' })).toMatch(/^SYS.1007 com.google.gson/);
    const after = await cloud.ask('GET', '/v1/longjobs?count=true', { session });
    expect(after.json.total).toBe(before.json.total);
  });

  it('fails as its API fails, and may run again', async () => {
    const { cloud, session, storage } = await opened();
    const data = JSON.stringify({ name: 'b', backupStorageUuid: storage });
    await cloud.done('PUT', `/v1/backup-storage/${storage}/actions`, {
      session,
      body: { changeBackupStorageState: { stateEvent: 'disable' } },
    });
    const { json } = await submit(cloud, session, { jobName: 'APICreateDatabaseBackupMsg', jobData: data });
    const { uuid, state, jobResult } = json.inventory;
    expect(state).toBe('Failed');
    expect(JSON.parse(jobResult)).toMatchObject({ detail: expect.stringContaining('Disabled') });
    const act = (body: object): Promise<Answer> => cloud.done('PUT', `/v1/longjobs/${uuid}/actions`, { session, body });
    expect((await act({ cancelLongJob: {} })).json.error).toMatchObject({
      code: 'SYS.1007',
      details: 'cannot cancel longjob that is failed',
    });
    await cloud.done('PUT', `/v1/backup-storage/${storage}/actions`, {
      session,
      body: { changeBackupStorageState: { stateEvent: 'enable' } },
    });
    const again = await act({ rerunLongJob: {} });
    expect(again.json.inventory).toMatchObject({ uuid, state: 'Running' });
    expect(again.json.inventory).not.toHaveProperty('jobResult');
    expect((await act({ rerunLongJob: {} })).json.error.details).toMatch(/^rerun longjob only when/);
    cloud.pass(30);
    expect((await act({ cancelLongJob: {} })).json.error.details).toBe('cannot cancel longjob that is succeeded');
    expect((await act({ resumeLongJob: {} })).json.error.details).toBe('can only resume longjob that is Suspended');
    expect((await act({ updateLongJob: { name: 'renamed' } })).json.inventory.name).toBe('renamed');
  });

  it('can be canceled while it runs, and deleted when it is over', async () => {
    const { cloud, session, storage } = await opened();
    const { json } = await submit(cloud, session, { jobName: 'APIAddImageMsg', jobData: image(storage) });
    const path = `/v1/longjobs/${json.inventory.uuid}`;
    const early = await cloud.ask('DELETE', path, { session });
    const refused = await cloud.ask('GET', early.json.location.replace(cloud.url, ''));
    expect(refused.json).toMatchObject({ error: { details: expect.stringMatching(/^delete longjob only when/) } });
    const cancel = await cloud.ask('PUT', `${path}/actions`, { session, body: { cancelLongJob: {} } });
    expect((await cloud.ask('GET', cancel.json.location.replace(cloud.url, ''))).status).toBe(200);
    const [row] = (await cloud.ask('GET', path, { session })).json.inventories;
    expect(row.state).toBe('Canceled');
    expect((await cloud.ask('GET', '/v1/images?q=name=img', { session })).json.inventories).toEqual([]);
    cloud.pass(60);
    expect((await cloud.ask('GET', '/v1/images?q=name=img', { session })).json.inventories).toEqual([]);
    expect((await cloud.done('DELETE', path, { session })).status).toBe(200);
    expect((await cloud.ask('GET', path, { session })).json.inventories).toEqual([]);
  });
});
