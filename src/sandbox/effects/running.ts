import type { Registry } from '../../registry/registry.ts';
import type { Api, Field } from '../../registry/types.ts';
import type { Effect } from '../effect.ts';
import { removeResource } from './cascade.ts';
import { update } from './rows.ts';
import { replyWith, rowOfTarget, type Target, targetOf, uuidOf } from './target.ts';

/** What verbs lead to: the column and the value that it has in the end, the first column that the resource has. */
const ends: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Start: { state: 'Running', ecsStatus: 'Running', status: 'Running' },
  Stop: { state: 'Stopped', ecsStatus: 'Stopped', status: 'Stopped' },
  Reboot: { state: 'Running', ecsStatus: 'Running', status: 'Running' },
  PowerOn: { powerStatus: 'POWER_ON' },
  PowerOff: { powerStatus: 'POWER_OFF' },
  PowerReset: { powerStatus: 'POWER_ON' },
  Destroy: { state: 'Destroyed' },
  Recover: { state: 'Stopped' },
};

/** Starting, stopping and recycling what is no virtual machine. */
export function running(registry: Registry, api: Api): Effect | undefined {
  const [, verb = ''] = /^(Power(?:On|Off|Reset)|Start|Stop|Reboot|Destroy|Recover|Expunge)/.exec(api.name) ?? [];
  const target = verb === '' ? undefined : targetOf(registry, api);
  if (!target || !subjects.has(target.inventory.resource)) return undefined;
  if (verb === 'Expunge') return expunging(target);
  const end = Object.entries(ends[verb] ?? {}).find(([column, value]) =>
    target.inventory.fields.some((field) => takes(field, column, value)),
  );
  if (!end) return undefined;
  const [column, value] = end;
  return {
    duration: () => 2000,
    finish: (scene) => {
      rowOfTarget(scene, target);
      update(scene, target.inventory.name, { uuid: uuidOf(scene, target) }, { [column]: value, lastOpDate: scene.now });
      return replyWith(scene, target);
    },
  };
}

const subjects = new Set([
  'BareMetal2Chassis',
  'BareMetal2Instance',
  'BaremetalInstance',
  'BaremetalPxeServer',
  'EcsInstance',
  'SnmpAgent',
]);

function takes(field: Field, column: string, value: string): boolean {
  return field.name === column && (field.enum?.includes(value) ?? true);
}

function expunging(target: Target): Effect {
  return {
    duration: () => 1000,
    finish: (scene) => {
      removeResource(scene, target.inventory, uuidOf(scene, target));
      return {};
    },
  };
}
