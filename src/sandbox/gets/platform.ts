import { generateKeyPairSync } from 'node:crypto';
import type { Scene } from '../effect.ts';
import { show } from '../effects/reply.ts';
import { first, insert, where } from '../effects/rows.ts';
import { text } from '../effects/values.ts';
import { Failure } from '../fault.ts';
import type { Get } from './gets.ts';

/** What the management node says of itself, and the kinds of things it knows. */
export const platformGets: Readonly<Record<string, Get>> = {
  GetVersion: ({ registry }) => ({ success: true, version: registry.release }),
  GetCurrentTime: ({ clock }) => ({
    success: true,
    currentTime: { MillionSeconds: clock, Seconds: Math.floor(clock / 1000) },
  }),
  IsReadyToGo: (scene) => ({ success: true, managementNodeId: first(scene, 'ManagementNode', {})?.uuid }),
  IsOpensourceVersion: () => ({ opensource: true }),
  GetSupportedIdentityModels: () => ({ configs: ['IAM', 'IAM2'] }),
  GetSupportAPIs: ({ registry }) => ({
    supportApis: registry.apiNames().flatMap((name) => registry.api(name)?.fullName ?? []),
  }),
  GetPlatformTimeZone: ({ clock }) => ({ timezone: zone(), offset: offset(clock) }),
  GetHypervisorTypes: (scene) => ({ hypervisorTypes: kinds(scene, 'Cluster', 'hypervisorType') }),
  GetPrimaryStorageTypes: (scene) => ({ types: kinds(scene, 'PrimaryStorage', 'type') }),
  GetBackupStorageTypes: (scene) => ({ types: kinds(scene, 'BackupStorage', 'type') }),
  GetL2NetworkTypes: (scene) => ({ types: kinds(scene, 'L2Network', 'type') }),
  GetL3NetworkTypes: (scene) => ({ types: kinds(scene, 'L3Network', 'type') }),
  GetNetworkServiceTypes: (scene) => ({ types: servicesOf(scene) }),
  GetHostAllocatorStrategies: (scene) => ({ strategies: kinds(scene, 'InstanceOffering', 'allocatorStrategy') }),
  GetPrimaryStorageAllocatorStrategies: (scene) => ({ strategies: kinds(scene, 'DiskOffering', 'allocatorStrategy') }),
  GetLoginProcedures: () => ({ procedures: [] }),
  GetGlobalConfigOptions: (scene) => {
    const { category, name } = scene.call.params;
    if (!first(scene, 'GlobalConfig', { category: String(category), name: String(name) }))
      throw new Failure('SYS.1007', `no global config[category:${category}, name:${name}] found`);
    return { options: {} };
  },
  GenerateSshKeyPair: (scene) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const { name, description, resourceUuid } = scene.call.params;
    const uuid = text(resourceUuid) ?? scene.uuid();
    const dates = { createDate: scene.now, lastOpDate: scene.now };
    insert(scene, 'SshKeyPair', {
      uuid,
      name: String(name),
      description: text(description) ?? null,
      publicKey,
      ...dates,
    });
    return { inventory: { ...show(scene, 'SshKeyPair', uuid), privateKey } };
  },
};

/** The values that are in use: the sandbox knows no others. */
function kinds(scene: Scene, name: string, column: string): readonly string[] {
  return [...new Set(where(scene, name).flatMap((row) => text(row[column]) ?? []))].sort();
}

function servicesOf(scene: Scene): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const { networkServiceProviderUuid, type } of where(scene, 'NetworkServiceType')) {
    const provider = String(networkServiceProviderUuid);
    found.set(provider, [...(found.get(provider) ?? []), String(type)]);
  }
  return Object.fromEntries(found);
}

function zone(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
}

/** As `+08:00`. */
function offset(clock: number): string {
  const minutes = -new Date(clock).getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}
