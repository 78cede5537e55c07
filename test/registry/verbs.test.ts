import { expect, it } from 'vitest';
import { apisNear } from '../../src/registry/verbs.ts';
import { registry } from '../request/registry.ts';

it.each([
  ['DeleteVmInstance', 'DestroyVmInstance'],
  ['terminateVmInstance', 'DestroyVmInstance'],
  ['ListZone', 'QueryZone'],
  ['restartVmInstance', 'RebootVmInstance'],
  ['CreateKVMHost', 'AddKVMHost'],
  ['DestroyZone', 'DeleteZone'],
  ['QeuryZone', 'QueryZone'],
])('%s may mean %s', (name, meant) => {
  expect(apisNear(name, registry)[0]).toBe(meant);
});

it('nothing is meant by what comes near nothing', () => {
  expect(apisNear('xyzzyxyzzy', registry)).toEqual([]);
});
