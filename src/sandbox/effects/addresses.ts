import type { Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { SqlRow, SqlValue } from '../sqlite.ts';
import { find, insert, where } from './rows.ts';

/** Takes an address of an L3 network, the wanted or the first free one. Throws `Failure` where there is none. */
export function takeAddress(
  scene: Scene,
  l3NetworkUuid: string,
  use: { readonly vmNicUuid?: string; readonly usedFor?: string },
  wanted?: string,
): SqlRow {
  const ranges = where(scene, 'IpRange', { l3NetworkUuid }).filter(({ ipVersion }) => ipVersion !== 6);
  const used = new Set(where(scene, 'UsedIp', { l3NetworkUuid }).map(({ ip }) => String(ip)));
  const free = ranges.flatMap((range) => {
    const ip = wanted ?? freeAddress(range, used);
    return ip !== undefined && holds(range, ip) ? [{ range, ip }] : [];
  })[0];
  if (wanted !== undefined && used.has(wanted))
    throw new Failure('SYS.1006', `IP[${wanted}] of L3 network[uuid:${l3NetworkUuid}] is in use`);
  if (!free) throw new Failure('L3.1000', `no free IP on L3 network[uuid:${l3NetworkUuid}]`);
  const uuid = scene.uuid();
  insert(scene, 'UsedIp', {
    uuid,
    ipRangeUuid: free.range.uuid ?? null,
    l3NetworkUuid,
    ipVersion: 4,
    ip: free.ip,
    netmask: free.range.netmask ?? null,
    gateway: free.range.gateway ?? null,
    ipInLong: numberOf(free.ip),
    vmNicUuid: use.vmNicUuid ?? null,
    usedFor: use.usedFor ?? null,
    createDate: scene.now,
    lastOpDate: scene.now,
  });
  return find(scene, 'UsedIp', uuid) as SqlRow;
}

/** Addresses of a range that nobody uses, in order; at most so many. */
export function freeAddresses(range: SqlRow, used: ReadonlySet<string>, most: number): readonly string[] {
  const [from, to] = [numberOf(range.startIp ?? ''), numberOf(range.endIp ?? '')];
  const found: string[] = [];
  for (let at = from; at <= to && found.length < most; at++) if (!used.has(textOf(at))) found.push(textOf(at));
  return found;
}

/** An IPv4 address as a number; NaN for what is none. */
export function numberOf(ip: SqlValue): number {
  const parts = String(ip).split('.').map(Number);
  return parts.length === 4 ? parts.reduce((sum, part) => sum * 256 + part, 0) : Number.NaN;
}

export function textOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

function freeAddress(range: SqlRow, used: ReadonlySet<string>): string | undefined {
  return freeAddresses(range, used, 1)[0];
}

function holds(range: SqlRow, ip: string): boolean {
  const at = numberOf(ip);
  return at >= numberOf(range.startIp ?? '') && at <= numberOf(range.endIp ?? '');
}
