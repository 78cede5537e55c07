import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { Json } from '../reply.ts';
import { rootOf } from '../schema.ts';
import { entityOf } from './belongings.ts';
import { showRow } from './reply.ts';
import { first, insert, remove, update, where } from './rows.ts';
import { kindOf } from './tags.ts';
import { records } from './values.ts';

/** Configurations of the whole cloud and of single resources. */
export const configurationEffects: Readonly<Record<string, Effect>> = {
  UpdateGlobalConfig: {
    duration: () => 200,
    finish: (scene) => {
      const { category, name, value } = scene.call.params;
      const key = globalKey(scene, String(category), String(name));
      update(scene, 'GlobalConfig', key, { value: value === undefined ? null : String(value) });
      return { inventory: shown(scene, 'GlobalConfig', key) };
    },
  },
  ResetGlobalConfig: {
    duration: () => 500,
    finish: (scene) => {
      for (const { id = null, defaultValue = null } of where(scene, 'GlobalConfig'))
        update(scene, 'GlobalConfig', { id }, { value: defaultValue });
      return {};
    },
  },
  UpdateResourceConfig: {
    duration: () => 200,
    finish: (scene) => ({ inventory: configure(scene, scene.call.params) }),
  },
  UpdateResourceConfigs: {
    duration: () => 200,
    finish: (scene) => {
      const { resourceConfigs, resourceUuid } = scene.call.params;
      return { inventories: records(resourceConfigs).map((each) => configure(scene, { resourceUuid, ...each })) };
    },
  },
  DeleteResourceConfig: {
    duration: () => 200,
    finish: (scene) => {
      const { category, name, resourceUuid } = scene.call.params;
      remove(scene, 'ResourceConfig', {
        resourceUuid: String(resourceUuid),
        category: String(category),
        name: String(name),
      });
      return {};
    },
  },
};

/** Throws `Failure` where the cloud has no such configuration. Source: GlobalConfigFacadeImpl.java, ZStack 5.2.1. */
function globalKey(scene: Scene, category: string, name: string) {
  if (first(scene, 'GlobalConfig', { category, name })) return { category, name };
  throw new Failure('SYS.1007', `no global config[category:${category}, name:${name}] found`);
}

function configure(scene: Scene, given: Readonly<Record<string, unknown>>): Json {
  const key = { resourceUuid: String(given.resourceUuid), category: String(given.category), name: String(given.name) };
  const kind = kindOf(scene, key.resourceUuid);
  const value = String(given.value);
  if (update(scene, 'ResourceConfig', key, { value, lastOpDate: scene.now }) === 0)
    insert(scene, 'ResourceConfig', {
      uuid: scene.uuid(),
      ...key,
      resourceType: entityOf(rootOf(scene.registry, kind)),
      value,
      description: first(scene, 'GlobalConfig', { category: key.category, name: key.name })?.description ?? null,
      createDate: scene.now,
      lastOpDate: scene.now,
    });
  return shown(scene, 'ResourceConfig', key);
}

function shown(scene: Scene, name: string, key: Readonly<Record<string, string>>): Json {
  return showRow(scene, name, first(scene, name, key) ?? {});
}
