import type { Registry } from '../../registry/registry.ts';
import type { Api, Field, Param } from '../../registry/types.ts';
import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { Json } from '../reply.ts';
import { columnValue } from './defaults.ts';
import { answered, isAkin } from './references.ts';
import { update, type Values } from './rows.ts';
import { replyWith, rowOfTarget, type Target, targetOf, uuidOf } from './target.ts';

/** An API that sets columns of one resource: those that its parameters are named like, and the state that an event leads to. */
export function change(registry: Registry, api: Api): Effect | undefined {
  if (!/^(Update|Change|Set|Modify|Enable|Disable)/.test(api.name)) return undefined;
  const target = targetOf(registry, api);
  if (!target || !answersWithIt(registry, api, target)) return undefined;
  const setters = [...switched(api, target), ...api.params.flatMap((param) => setterOf(target, param) ?? [])];
  if (setters.length === 0) return undefined;
  return {
    duration: () => 300,
    finish: (scene) => {
      rowOfTarget(scene, target);
      const changes = Object.assign({}, ...setters.map((set) => set(scene))) as Values;
      const touched = target.inventory.fields.some(({ name }) => name === 'lastOpDate')
        ? { lastOpDate: scene.now }
        : {};
      update(scene, target.inventory.name, { uuid: uuidOf(scene, target) }, { ...changes, ...touched });
      return replyWith(scene, target);
    },
  };
}

type Setter = (scene: Scene) => Values;

function answersWithIt(registry: Registry, api: Api, target: Target): boolean {
  const answer = answered(registry, api);
  return answer ? isAkin(registry, answer, target.inventory) : Object.keys(api.result ?? {}).length === 0;
}

function setterOf({ inventory, param: key }: Target, { name }: Param): Setter | undefined {
  if (name === key || name === 'uuid') return undefined;
  const column = inventory.fields.find((field) => field.name === name);
  if (column)
    return ({ call }) => (call.params[name] === undefined ? {} : { [name]: columnValue(column, call.params[name]) });
  const state = inventory.fields.find((field) => field.name === stateColumns[name]);
  return (
    state &&
    (({ call }) => (call.params[name] === undefined ? {} : { [state.name]: stateAfter(state, call.params[name]) }))
  );
}

/** `EnableCdpTask` says in its name what others say with an event. */
function switched({ name }: Api, { inventory }: Target): readonly Setter[] {
  const [, verb] = /^(Enable|Disable)/.exec(name) ?? [];
  const state = ['state', 'status'].flatMap(
    (column) => inventory.fields.find((field) => field.name === column) ?? [],
  )[0];
  return verb === undefined || !state ? [] : [() => ({ [state.name]: stateAfter(state, verb.toLowerCase()) })];
}

const stateColumns: Readonly<Record<string, string>> = { stateEvent: 'state', statusEvent: 'status' };

/** Throws `Failure` where the resource knows no such state. */
function stateAfter({ name, enum: known }: Field, event: Json): string {
  const wanted = states[String(event)] ?? [];
  const found = known ? wanted.find((state) => known.includes(state)) : wanted[0];
  if (found === undefined) throw new Failure('SYS.1006', `no ${name} follows from the event[${event}]`);
  return found;
}

/** What events lead to; the first that a resource knows. */
const states: Readonly<Record<string, readonly string[]>> = {
  enable: ['Enabled', 'enable', 'Enable'],
  disable: ['Disabled', 'disable', 'Disable'],
  maintain: ['Maintenance'],
  deleting: ['Deleting'],
  hide: ['Hidden', 'Hide', 'Disabled'],
  activate: ['Activated', 'Active', 'Enabled'],
  unactivate: ['Unactivated', 'Inactive', 'Disabled'],
  open: ['Pending'],
  approve: ['FinalApproved'],
  reject: ['Rejected'],
  cancel: ['Cancelled', 'Canceled'],
  reopen: ['Pending'],
};
