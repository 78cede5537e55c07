import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { SqlRow } from '../sqlite.ts';
import { takeHost } from './capacity.ts';
import { hostsFor } from './hosts.ts';
import { show } from './reply.ts';
import { find, update, where } from './rows.ts';

/** Hosts that are kept from taking machines, or are switched on and off. */
export const hostStates: Readonly<Record<string, Effect>> = {
  ChangeHostState: {
    duration: ({ call }) => (call.params.stateEvent === 'maintain' ? 4000 : 300),
    begin: (scene) => {
      const { uuid = null, state = null } = hostOf(scene);
      if (scene.call.params.stateEvent === 'maintain') update(scene, 'Host', { uuid }, { state: 'PreMaintenance' });
      return String(state);
    },
    finish: (scene) => {
      const host = hostOf(scene);
      const state = { enable: 'Enabled', disable: 'Disabled' }[String(scene.call.params.stateEvent)] ?? 'Maintenance';
      if (state === 'Maintenance') evacuate(scene, host);
      update(scene, 'Host', { uuid: host.uuid ?? null }, { state, lastOpDate: scene.now });
      return { inventory: show(scene, 'Host', String(host.uuid)) };
    },
    undo: (scene, state) =>
      void update(scene, 'Host', { uuid: String(scene.call.params.uuid) }, { state: String(state) }),
  },
  PowerOnHost: power('Connected', 'POWER_ON'),
  ShutdownHost: power('Disconnected', 'POWER_OFF'),
  PowerResetHost: power('Connected', 'POWER_ON'),
};

function hostOf(scene: Scene): SqlRow {
  const uuid = String(scene.call.params.uuid);
  const host = find(scene, 'Host', uuid);
  if (host) return host;
  throw new Failure('SYS.1003', `host[uuid:${uuid}] not found`);
}

/** Machines go to other hosts of the cluster, or are stopped where none takes them. */
function evacuate(scene: Scene, host: SqlRow): void {
  for (const machine of where(scene, 'VmInstance', { hostUuid: host.uuid ?? null })) {
    const [other] = hostsFor(scene, machine, { avoid: host.uuid });
    takeHost(scene, host.uuid, machine, -1);
    if (other) takeHost(scene, other.uuid, machine);
    const moved = other ? { hostUuid: other.uuid ?? null } : { hostUuid: null, state: 'Stopped' };
    update(
      scene,
      'VmInstance',
      { uuid: machine.uuid ?? null },
      { ...moved, lastHostUuid: other?.uuid ?? host.uuid ?? null, lastOpDate: scene.now },
    );
  }
}

function power(status: string, ipmiPowerStatus: string): Effect {
  return {
    duration: () => 3000,
    finish: (scene) => {
      const { uuid = null } = hostOf(scene);
      const busy = where(scene, 'VmInstance', { hostUuid: uuid, state: 'Running' }).length;
      if (busy > 0 && status === 'Disconnected')
        throw new Failure('SYS.1006', `host[uuid:${uuid}] has ${busy} running vms, it can't be shut down`);
      update(scene, 'Host', { uuid }, { status, ipmiPowerStatus, lastOpDate: scene.now });
      return { inventory: show(scene, 'Host', String(uuid)) };
    },
  };
}
