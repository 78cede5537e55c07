import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { Json } from '../reply.ts';
import type { SqlRow, SqlValue } from '../sqlite.ts';
import { takeHost } from './capacity.ts';
import { removeResource } from './cascade.ts';
import { hostFor } from './hosts.ts';
import { show } from './reply.ts';
import { find, inventoryOf, remove, update, where } from './rows.ts';

/** How a machine goes from one state to another. */
interface Move {
  readonly from: readonly string[];
  readonly via: string;
  readonly to: string;
  readonly milliseconds: number;
  /** `stay` keeps the host, `leave` gives it back, `enter` looks for one, `change` for another one. */
  readonly host: 'stay' | 'leave' | 'enter' | 'change';
  /** States that are the wanted one already. */
  readonly already?: readonly string[];
  readonly after?: (scene: Scene, machine: SqlRow) => void;
}

const moves: Readonly<Record<string, Move>> = {
  StartVmInstance: { from: ['Stopped', 'Created'], via: 'Starting', to: 'Running', milliseconds: 3000, host: 'enter' },
  StopVmInstance: {
    from: ['Running', 'Paused', 'Unknown'],
    via: 'Stopping',
    to: 'Stopped',
    milliseconds: 2000,
    host: 'leave',
    already: ['Stopped'],
  },
  RebootVmInstance: { from: ['Running'], via: 'Rebooting', to: 'Running', milliseconds: 4000, host: 'stay' },
  PauseVmInstance: { from: ['Running'], via: 'Pausing', to: 'Paused', milliseconds: 1000, host: 'stay' },
  ResumeVmInstance: { from: ['Paused'], via: 'Resuming', to: 'Running', milliseconds: 1000, host: 'stay' },
  MigrateVm: { from: ['Running'], via: 'Migrating', to: 'Running', milliseconds: 5000, host: 'change' },
  DestroyVmInstance: {
    from: ['Running', 'Stopped', 'Paused', 'Unknown', 'Error', 'Created', 'Crashed', 'NoState'],
    via: 'Destroying',
    to: 'Destroyed',
    milliseconds: 2000,
    host: 'leave',
    after: leaveNetwork,
  },
  RecoverVmInstance: {
    from: ['Destroyed'],
    via: 'Stopped',
    to: 'Stopped',
    milliseconds: 500,
    host: 'leave',
    after: (scene, { rootVolumeUuid = null }) =>
      void update(scene, 'Volume', { uuid: rootVolumeUuid, status: 'Deleted' }, { status: 'Ready' }),
  },
  ReimageVmInstance: { from: ['Stopped'], via: 'Stopped', to: 'Stopped', milliseconds: 4000, host: 'leave' },
};

/** Starting, stopping and whatever else moves a machine from state to state. */
export const machineStates: Readonly<Record<string, Effect>> = {
  ...Object.fromEntries(Object.entries(moves).map(([name, move]) => [name, moving(move)])),
  ExpungeVmInstance: {
    duration: () => 1000,
    begin: (scene) => {
      const machine = machineOf(scene);
      requireState(scene, machine, ['Destroyed']);
      update(scene, 'VmInstance', { uuid: String(machine.uuid) }, { state: 'Expunging' });
      return null;
    },
    finish: (scene) => {
      removeResource(scene, inventoryOf(scene, 'VmInstance'), String(machineOf(scene).uuid));
      return {};
    },
    undo: (scene) => void update(scene, 'VmInstance', { uuid: String(scene.call.params.uuid) }, { state: 'Destroyed' }),
  },
};

/** Takes a machine's network cards and detaches its data volumes; they are not in the recycle bin. */
function leaveNetwork(scene: Scene, { uuid = null, rootVolumeUuid = null }: SqlRow): void {
  for (const nic of where(scene, 'VmNic', { vmInstanceUuid: uuid }))
    removeResource(scene, inventoryOf(scene, 'VmNic'), String(nic.uuid));
  const detached = { vmInstanceUuid: null, deviceId: null, lastVmInstanceUuid: uuid, lastDetachDate: scene.now };
  update(scene, 'Volume', { vmInstanceUuid: uuid, type: 'Data' }, detached);
  remove(scene, 'ShareableVolumeVmInstanceRef', { vmInstanceUuid: uuid });
  update(scene, 'Volume', { uuid: rootVolumeUuid }, { status: 'Deleted' });
}

function moving(move: Move): Effect {
  return {
    duration: () => move.milliseconds,
    begin: (scene) => {
      const machine = machineOf(scene);
      if (move.already?.includes(String(machine.state))) return null;
      requireState(scene, machine, move.from);
      const host = nextHost(scene, move, machine);
      update(scene, 'VmInstance', { uuid: String(machine.uuid) }, { state: move.via, lastOpDate: scene.now });
      return { state: String(machine.state), host };
    },
    finish: (scene, begun) => {
      const machine = machineOf(scene);
      const { host } = (begun ?? {}) as { readonly host?: string | null };
      if (begun !== null) {
        if (machine.hostUuid ?? null) takeHost(scene, machine.hostUuid, machine, -1);
        if (host) takeHost(scene, host, machine);
        const last = host ?? machine.hostUuid ?? machine.lastHostUuid ?? null;
        const changes = { state: move.to, hostUuid: host ?? null, lastHostUuid: last, lastOpDate: scene.now };
        update(scene, 'VmInstance', { uuid: String(machine.uuid) }, { ...changes, ...placeOf(scene, host) });
        move.after?.(scene, machine);
      }
      return scene.api.result?.inventory === undefined
        ? {}
        : { inventory: show(scene, 'VmInstance', String(machine.uuid)) };
    },
    undo: (scene, begun) => {
      const { state } = (begun ?? {}) as { readonly state?: string };
      if (state !== undefined) update(scene, 'VmInstance', { uuid: String(machineOf(scene).uuid) }, { state });
    },
  };
}

function nextHost(scene: Scene, { host, to }: Move, machine: SqlRow): Json {
  if (host === 'leave') return null;
  if (host === 'stay') return String(machine.hostUuid);
  return String(
    hostFor(scene, machine, { ...scene.call.params, avoid: host === 'change' ? machine.hostUuid : null }, to).uuid,
  );
}

function placeOf(scene: Scene, host: string | null | undefined) {
  const row = host ? find(scene, 'Host', host) : undefined;
  return row ? { clusterUuid: row.clusterUuid ?? null, zoneUuid: row.zoneUuid ?? null } : {};
}

function machineOf(scene: Scene): SqlRow {
  const uuid = String(scene.call.params.uuid ?? scene.call.params.vmInstanceUuid);
  const machine = find(scene, 'VmInstance', uuid);
  if (machine) return machine;
  throw new Failure('SYS.1003', `vm[uuid:${uuid}] not found`);
}

/** Source: VmInstanceBase.java, ZStack 5.2.1. */
function requireState({ api }: Scene, { state }: SqlRow, allowed: readonly SqlValue[]): void {
  if (allowed.includes(state ?? null)) return;
  const message = api.fullName ?? api.name;
  throw new Failure(
    'VM.1010',
    `current vm instance state[${state}] doesn't allow to proceed message[${message}], allowed states are [${allowed.join(', ')}]`,
  );
}
