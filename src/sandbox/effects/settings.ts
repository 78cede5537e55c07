import type { Registry } from '../../registry/registry.ts';
import type { Api } from '../../registry/types.ts';
import type { Effect, Scene } from '../effect.ts';
import type { SqlRow } from '../sqlite.ts';
import { addTag } from './belongings.ts';
import { remove, type Tables, where } from './rows.ts';
import { replyWith, rowOfTarget, type Target, targetOf, uuidOf } from './target.ts';

/**
 * Settings that the server keeps as system tags: the name of the tag and the parameters that follow it, by the API that
 * sets it. Source: VmSystemTags.java and others, ZStack 5.2.1.
 */
const settings: Readonly<Record<string, readonly [tag: string, ...params: string[]]>> = {
  SetImageBootMode: ['bootMode', 'bootMode'],
  SetImageQga: ['qga', 'enable'],
  SetImageSecurityLevel: ['securityLevel', 'securityLevel'],
  SetL3NetworkMtu: ['mtu', 'mtu'],
  SetL3NetworkRouterInterfaceIp: ['routerInterfaceIp', 'routerInterfaceIp'],
  SetNicQos: ['nicQos', 'outboundBandwidth', 'inboundBandwidth'],
  SetVmBootMode: ['bootMode', 'bootMode'],
  SetVmBootOrder: ['bootOrder', 'bootOrder'],
  SetVmCleanTraffic: ['cleanTraffic', 'enable'],
  SetVmClockTrack: ['clockTrack', 'track', 'syncAfterVMResume', 'intervalInSeconds'],
  SetVmConsoleMode: ['consoleMode', 'mode'],
  SetVmConsolePassword: ['consolePassword', 'consolePassword'],
  SetVmEmulatorPinning: ['emulatorPinning', 'emulatorPinning'],
  SetVmHostname: ['hostname', 'hostname'],
  SetVmInstanceHaLevel: ['ha', 'level'],
  SetVmMonitorNumber: ['VDIMonitorNumber', 'monitorNumber'],
  SetVmNuma: ['numa', 'enable'],
  SetVmQga: ['qga', 'enable'],
  SetVmQxlMemory: ['qxlMemory', 'ram', 'vram', 'vgamem'],
  SetVmRDP: ['RDPEnable', 'enable'],
  SetVmSecurityLevel: ['securityLevel', 'securityLevel'],
  SetVmSoundType: ['soundType', 'soundType'],
  SetVmSshKey: ['sshkey', 'SshKey'],
  SetVmUsbRedirect: ['usbRedirect', 'enable'],
  SetVmUserDefinedXml: ['userdefinedxml', 'xmlBase64'],
  SetVmUserDefinedXmlHookScript: ['userdefinedxmlhookscript', 'xmlHookScriptBase64'],
  UpdateVmPriority: ['vmPriority', 'priority'],
};

/** An API that sets such a setting, or deletes it. */
export function setting(registry: Registry, api: Api): Effect | undefined {
  const isDelete = api.name.startsWith('Delete');
  const found = settings[isDelete ? api.name.replace('Delete', 'Set') : api.name];
  const target = found && targetOf(registry, api);
  if (!target) return undefined;
  const [tag, ...params] = found;
  return {
    duration: () => 300,
    finish: (scene) => {
      rowOfTarget(scene, target);
      clear(scene, target, tag);
      const values = params.map((name) => scene.call.params[name]).filter((value) => value !== undefined);
      if (!isDelete && values.length > 0)
        addTag(scene, 'System', target.inventory, uuidOf(scene, target), [tag, ...values.map(String)].join('::'));
      return { ...echo(scene, params), ...replyWith(scene, target) };
    },
  };
}

/** The values of a setting, those after the name of its tag. */
export function settingOf(tables: Tables, resourceUuid: string, tag: string): readonly string[] | undefined {
  const found = tagsOf(tables, resourceUuid, tag)[0];
  return found && String(found.tag).split('::').slice(1);
}

function clear(scene: Scene, target: Target, tag: string): void {
  for (const { uuid = null } of tagsOf(scene, uuidOf(scene, target), tag)) remove(scene, 'SystemTag', { uuid });
}

function tagsOf(tables: Tables, resourceUuid: string, tag: string): readonly SqlRow[] {
  return where(tables, 'SystemTag', { resourceUuid }).filter((row) => String(row.tag).startsWith(`${tag}::`));
}

/** Two of them answer with the text that they were given. */
function echo({ api, call }: Scene, [param = '']: readonly string[]): Readonly<Record<string, string>> {
  const [key, ...more] = Object.keys(api.result ?? {});
  return key === undefined || key === 'inventory' || more.length > 0 ? {} : { [key]: String(call.params[param] ?? '') };
}
