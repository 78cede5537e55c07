import { describe, expect, it } from 'vitest';
import { isAdminOnly } from '../../src/sandbox/admin-apis.ts';
import { conformanceUuid as uuidOf } from '../../src/sandbox/conformance.ts';
import { registry } from '../request/registry.ts';
import { type Answer, type Cloud, openCloud } from './cloud.ts';

async function asTenant(): Promise<{ readonly cloud: Cloud; readonly session: string }> {
  const cloud = await openCloud({ seed: 'conformance' });
  return { cloud, session: await cloud.logIn('acc1', 'acc1') };
}

function errorOf({ status, json }: Answer): { code: string; details: string } {
  expect(status).toBe(503);
  return json.error;
}

describe('an account that is not the admin', () => {
  it('may not call what is for the admin alone', async () => {
    const { cloud, session } = await asTenant();
    const created = await cloud.done('POST', '/v1/zones', { session, body: { params: { name: 'mine' } } });
    expect(errorOf(created)).toMatchObject({
      code: 'ID.1002',
      details:
        'request api[name: org.zstack.header.zone.APICreateZoneMsg] is admin only, can not be executed by current user',
    });
    expect(errorOf(await cloud.ask('GET', '/v1/accounts', { session })).code).toBe('ID.1002');
    const zql = await cloud.ask('GET', `/v1/zql?zql=${encodeURIComponent('query account')}`, { session });
    expect(errorOf(zql)).toMatchObject({
      code: 'SYS.1006',
      details: 'the operations[org.zstack.header.identity.APIQueryAccountMsg] is denied',
    });
    expect((await cloud.ask('GET', '/v1/zones', { session })).json.inventories).toHaveLength(3);
    expect((await cloud.ask('GET', '/v1/hosts', { session })).json.inventories).toHaveLength(3);
  });

  it('changes what it owns, and nothing of others', async () => {
    const { cloud, session } = await asTenant();
    const rename = (machine: string): Promise<Answer> =>
      cloud.done('PUT', `/v1/vm-instances/${uuidOf(machine)}/actions`, {
        session,
        body: { updateVmInstance: { name: 'mine' } },
      });
    expect((await rename('v1')).json.inventory).toMatchObject({ name: 'mine' });
    const admin = '36c27e8ff05c4780bf6d2fa65700f22e';
    expect(errorOf(await rename('v4'))).toMatchObject({
      code: 'ID.1002',
      details: `operation denied. The resource[uuid: ${uuidOf('v4')}, type: VmInstanceVO,ownerAccountName:admin, ownerAccountUuid:${admin}] doesn't belong to the account[uuid: ${uuidOf('acc1')}]`,
    });
    // What is shared may be seen and used, and not be changed.
    expect(errorOf(await rename('v2')).code).toBe('ID.1002');
    const deleted = await cloud.done('DELETE', `/v1/vm-instances/${uuidOf('v3')}`, { session });
    expect(errorOf(deleted).code).toBe('ID.1002');
    const tagged = await cloud.done('POST', '/v1/user-tags', {
      session,
      body: { params: { resourceType: 'VmInstanceVO', resourceUuid: uuidOf('v4'), tag: 'x' } },
    });
    expect(errorOf(tagged).code).toBe('ID.1002');
  });

  it('changes itself, and no other account', async () => {
    const { cloud, session } = await asTenant();
    const rename = (account: string): Promise<Answer> =>
      cloud.done('PUT', `/v1/accounts/${uuidOf(account)}`, { session, body: { updateAccount: { name: 'new' } } });
    expect(errorOf(await rename('acc2')).code).toBe('ID.1002');
    expect((await rename('acc1')).json.inventory).toMatchObject({ name: 'new' });
  });

  it('stays within its quotas', async () => {
    const cloud = await openCloud();
    const admin = await cloud.logIn();
    const tenant = await cloud.logIn('ops', 'ops');
    const { json } = await cloud.ask('GET', '/v1/accounts?q=name=ops', { session: admin });
    const [{ uuid }] = json.inventories;
    const offering = (await cloud.ask('GET', '/v1/disk-offerings?limit=1', { session: admin })).json.inventories[0];
    await cloud.done('PUT', '/v1/accounts/resources/actions', {
      session: admin,
      body: { shareResource: { resourceUuids: [offering.uuid], toPublic: true } },
    });
    const usage = async (): Promise<number> =>
      (await cloud.ask('GET', `/v1/accounts/quota/${uuid}/usages`, { session: admin })).json.usages.find(
        ({ name }: { name: string }) => name === 'volume.data.num',
      ).used;
    const used = await usage();
    await cloud.done('PUT', '/v1/accounts/quotas/actions', {
      session: admin,
      body: { updateQuota: { identityUuid: uuid, name: 'volume.data.num', value: used + 1 } },
    });
    const create = (): Promise<Answer> =>
      cloud.done('POST', '/v1/volumes/data', {
        session: tenant,
        body: { params: { name: 'v', diskOfferingUuid: offering.uuid } },
      });
    expect((await create()).status).toBe(200);
    expect(errorOf(await create())).toMatchObject({
      code: 'ID.1003',
      details: `quota exceeding.The resource owner(or target resource owner) account[uuid: ${uuid} name: ops] exceeds a quota[name: volume.data.num, value: ${used + 1}], Current used:${used + 1}, Request:1. Please contact the administrator.`,
    });
    expect(await usage()).toBe(used + 1);
  });

  it('logs in only so often at a time', async () => {
    const cloud = await openCloud();
    const session = await cloud.logIn();
    await cloud.done('PUT', '/v1/global-configurations/identity/session.maxConcurrent/actions', {
      session,
      body: { updateGlobalConfig: { value: '2' } },
    });
    await cloud.logIn();
    await expect(cloud.logIn()).rejects.toThrow();
    cloud.pass(7200);
    await cloud.logIn();
  });
});

it('everybody may query what is not about accounts', () => {
  const closed = registry.apiNames().flatMap((name) => {
    const api = registry.api(name);
    return api?.kind === 'query' && isAdminOnly(api) ? [name] : [];
  });
  expect(closed).toEqual(['QueryAccount', 'QuerySharedResource']);
});
