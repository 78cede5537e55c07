import type { Registry } from '../../registry/registry.ts';
import type { Inventory } from '../../registry/types.ts';
import { lineageOf } from '../schema.ts';
import type { Hop } from './names.ts';

/**
 * The lightest way from an entity to another one that it belongs to or has to do with; `undefined` where nothing leads
 * there. Source: DBGraph.java, ZStack 5.2.1.
 */
export function wayTo(registry: Registry, from: Inventory, to: Inventory): readonly Hop[] | undefined {
  const done = new Set<string>();
  const open: Way[] = [{ at: from, hops: [], weight: 0 }];
  for (;;) {
    const way = takeLightest(open);
    if (!way) return undefined;
    if (way.hops.length > 0 && way.at.name === to.name) return way.hops;
    if (done.has(way.at.name)) continue;
    done.add(way.at.name);
    for (const [hop, weight] of neighbours(registry, way.at))
      open.push({ at: hop.to, hops: [...way.hops, hop], weight: way.weight + weight });
  }
}

interface Way {
  readonly at: Inventory;
  readonly hops: readonly Hop[];
  readonly weight: number;
}

function takeLightest(ways: Way[]): Way | undefined {
  const least = Math.min(...ways.map(({ weight }) => weight));
  const index = ways.findIndex(({ weight }) => weight === least);
  return index < 0 ? undefined : ways.splice(index, 1)[0];
}

type Neighbour = readonly [hop: Hop, weight: number];

const parentWeight = 1;
const friendWeight = 2;

/** A child has those of its parent. */
function neighbours(registry: Registry, inventory: Inventory): readonly Neighbour[] {
  const declared = lineageOf(registry, inventory)
    .toReversed()
    .map(({ resource }) => graph[resource])
    .find((each) => each);
  if (!declared) return owners(inventory).flatMap((hop) => hopTo(registry, hop, parentWeight));
  const [parents, friends = ''] = declared;
  return [
    ...words(parents).flatMap((text) => hopTo(registry, edge(text), parentWeight)),
    ...words(friends).flatMap((text) => hopTo(registry, edge(text), friendWeight)),
  ];
}

interface Edge {
  readonly to: string;
  readonly self: string;
  readonly target: string;
}

function hopTo(registry: Registry, { to, self, target }: Edge, weight: number): readonly Neighbour[] {
  const inventory = registry.inventory(to);
  return inventory ? [[{ to: inventory, self, target }, weight]] : [];
}

/** What a row points to by uuid: the entities that nothing is written about below. */
function owners(inventory: Inventory): readonly Edge[] {
  return inventory.joins.flatMap(({ fk, to }) =>
    fk && fk.target === 'uuid' && fk.self !== 'uuid' ? [{ to, ...fk }] : [],
  );
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

/** `Zone` is by `zoneUuid`, `Volume.rootVolumeUuid` by that, and `VmNic<vmInstanceUuid` the other way round. */
function edge(text: string): Edge {
  const [back = '', target] = text.split('<');
  if (target !== undefined) return { to: back, self: 'uuid', target };
  const [to = '', self = `${text.charAt(0).toLowerCase()}${text.slice(1)}Uuid`] = text.split('.');
  return { to, self, target: 'uuid' };
}

/** Parents and friends. Source: `@EntityGraph` of the entities, ZStack 5.2.1. */
const graph: Readonly<Record<string, readonly [parents: string, friends?: string]>> = {
  Zone: [''],
  Cluster: ['Zone', 'PrimaryStorageClusterRef<clusterUuid L2NetworkClusterRef<clusterUuid'],
  Host: ['Cluster Zone'],
  VmInstance: ['Zone Cluster Host', 'Image InstanceOffering Volume.rootVolumeUuid VmNic<vmInstanceUuid'],
  VmNic: ['VmInstance L3Network.l3NetworkUuid'],
  Volume: ['PrimaryStorage', 'VmInstance Image.rootImageUuid DiskOffering'],
  VolumeSnapshot: ['Volume VolumeSnapshotTree.treeUuid PrimaryStorage'],
  PrimaryStorage: ['Zone', 'PrimaryStorageClusterRef<primaryStorageUuid'],
  Image: ['ImageBackupStorageRef<imageUuid'],
  ImageBackupStorageRef: ['Image', 'BackupStorage'],
  BackupStorageZoneRef: ['', 'Zone BackupStorage'],
  L2Network: ['Zone', 'L2NetworkClusterRef<l2NetworkUuid'],
  L3Network: ['L2Network.l2NetworkUuid Zone', 'IpRange<l3NetworkUuid'],
  Eip: ['Vip', 'VmNic'],
  Vip: ['IpRange L3Network.l3NetworkUuid', 'UsedIp VipPeerL3NetworkRef<vipUuid VipNetworkServicesRef<vipUuid'],
};
