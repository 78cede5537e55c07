import { accountNames, accountUuid } from './accounts.ts';
import { machines } from './machines.ts';
import { type Row, type SeedTable, table, uuid } from './table.ts';

type Owned = readonly [
  inventory: string,
  /** Class of the entity, below `org.zstack`. */
  entity: string,
  /** Columns that point to what it belongs to: the owner of the first one that is not null is its own. */
  of?: readonly string[],
];

/** Kinds of resources that belong to accounts; those that others belong to come first. */
const owned: readonly Owned[] = [
  ['UserInventory', 'header.identity.UserVO', ['accountUuid']],
  ['QuotaInventory', 'header.identity.QuotaVO', ['identityUuid']],
  ['VmInstanceInventory', 'header.vm.VmInstanceVO'],
  ['VpcRouterVmInventory', 'header.vpc.VpcRouterVmVO'],
  ['VirtualRouterVmInventory', 'network.service.virtualrouter.VirtualRouterVmVO'],
  ['VmNicInventory', 'header.vm.VmNicVO', ['vmInstanceUuid']],
  ['VmCdRomInventory', 'header.vm.cdrom.VmCdRomVO', ['vmInstanceUuid']],
  ['VolumeInventory', 'header.volume.VolumeVO', ['vmInstanceUuid', 'lastVmInstanceUuid']],
  ['VolumeSnapshotTreeInventory', 'header.storage.snapshot.VolumeSnapshotTreeVO', ['volumeUuid']],
  ['VolumeSnapshotInventory', 'header.storage.snapshot.VolumeSnapshotVO', ['volumeUuid']],
  ['ImageInventory', 'header.image.ImageVO'],
  ['InstanceOfferingInventory', 'header.configuration.InstanceOfferingVO'],
  ['VirtualRouterOfferingInventory', 'network.service.virtualrouter.VirtualRouterOfferingVO'],
  ['DiskOfferingInventory', 'header.configuration.DiskOfferingVO'],
  ['L2NetworkInventory', 'header.network.l2.L2NetworkVO'],
  ['L2VlanNetworkInventory', 'header.network.l2.L2VlanNetworkVO'],
  ['L3NetworkInventory', 'header.network.l3.L3NetworkVO'],
  ['IpRangeInventory', 'header.network.l3.IpRangeVO'],
  ['EipInventory', 'network.service.eip.EipVO', ['vmNicUuid']],
  ['PortForwardingRuleInventory', 'network.service.portforwarding.PortForwardingRuleVO', ['vmNicUuid']],
  ['VipInventory', 'network.service.vip.VipVO'],
  ['SecurityGroupInventory', 'network.securitygroup.SecurityGroupVO'],
  ['LoadBalancerInventory', 'network.service.lb.LoadBalancerVO'],
  ['LoadBalancerListenerInventory', 'network.service.lb.LoadBalancerListenerVO', ['loadBalancerUuid']],
  ['LoadBalancerServerGroupInventory', 'network.service.lb.LoadBalancerServerGroupVO', ['loadBalancerUuid']],
  ['DatabaseBackupInventory', 'header.storage.database.backup.DatabaseBackupVO'],
  ['TagPatternInventory', 'header.tag.TagPatternVO'],
  ['AlarmInventory', 'zwatch.alarm.AlarmVO'],
  ['LongJobInventory', 'header.longjob.LongJobVO', ['targetResourceUuid']],
];

/** Entities of children are recorded as their parents', except in `concreteResourceType`. */
const parents: Readonly<Record<string, string>> = {
  VpcRouterVmVO: 'VmInstanceVO',
  VirtualRouterVmVO: 'VmInstanceVO',
  VirtualRouterOfferingVO: 'InstanceOfferingVO',
  L2VlanNetworkVO: 'L2NetworkVO',
};

/** Owners that no machine gives; whatever is named nowhere is admin's. */
const owners: readonly (readonly [kind: string, name: string, account: string])[] = [
  ['Volume', 'bj-kafka-仲裁盘', 'ops'],
  ['Volume', '预留-数据盘', '研发部'],
  ['Image', 'dataset', '研发部'],
  ['SecurityGroup', 'web-dmz', 'ops'],
  ['SecurityGroup', '研发-默认', '研发部'],
  ['LoadBalancer', 'lb-官网', 'ops'],
  ['Vip', 'vip-官网', 'ops'],
  ['Vip', 'vip-ssh', 'ops'],
  ['Vip', 'vip-sh-web', 'ops'],
  ['Vip', 'vip-gitlab', '研发部'],
  ['Vip', 'vip-财务', '财务部'],
];

/** Shared with one account, or with everybody where none is named. */
const shares: readonly (readonly [
  entity: string,
  kind: string,
  name: string,
  owner: string,
  receiver: string | null,
])[] = [
  ['ImageVO', 'Image', 'ubuntu', 'admin', null],
  ['ImageVO', 'Image', 'euler', 'admin', null],
  ['ImageVO', 'Image', 'kylin', 'admin', '财务部'],
  ['InstanceOfferingVO', 'InstanceOffering', '2C4G', 'admin', null],
  ['InstanceOfferingVO', 'InstanceOffering', '4C8G', 'admin', null],
  ['DiskOfferingVO', 'DiskOffering', '100G', 'admin', null],
  ['L3NetworkVO', 'L3Network', 'bj-public', 'admin', null],
  ['L3NetworkVO', 'L3Network', 'bj-dev', 'admin', '研发部'],
  ['VmInstanceVO', 'VmInstance', 'bj-monitor', 'ops', '研发部'],
];

/** Who owns each resource of the tables, and what is shared with whom. */
export function ownershipTables(tables: readonly SeedTable[]): readonly SeedTable[] {
  const ownerOf = new Map<string, string>([
    ...accountNames.map((name) => [accountUuid(name), name] as const),
    ...machines.map(({ uuid: id, owner }) => [id, owner] as const),
    ...owners.map(([kind, name, account]) => [uuid(kind, name), account] as const),
  ]);
  const refs = owned.flatMap(([inventory, entity, of = []]) =>
    tables
      .filter((each) => each.inventory === inventory)
      .flatMap(({ rows }) =>
        rows.map((row) => {
          const id = text(row, 'uuid');
          const whole = of.map((column) => text(row, column)).find((value) => value !== '') ?? '';
          const owner = ownerOf.get(id) ?? ownerOf.get(whole) ?? 'admin';
          ownerOf.set(id, owner);
          return { row, entity, owner };
        }),
      ),
  );
  return [
    table('AccountResourceRefInventory', refs, ({ row, entity, owner }) => {
      const name = entity.slice(entity.lastIndexOf('.') + 1);
      return {
        accountUuid: accountUuid(owner),
        resourceUuid: text(row, 'uuid'),
        resourceType: parents[name] ?? name,
        concreteResourceType: `org.zstack.${entity}`,
        createDate: text(row, 'createDate'),
        lastOpDate: text(row, 'createDate'),
      };
    }),
    table('SharedResourceInventory', shares, ([resourceType, kind, name, owner, receiver]) => ({
      ownerAccountUuid: accountUuid(owner),
      receiverAccountUuid: receiver === null ? null : accountUuid(receiver),
      toPublic: receiver === null,
      resourceType,
      resourceUuid: uuid(kind, name),
      createDate: '2026-02-20 10:00:00',
      lastOpDate: '2026-02-20 10:00:00',
    })),
  ];
}

function text(row: Row, column: string): string {
  return String(row[column] ?? '');
}
