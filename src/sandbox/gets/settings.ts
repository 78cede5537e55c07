import type { Scene } from '../effect.ts';
import { find } from '../effects/rows.ts';
import { settingOf } from '../effects/settings.ts';
import type { Json } from '../reply.ts';
import type { Get } from './gets.ts';

/** Settings that are kept as system tags, with what holds where nobody has set them. */
export const settingGets: Readonly<Record<string, Get>> = {
  GetVmHostname: reading('hostname', ([hostname]) => ({ hostname })),
  GetVmBootOrder: reading('bootOrder', ([orders]) => ({ orders: (orders ?? 'HardDisk,CdRom,Network').split(',') })),
  GetVmInstanceHaLevel: reading('ha', ([level]) => ({ level })),
  GetVmConsolePassword: reading('consolePassword', ([password]) => ({ password })),
  GetVmSshKey: reading('sshkey', ([sshKey]) => ({ sshKey })),
  GetVmMonitorNumber: reading('VDIMonitorNumber', ([number]) => ({ monitorNumber: Number(number ?? 1) })),
  GetVmQga: reading('qga', isOn),
  GetVmRDP: reading('RDPEnable', isOn),
  GetVmNuma: reading('numa', isOn),
  GetVmUsbRedirect: reading('usbRedirect', isOn),
  GetImageQga: reading('qga', isOn),
  GetL3NetworkMtu: reading('mtu', ([mtu]) => ({ mtu: Number(mtu ?? 1500) })),
  GetL3NetworkRouterInterfaceIp: reading('routerInterfaceIp', ([routerInterfaceIp]) => ({ routerInterfaceIp })),
  GetVolumeQos: (scene) => {
    const uuid = String(scene.call.params.uuid);
    const pairs = String(find(scene, 'Volume', uuid)?.volumeQos ?? '').split(',');
    const limits = new Map(pairs.map((pair) => pair.split('=') as [string, string]));
    const limit = (name: string): number => Number(limits.get(name) ?? -1);
    return {
      ...{ volumeUuid: uuid, volumeBandwidth: limits.has('total') ? limit('total') : limit('totalBandwidth') },
      ...{ volumeBandwidthRead: limit('readBandwidth'), volumeBandwidthWrite: limit('writeBandwidth') },
      ...{ iopsTotal: limit('totalIOPS'), iopsRead: limit('readIOPS'), iopsWrite: limit('writeIOPS') },
    };
  },
};

type Reply = { readonly [key: string]: Json };

function reading(tag: string, reply: (values: readonly (string | undefined)[]) => Reply): Get {
  return (scene: Scene) => {
    const { uuid, l3NetworkUuid } = scene.call.params;
    return reply(settingOf(scene, String(uuid ?? l3NetworkUuid), tag) ?? []);
  };
}

function isOn([value]: readonly (string | undefined)[]): Reply {
  return { enable: value === 'true' };
}
