import { expect, it } from 'vitest';
import { openCloud } from './cloud.ts';

it('a long answer keeps nobody waiting', async () => {
  const cloud = await openCloud({ seed: 'empty', rows: 20_000 });
  const session = await cloud.logIn();
  const order: string[] = [];
  const long = cloud.ask('GET', '/v1/vm-instances?limit=20000', { session }).then((answer) => {
    order.push('long');
    return answer;
  });
  const short = cloud.ask('GET', '/v1/accounts?fields=name', { session }).then(() => order.push('short'));
  const { json } = await long;
  await short;
  expect(order).toEqual(['short', 'long']);
  expect(json.inventories).toHaveLength(20_000);
  expect(new Set(json.inventories.map(({ uuid }: { uuid: string }) => uuid)).size).toBe(20_000);
  expect(Object.keys(json.schema)).toHaveLength(20_000);
  expect(json.schema['inventories[19999]']).toBe('org.zstack.header.vm.VmInstanceInventory');
});
