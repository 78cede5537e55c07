import { Failure } from '../fault.ts';
import type { Json } from '../reply.ts';
import type { SqlRow } from '../sqlite.ts';
import { find, type Tables, where } from './rows.ts';

/** Where somebody wants a machine to be, or not. */
export interface Wish {
  readonly hostUuid?: Json;
  readonly clusterUuid?: Json;
  readonly zoneUuid?: Json;
  readonly avoid?: Json;
}

/** A host with room for the machine: the wanted one, the last one, any. Throws `Failure` where there is none. */
export function hostFor(tables: Tables, machine: SqlRow, wish: Wish, purpose: string): SqlRow {
  const all = hostsFor(tables, machine, wish);
  const host = all.find(({ uuid }) => uuid === machine.lastHostUuid) ?? all[0];
  if (host) return host;
  throw new Failure(
    'HOST_ALLOCATION.1001',
    `no host is Enabled and Connected and has ${machine.cpuNum} CPUs and ${machine.memorySize} bytes of memory for the vm to be ${purpose}`,
  );
}

/** All hosts that can take a machine. */
export function hostsFor(tables: Tables, machine: SqlRow, wish: Wish): readonly SqlRow[] {
  const wanted = wish.hostUuid ? find(tables, 'Host', String(wish.hostUuid)) : undefined;
  const cluster = wish.clusterUuid ?? machine.clusterUuid ?? null;
  const zone = wish.zoneUuid ?? machine.zoneUuid ?? null;
  return (wanted ? [wanted] : where(tables, 'Host')).filter(
    (host) =>
      (wanted !== undefined || cluster === null || host.clusterUuid === cluster) &&
      (zone === null || host.zoneUuid === zone) &&
      host.uuid !== wish.avoid &&
      host.state === 'Enabled' &&
      host.status === 'Connected' &&
      (!machine.architecture || host.architecture === machine.architecture) &&
      hasRoom(host, machine),
  );
}

function hasRoom(host: SqlRow, machine: SqlRow): boolean {
  return (
    BigInt(host.availableMemoryCapacity ?? 0) >= BigInt(machine.memorySize ?? 0) &&
    BigInt(host.availableCpuCapacity ?? 0) >= BigInt(machine.cpuNum ?? 0)
  );
}
