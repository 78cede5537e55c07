import type { Scene } from '../effect.ts';
import { freeAddresses, numberOf } from '../effects/addresses.ts';
import { first, where } from '../effects/rows.ts';
import { text, texts } from '../effects/values.ts';
import type { SqlRow } from '../sqlite.ts';
import type { Get } from './gets.ts';

/** IPv4 addresses that are free, and how many. */
export const addressGets: Readonly<Record<string, Get>> = {
  GetFreeIp: free,
  GetFreeIpOfL3Network: free,
  GetFreeIpOfIpRange: free,
  CheckIpAvailability: (scene) => {
    const { l3NetworkUuid, ip } = scene.call.params;
    const key = { l3NetworkUuid: String(l3NetworkUuid) };
    if (first(scene, 'UsedIp', { ...key, ip: String(ip) })) return { available: false, reason: `IP[${ip}] is in use` };
    const inRange = where(scene, 'IpRange', key).some((range) => {
      const at = numberOf(String(ip));
      return at >= numberOf(range.startIp ?? '') && at <= numberOf(range.endIp ?? '');
    });
    return inRange ? { available: true } : { available: false, reason: `IP[${ip}] is in no range of the network` };
  },
  GetIpAddressCapacity: (scene) => {
    const { zoneUuids, l3NetworkUuids, ipRangeUuids } = scene.call.params;
    const networks = where(scene, 'L3Network').filter(
      ({ uuid, zoneUuid }) => isIn(uuid, l3NetworkUuids) && isIn(zoneUuid, zoneUuids),
    );
    const ranges = where(scene, 'IpRange').filter(
      ({ uuid, l3NetworkUuid, ipVersion }) =>
        ipVersion !== 6 && isIn(uuid, ipRangeUuids) && networks.some((network) => network.uuid === l3NetworkUuid),
    );
    const total = ranges.reduce((sum, range) => sum + sizeOf(range), 0);
    const used = ranges.reduce((sum, { uuid = null }) => sum + where(scene, 'UsedIp', { ipRangeUuid: uuid }).length, 0);
    return {
      ...{ totalCapacity: total, availableCapacity: total - used, usedIpAddressNumber: used },
      ...{ ipv4TotalCapacity: total, ipv4AvailableCapacity: total - used, ipv4UsedIpAddressNumber: used },
      ...{ ipv6TotalCapacity: 0, ipv6AvailableCapacity: 0, ipv6UsedIpAddressNumber: 0 },
    };
  },
};

function free(scene: Scene) {
  const { l3NetworkUuid, ipRangeUuid, start, limit } = scene.call.params;
  const key = {
    ...(l3NetworkUuid && { l3NetworkUuid: String(l3NetworkUuid) }),
    ...(ipRangeUuid && { uuid: String(ipRangeUuid) }),
  };
  const most = Number(limit ?? 100);
  const from = text(start) === undefined ? 0 : numberOf(String(start));
  const found = where(scene, 'IpRange', key)
    .filter(({ ipVersion }) => ipVersion !== 6)
    .flatMap((range) => {
      const inUse = where(scene, 'UsedIp', { l3NetworkUuid: range.l3NetworkUuid ?? null });
      return freeAddresses(range, new Set(inUse.map(({ ip }) => String(ip))), most).flatMap((ip) =>
        numberOf(ip) >= from ? [{ ipRangeUuid: range.uuid, ip, netmask: range.netmask, gateway: range.gateway }] : [],
      );
    });
  return { inventories: found.slice(0, most) };
}

function isIn(uuid: unknown, list: Parameters<typeof texts>[0]): boolean {
  const wanted = texts(list);
  return wanted.length === 0 || wanted.includes(String(uuid));
}

function sizeOf({ startIp = '', endIp = '' }: SqlRow): number {
  return numberOf(endIp) - numberOf(startIp) + 1;
}
