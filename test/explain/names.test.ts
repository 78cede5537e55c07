import { describe, expect, it } from 'vitest';
import * as english from '../../src/text/en/names.ts';
import { partsOf, wordsOf } from '../../src/text/names.ts';
import * as chinese from '../../src/text/zh/names.ts';
import { registry } from '../request/registry.ts';

it.each<[string, string]>([
  ['AttachL3NetworkToVm', 'Attach L3 Network To Vm'],
  ['AddIAM2VirtualIDsToProject', 'Add IAM2 Virtual IDs To Project'],
  ['QueryIPsecConnection', 'Query IPsec Connection'],
  ['ChangeV2VConversionHostState', 'Change V2V Conversion Host State'],
  ['QueryVCenterCluster', 'Query VCenter Cluster'],
  ['AddFiSecSecurityMachine', 'Add FiSec Security Machine'],
  ['ListVMsFromKVMHost', 'List VMs From KVM Host'],
])('%s falls into its words', (name, words) => {
  expect(wordsOf(name).join(' ')).toBe(words);
});

it('a name has a subject, a verb and objects', () => {
  expect(partsOf('PrimaryStorageMigrateVm')).toMatchObject({ subject: ['Primary', 'Storage'], verb: 'Migrate' });
  expect(partsOf('BackupStorageMigrateImage').verb).toBe('Migrate');
  expect(partsOf('PowerOffHost')).toMatchObject({ verb: 'PowerOff', objects: [{ by: '', words: ['Host'] }] });
});

it.each<[string, string, string]>([
  ['CreateDatabaseBackup', 'Create a database backup', '创建数据库备份'],
  ['QueryVmInstance', 'Query VM instances', '查询云主机'],
  ['QueryPolicy', 'Query policies', '查询策略'],
  ['UpdateImage', 'Update an image', '修改镜像'],
  ['DeleteUser', 'Delete a user', '删除用户'],
  ['CreateUsbDevice', 'Create a USB device', '创建 USB 设备'],
  ['AttachL3NetworkToVm', 'Attach an L3 network to a VM', '将三层网络挂载到云主机'],
  ['DetachDataVolumeFromVm', 'Detach a data volume from a VM', '从云主机卸载数据云盘'],
  ['ChangeVolumeState', 'Change the state of a volume', '更改云盘的状态'],
  ['GetVmConsoleAddress', 'Get the VM console address', '获取云主机控制台地址'],
  ['GetCandidateHostsForCreatingVm', 'Get candidate hosts for creating a VM', '获取用于创建云主机的候选物理机'],
  ['CleanUpTrashOnPrimaryStorage', 'Clean up trash on a primary storage', '清理主存储上的回收站数据'],
  ['PrimaryStorageMigrateVolume', 'Primary storage: migrate a volume', '主存储:迁移云盘'],
  ['DeleteEcsVpcInLocal', 'Delete an ECS VPC in the local records', '删除本地记录中的 ECS VPC'],
  ['LogInByAccount', 'Log in with an account', '使用账户登录'],
  ['AddSNSDingTalkAtPerson', 'Add an SNS DingTalk @ person', '添加 SNS DingTalk @ 人员'],
  ['CreateIpRange', 'Create an IP range', '创建 IP 地址段'],
])('%s: %s, %s', (name, en, zh) => {
  expect(english.apiSummary(name)).toBe(en);
  expect(chinese.apiSummary(name)).toBe(zh);
});

describe('of every API and every resource', () => {
  const names = [...registry.apiNames(), ...registry.inventoryNames().map((name) => name.replace(/Inventory$/, ''))];

  it('English has single spaces and no humps left', () => {
    const bad = names
      .map((name) => english.apiSummary(name))
      .filter((text) => !/^[A-Z@i]/.test(text) || /\s\s|[a-z][A-Z][a-z]+[A-Z]|undefined/.test(text));
    expect(bad).toEqual([]);
  });

  it('Chinese keeps Latin letters apart from Chinese ones', () => {
    const texts = names.map((name) => chinese.apiSummary(name));
    expect(
      texts.filter((text) => /\p{Script=Han}[A-Za-z0-9@]|[A-Za-z0-9@]\p{Script=Han}|\s\s|undefined/u.test(text)),
    ).toEqual([]);
  });

  it('the verb is always Chinese', () => {
    const strangers = registry.apiNames().filter((name) => !/\p{Script=Han}/u.test(chinese.apiSummary(name)));
    expect(strangers).toEqual([]);
  });

  it('few words stay English', () => {
    const texts = registry.apiNames().map((name) => chinese.apiSummary(name));
    expect(texts.filter((text) => /\b[a-z]{4,}\b/.test(text)).length / texts.length).toBeLessThan(0.03);
  });
});
