import { nicUuid } from './nics.ts';
import { dates, pairs, type SeedTable, table, uuid } from './table.ts';

/** Listeners of the load balancer and the servers behind each. */
const listeners: readonly (readonly [
  name: string,
  protocol: string,
  port: number,
  instancePort: number,
  vms: string,
])[] = [
  ['官网-http', 'http', 80, 8080, 'bj-web-01 bj-web-02 bj-web-03'],
  ['订单-tcp', 'tcp', 9443, 9443, 'bj-api-01 bj-api-02 bj-api-03'],
];

/** Name of the one load balancer, behind `vip-官网`. */
export const LOAD_BALANCER = 'lb-官网';

/** The load balancer, its listeners and the nics behind each. */
export function loadBalancerTables(): readonly SeedTable[] {
  const groupUuid = (listener: string) => uuid('LoadBalancerServerGroup', listener);
  const servers = listeners.flatMap(([name, , , , vms]) => pairs(name, vms));
  return [
    table('LoadBalancerInventory', [LOAD_BALANCER], (name) => ({
      uuid: uuid('LoadBalancer', name),
      name,
      state: 'Enabled',
      type: 'Shared',
      vipUuid: uuid('Vip', 'vip-官网'),
      ...dates(name, '2024-07-01', '2024-07-10'),
    })),
    table('LoadBalancerListenerInventory', listeners, ([name, protocol, loadBalancerPort, instancePort]) => ({
      uuid: uuid('LoadBalancerListener', name),
      name,
      loadBalancerUuid: uuid('LoadBalancer', LOAD_BALANCER),
      instancePort,
      loadBalancerPort,
      protocol,
      serverGroupUuid: groupUuid(name),
      ...dates(name, '2024-07-20', '2024-07-30'),
    })),
    table('LoadBalancerServerGroupInventory', listeners, ([name]) => ({
      uuid: groupUuid(name),
      name: `${name}-后端`,
      loadBalancerUuid: uuid('LoadBalancer', LOAD_BALANCER),
      ipVersion: 4,
      ...dates(name, '2024-07-10', '2024-07-20'),
    })),
    table('LoadBalancerListenerServerGroupRefInventory', listeners, ([name], index) => ({
      id: index + 1,
      listenerUuid: uuid('LoadBalancerListener', name),
      serverGroupUuid: groupUuid(name),
      ...dates(name, '2024-07-30', '2024-08-10'),
    })),
    table('LoadBalancerServerGroupVmNicRefInventory', servers, ([name, vm], index) => ({
      id: index + 1,
      serverGroupUuid: groupUuid(name),
      vmNicUuid: nicUuid(vm),
      weight: 100,
      ipVersion: 4,
      status: vm === 'bj-api-03' ? 'Inactive' : 'Active',
      ...dates(`${name} ${vm}`, '2026-02-16', '2026-03-05'),
    })),
  ];
}
