import { awkward } from './awkward.ts';
import { machines } from './machines.ts';
import { l3Uuid } from './networks.ts';
import { addressOf } from './nics.ts';
import { dates, named, type SeedTable, table, uuid } from './table.ts';

type Pattern = readonly [
  name: string,
  value: string,
  color: string,
  type: 'simple' | 'withToken',
  description: string | null,
];

const patterns: readonly Pattern[] = [
  ['生产', '生产', '#D32F2F', 'simple', '变更需审批'],
  ['测试', '测试', '#1976D2', 'simple', null],
  ['待下线', '待下线', '#757575', 'simple', '三个月内清理'],
  ['负责人', 'owner::{name}', '#388E3C', 'withToken', '谁的机器'],
];

/** User tags; `pattern` is what each was made from, if anything. */
const userTags: readonly (readonly [kind: string, name: string, tag: string, pattern: string | null])[] = [
  ['VmInstance', 'bj-web-01', '生产', '生产'],
  ['VmInstance', 'bj-web-02', '生产', '生产'],
  ['VmInstance', 'bj-db-master', '生产', '生产'],
  ['VmInstance', 'bj-db-master', 'owner::zhang.wei', '负责人'],
  ['VmInstance', '财务系统-生产', '生产', '生产'],
  ['VmInstance', '财务系统-生产', '等保三级', null],
  ['VmInstance', '研发-测试机-01', '测试', '测试'],
  ['VmInstance', '研发-测试机-02', '测试', '测试'],
  ['VmInstance', 'legacy-crm', '待下线', '待下线'],
  ['VmInstance', awkward.emoji, 'owner::李娜', '负责人'],
  ['Host', 'bj-kvm-01', 'rack-A03', null],
  ['Host', 'bj-kvm-02', 'rack-A03', null],
  ['Host', 'sh-kvm-02', '待下线', '待下线'],
  ['Volume', '旧报表', '待下线', '待下线'],
  ['Image', 'centos', '待下线', '待下线'],
  ['DatabaseBackup', 'manual-2025-12-31', 'keep', null],
  ['DatabaseBackup', 'manual-before-upgrade', 'keep', null],
  ['DatabaseBackup', 'nightly-2026-01-01', 'keep', null],
];

/** System tags; the server made the inherent ones itself. */
const systemTags: readonly (readonly [kind: string, name: string, tag: string, inherent: boolean])[] = [
  ...machines
    .filter(({ name }) => /^[a-z0-9-]+$/.test(name))
    .map(({ name }) => ['VmInstance', name, `hostname::${name}`, false] as const),
  ['VmInstance', 'bj-db-master', 'ha::NeverStop', false],
  ['VmInstance', '财务系统-生产', 'ha::NeverStop', false],
  ['VmInstance', 'bj-db-master', `staticIp::${l3Uuid('bj-data')}::${addressOf('bj-db-master')}`, false],
  ['Host', 'bj-kvm-01', 'capability:liveSnapshot', true],
  ['Host', 'bj-kvm-02', 'capability:liveSnapshot', true],
  ['Host', 'bj-kvm-03', 'capability:liveSnapshot', true],
  ['BackupStorage', 'bs-shanghai', 'remote', true],
  ['Image', 'win2019', 'bootMode::UEFI', false],
  ['Image', 'win11', 'bootMode::UEFI', false],
  ['Image', 'vrouter', 'applianceType::vpcvrouter', false],
];

/** Tag patterns, user tags and system tags. */
export function tagTables(): readonly SeedTable[] {
  return [
    table('TagPatternInventory', patterns, ([name, value, color, type, description]) => ({
      uuid: uuid('TagPattern', name),
      name,
      value,
      description,
      color,
      type,
      ...dates(name, '2024-07-01', '2024-08-01'),
    })),
    table('UserTagInventory', userTags, ([kind, name, tag, pattern]) => ({
      ...tagRow('User', kind, name, tag),
      tagPatternUuid: pattern === null ? null : uuid('TagPattern', named(patterns, pattern)[0]),
    })),
    table('SystemTagInventory', systemTags, ([kind, name, tag, inherent]) => ({
      ...tagRow('System', kind, name, tag),
      inherent,
    })),
  ];
}

function tagRow(type: 'User' | 'System', kind: string, name: string, tag: string) {
  return {
    uuid: uuid(`${type}Tag`, `${kind} ${name} ${tag}`),
    resourceUuid: uuid(kind, name),
    resourceType: `${kind}VO`,
    tag,
    type,
    ...dates(`${name} ${tag}`, '2026-02-16', '2026-03-05'),
  };
}
