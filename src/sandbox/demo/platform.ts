import { accountUuid } from './accounts.ts';
import { dates, later, millis, named, PRESENT, type SeedTable, table, uuid } from './table.ts';

const configs: readonly (readonly [
  category: string,
  name: string,
  defaultValue: string,
  value: string,
  description: string,
])[] = [
  ['identity', 'session.timeout', '7200', '7200', 'session timeout in seconds'],
  ['identity', 'session.maxConcurrent', '500', '500', 'max sessions of an account'],
  ['host', 'ping.interval', '60', '60', 'interval between two pings, in seconds'],
  ['host', 'cpu.overProvisioning.ratio', '10', '10', 'virtual processors of each real one'],
  ['mevoco', 'overProvisioning.memory', '1.0', '1.0', 'memory given out for each byte of real memory'],
  ['mevoco', 'overProvisioning.primaryStorage', '1.0', '1.0', 'capacity given out for each real byte'],
  ['kvm', 'reservedMemory', '1G', '4G', 'memory a host keeps for itself'],
  ['kvm', 'vm.cpuMode', 'none', 'host-passthrough', 'model of the virtual processor'],
  ['vm', 'deletionPolicy', 'Delay', 'Delay', 'what becomes of a destroyed virtual machine'],
  ['vm', 'expungePeriod', '86400', '604800', 'seconds until a destroyed virtual machine is expunged'],
  ['image', 'deletionPolicy', 'Delay', 'Delay', 'what becomes of a deleted image'],
  ['zwatch', 'evaluation.interval', '60', '60', 'seconds between two evaluations of an alarm'],
];

type Job = readonly [
  name: string,
  message: string,
  state: string,
  kind: string,
  target: string,
  startedAt: string,
  /** How long it took; nothing while it runs. */
  seconds: number | null,
  error?: string,
];

const jobs: readonly Job[] = [
  ['迁移 bj-redis-01', 'APIMigrateVmMsg', 'Succeeded', 'VmInstance', 'bj-redis-01', '2026-03-01 01:10:00', 93],
  [
    '导出 CentOS',
    'APIExportImageFromBackupStorageMsg',
    'Failed',
    'Image',
    'centos',
    '2026-03-05 15:44:31',
    1800,
    'timeout',
  ],
  ['删除旧报表', 'APIExpungeDataVolumeMsg', 'Canceled', 'Volume', '旧报表', '2026-03-09 11:20:08', 17],
  [
    '数据库备份',
    'APICreateDatabaseBackupMsg',
    'Running',
    'DatabaseBackup',
    'manual-2026-03-12',
    '2026-03-12 10:28:46',
    null,
  ],
];

type Alarm = readonly [
  name: string,
  namespace: string,
  metricName: string,
  comparisonOperator: string,
  threshold: number,
  status: string,
  emergencyLevel: string,
];

const alarms: readonly Alarm[] = [
  ['物理机 CPU 使用率', 'ZStack/Host', 'CPUAverageUsedUtilization', 'GreaterThanOrEqualTo', 80, 'OK', 'Important'],
  ['物理机内存使用率', 'ZStack/Host', 'MemoryUsedInPercent', 'GreaterThan', 75, 'Alarm', 'Emergent'],
  ['镜像仓库剩余容量', 'ZStack/BackupStorage', 'AvailableCapacityInPercent', 'LessThan', 10, 'OK', 'Important'],
];

/** Times an alarm rang: the value on a host at a moment. */
const rings: readonly (readonly [alarm: string, host: string, at: string, value: number])[] = [
  ['物理机内存使用率', 'bj-kvm-01', '2026-03-10 20:15:00', 76.5],
  ['物理机内存使用率', 'bj-kvm-01', '2026-03-12 09:40:00', 78.25],
];

/** What happened in the cloud: resource kind and name, then the error if it was one. */
const events: readonly (readonly [
  at: string,
  name: string,
  level: string,
  kind: string,
  on: string,
  error: string | null,
])[] = [
  ['2026-03-09 17:20:31', 'VMStateChangedOnHost', 'Normal', 'VmInstance', 'old-wiki', null],
  ['2026-03-10 08:00:12', 'HostStateChanged', 'Normal', 'Host', 'bj-kvm-05', null],
  ['2026-03-11 22:47:03', 'HostDisconnected', 'Emergent', 'Host', 'sh-arm-01', 'no answer to 3 pings'],
];

const NODE = uuid('ManagementNode', '10.0.10.11');

/** The management node and what it keeps about itself: configurations, long jobs, alarms and events. */
export function platformTables(): readonly SeedTable[] {
  return [
    table('ManagementNodeInventory', ['10.0.10.11'], (hostName) => ({
      uuid: NODE,
      hostName,
      joinDate: '2026-01-10 22:04:19',
      heartBeat: PRESENT,
    })),
    table('GlobalConfigInventory', configs, ([category, name, defaultValue, value, description], index) => ({
      id: index + 1,
      name,
      category,
      description,
      defaultValue,
      value,
    })),
    table('LongJobInventory', jobs, ([name, jobName, state, kind, target, startedAt, seconds, error = null]) => ({
      uuid: uuid('LongJob', name),
      name,
      apiId: uuid('api', name),
      jobName,
      jobData: JSON.stringify({ uuid: uuid(kind, target) }),
      jobResult: error === null ? null : JSON.stringify({ code: 'SYS.1006', details: error }),
      state,
      targetResourceUuid: uuid(kind, target),
      managementNodeUuid: NODE,
      executeTime: seconds,
      createDate: startedAt,
      lastOpDate: later(startedAt, seconds ?? 0),
    })),
    table('AlarmInventory', alarms, ([name, namespace, metricName, comparisonOperator, threshold, status, level]) => ({
      uuid: uuid('Alarm', name),
      name,
      comparisonOperator,
      period: 300,
      namespace,
      metricName,
      threshold,
      repeatInterval: 1800,
      repeatCount: -1,
      status,
      state: 'Enabled',
      enableRecovery: true,
      emergencyLevel: level,
      ...dates(name, '2024-03-01', '2024-03-10'),
    })),
    table('AlarmRecordsInventory', rings, ([alarm, host, at, metricValue], index) => {
      const [, namespace, metricName, comparisonOperator, threshold, , emergencyLevel] = named(alarms, alarm);
      return {
        id: index + 1,
        createTime: millis(at),
        accountUuid: accountUuid('admin'),
        alarmName: alarm,
        alarmStatus: 'Alarm',
        alarmUuid: uuid('Alarm', alarm),
        comparisonOperator,
        dataUuid: uuid('AlarmRecords', `${alarm} ${at}`),
        emergencyLevel,
        labels: JSON.stringify({ HostUuid: uuid('Host', host) }),
        metricName,
        metricValue,
        namespace,
        period: 300,
        readStatus: index === 0,
        resourceUuid: uuid('Host', host),
        threshold,
      };
    }),
    table('EventRecordsInventory', events, ([at, name, emergencyLevel, kind, on, error], index) => ({
      id: index + 1,
      createTime: millis(at),
      namespace: kind === 'Host' ? 'ZStack/Host' : 'ZStack/VM',
      name,
      emergencyLevel,
      resourceId: uuid(kind, on),
      error,
      dataUuid: uuid('EventRecords', `${name} ${at}`),
      accountUuid: accountUuid('admin'),
      readStatus: error === null,
      labels: JSON.stringify({ name: on }),
    })),
  ];
}
