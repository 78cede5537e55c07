import { describe, expect, it } from 'vitest';
import { ExactNumber } from '../../src/json/json.ts';
import { build, mistakes, sent } from './build.ts';

const uuid = '9f5010336a233d6ebbd82594a6d56e7c';

it('a create puts its parameters under the wrapper', () => {
  const { request } = build(`CreateDatabaseBackup name=mine backupStorageUuid=${uuid} systemTags=a,b`);
  expect(request).toMatchObject({
    method: 'POST',
    path: '/database-backups',
    query: [],
    needPoll: true,
    body: { params: { name: 'mine', backupStorageUuid: uuid, systemTags: ['a', 'b'] } },
  });
});

it('an action has its own name as wrapper and its uuid in the path', () => {
  const { request } = build(`StartVmInstance uuid=${uuid}`);
  expect(request).toMatchObject({
    method: 'PUT',
    path: `/vm-instances/${uuid}/actions`,
    body: { startVmInstance: {} },
  });
});

it('a wrapper is used as the server has it, however odd', () => {
  const { request } = build(`AttachIsoToVmInstance isoUuid=${uuid} vmInstanceUuid=${uuid}`);
  expect(Object.keys(request.body ?? {})).toEqual(['null']);
});

it('a delete puts the rest in the query string', () => {
  expect(sent(`DeleteZone uuid=${uuid} deleteMode=Enforcing`)).toBe(`DELETE /zones/${uuid}?deleteMode=Enforcing`);
});

it('lists repeat their name and maps are dotted in a query string', () => {
  expect(sent('GetResourceNames uuids=a,b uuids=c')).toBe('GET /resources/names?uuids=a&uuids=b&uuids=c');
  expect(sent(`LogOut sessionUuid=s clientInfo='{"clientIp":"1.2.3.4"}'`)).toBe(
    'DELETE /accounts/sessions/s?clientInfo.clientIp=1.2.3.4',
  );
});

it('path variables are encoded', () => {
  expect(build('DeleteZone uuid=a/../b?c').request.path).toBe('/zones/a%2F..%2Fb%3Fc');
});

describe('passwords', () => {
  it('of an account travel as SHA-512 and are never to be shown', () => {
    const { request } = build('LogInByAccount accountName=admin password=password');
    const { password } = (request.body as { logInByAccount: { password: string } }).logInByAccount;
    expect(password).toMatch(/^b109f3bb[0-9a-f]{112}bc86$|^b109f3bb[0-9a-f]{120}$/);
    expect(request).toMatchObject({ needSession: false, secrets: [['logInByAccount', 'password']] });
  });

  it('of a directory travel as they are', () => {
    expect(build('LogInByLdap uid=me password=clear').request.body).toEqual({
      logInByLdap: { uid: 'me', password: 'clear' },
    });
  });
});

describe('values', () => {
  const value = (word: string) =>
    Object.values(
      (build(`UpdateVmInstance uuid=${uuid} ${word}`).request.body as { updateVmInstance: object }).updateVmInstance,
    )[0];
  it.each<[string, unknown]>([
    ['cpuNum=4', 4],
    ['cpuNum=+4', 4],
    ['memorySize=9223372036854775807', new ExactNumber('9223372036854775807')],
    ['name=null', 'null'],
    ['name=', ''],
    ['name=a=b', 'a=b'],
    [`systemTags='["a,b","c"]'`, ['a,b', 'c']],
    [`'systemTags=a\\,b,c'`, ['a,b', 'c']],
    ['systemTags=', []],
  ])('%s', (word, expected) => {
    expect(value(word)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['cpuNum=four', ['bad-value four']],
    ['cpuNum=2147483648', ['bad-value 2147483648']],
    ['memorySize=9223372036854775808', ['bad-value 9223372036854775808']],
    ['memorySize=4GB', ['bad-value 4GB']],
    ['nmae=x', ['unknown-param nmae']],
    ['name~=x', ['not-an-assignment ~=']],
    ['name=a name=b', ['repeated-param name']],
    [`systemTags='["a"'`, ['bad-literal ']],
    ['cpuNum=x nmae=y name~=z', ['bad-value x', 'unknown-param nmae', 'not-an-assignment ~=']],
  ])('%s is refused', (words, expected) => {
    expect(mistakes(`UpdateVmInstance uuid=${uuid} ${words}`)).toEqual(expected);
  });

  it('out of a list of legal ones', () => {
    expect(mistakes(`ChangeZoneState uuid=${uuid} stateEvent=enabled`)).toEqual(['not-one-of enabled']);
    expect(mistakes(`ChangeZoneState uuid=${uuid} stateEvent=ENABLE`)).toEqual([]);
  });

  it('are data: nothing is evaluated', () => {
    expect(mistakes(`AddSecurityGroupRule securityGroupUuid=${uuid} rules="__import__('os')"`)).toEqual([
      'bad-literal __import__',
    ]);
  });
});

describe('what must be there', () => {
  it('is told all at once', () => {
    expect(() => build('CreateDatabaseBackup')).toThrow(
      expect.objectContaining({
        code: 'missing-params',
        facts: { api: 'CreateDatabaseBackup', names: ['name', 'backupStorageUuid'] },
      }),
    );
  });

  it('includes every variable of the path', () => {
    expect(mistakes('DeleteVmSshKey')).toEqual(['missing-params DeleteVmSshKey']);
  });

  it('may not be empty in a path, where it would name something else', () => {
    expect(mistakes('DeleteZone uuid=')).toEqual(['missing-params DeleteZone']);
  });
});
