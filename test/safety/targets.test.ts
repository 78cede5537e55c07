import { describe, expect, test } from 'vitest';
import { readStatement, type Statement } from '../../src/language/statement.ts';
import { readLine } from '../../src/language/words.ts';
import { apiOf, buildRequest, type Transport } from '../../src/request/build.ts';
import { targetsOf } from '../../src/safety/targets.ts';
import { registry } from '../request/registry.ts';

const [a, b] = ['a'.repeat(32), 'b'.repeat(32)];
const targets = (text: string, transport: Transport = 'rest') => {
  const statement = readStatement(readLine(text)) as Statement;
  const api = apiOf(statement, registry);
  const { request } = buildRequest(api, statement, registry, { validate: true, byUuid: false, transport });
  return targetsOf(api, request, registry).map(({ param, uuids, inventory }) => [param, inventory?.resource, uuids]);
};

describe('what a call is about', () => {
  test.each([
    [`DeleteZone uuid=${a} deleteMode=Enforcing`, [['uuid', 'Zone', [a]]]],
    [`ExpungeVmInstance uuid=${a}`, [['uuid', 'VmInstance', [a]]]],
    [`BatchDeleteVolumeSnapshot uuids=${a},${b}`, [['uuids', 'VolumeSnapshot', [a, b]]]],
    [
      `DetachPrimaryStorageFromCluster primaryStorageUuid=${a} clusterUuid=${b}`,
      [
        ['primaryStorageUuid', 'PrimaryStorage', [a]],
        ['clusterUuid', 'Cluster', [b]],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(new Set(targets(text))).toEqual(new Set(expected));
  });

  test('is the same for a message', () => {
    expect(targets(`DeleteZone uuid=${a}`, 'message')).toEqual([['uuid', 'Zone', [a]]]);
  });

  test('may be nothing', () => expect(targets('CleanInvalidLdapBinding')).toEqual([]));
});
