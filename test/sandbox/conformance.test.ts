import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformanceUuid } from '../../src/sandbox/conformance.ts';
import { type Engine, openEngine, type Row, shown } from './engine.ts';
import { legacyMessage } from './legacy.ts';

let cloud: Engine;
beforeAll(async () => {
  cloud = await openEngine();
});
afterAll(() => cloud.close());

/** Words of the old command line, the rows that answer them, and the row of the table. */
const cli: readonly (readonly [row: number, kind: string, line: string, expected: string])[] = [
  [1, 'DB', '', 'd1 d2 d3'],
  [3, 'DB', 'name~=zstack', 'd1 d2'],
  [4, 'DB', 'name~=zstack_', ''],
  [5, 'DB', 'name~=manual_backup', 'd3'],
  [7, 'DB', 'backupStorage.name=bs1', 'd1'],
  [8, 'DB', 'backupStorage.name=bs2', 'd1 d2'],
  [9, 'DB', 'backupStorage.name!=bs2', 'd1'],
  [11, 'DB', 'backupStorageRefs.backupStorage.name=bs2', 'd1 d2'],
  [12, 'DB', 'backupStorageRefs.backupStorageUuid=b2 backupStorageRefs.status=Ready', 'd1 d2'],
  [13, 'DB', 'backupStorage.availableCapacity>=400 backupStorage.type=SftpBackupStorage', 'd1'],
  [15, 'DB', 'backupStorageRefs.exportUrl=null', 'd1 d2'],
  [16, 'DB', 'backupStorageRefs.databaseBackupUuid=d3', 'd3'],
  [17, 'DB', 'backupStorage.zone.name=zone-b', 'd1 d2'],
  [19, 'DB', 'description=null', 'd3'],
  [19, 'DB', 'description!=null', 'd1 d2'],
  [20, 'DB', 'description!=nightly', ''],
  [21, 'DB', 'size>=100', 'd1 d2'],
  [24, 'DB', 'size=abc', 'd3'],
  [25, 'DB', "'createDate>=2020-02-01 02:00:00' 'createDate<=2020-02-10'", 'd2'],
  [27, 'DB', 'createDate=2020-01-01', ''],
  [28, 'DB', 'createDate=garbage', ''],
  [28, 'DB', 'createDate>=garbage', 'd1 d2 d3'],
  [29, 'DB', 'status?=Ready,Creating', 'd1 d2 d3'],
  [29, 'DB', 'status!?=Ready', 'd3'],
  [31, 'DB', "'uuid?=d1, d2'", 'd1'],
  [33, 'DB', 'count=true', 'total=3'],
  [33, 'DB', 'count=true start=1 limit=1', 'total=3'],
  [35, 'DB', 'limit=0', ''],
  [37, 'DB', '__userTag__=keep', 'd1'],
  [37, 'DB', '__userTag__!=keep', 'd2 d3'],
  [39, 'DB', '__tagUuid__=null', 'd1'],
  [44, 'DB', 'size=100 size=200', ''],
  [45, 'VM', 'name=web-4', 'v4'],
  [48, 'VM', "'name~=100\\%%'", 'v5'],
  [49, 'VM', "'name~=%\\_%'", 'v3 v5'],
  [49, 'VM', "'name~=%_%'", 'v1 v2 v3 v4 v5'],
  [53, 'VM', 'description=', 'v5'],
  [53, 'VM', 'description!=', 'v1 v2 v3'],
  [55, 'VM', 'hostUuid=null', 'v3 v5'],
  [55, 'VM', 'hostUuid!=null', 'v1 v2 v4'],
  [56, 'VM', 'host.uuid=null', 'v3 v5'],
  [56, 'VM', 'host.name=null', ''],
  [57, 'VM', 'host.uuid!=h1', 'v2 v4'],
  [57, 'VM', 'hostUuid!=h1', 'v2 v4'],
  [57, 'VM', 'host.name!=host-1', 'v2 v4'],
  [59, 'VM', 'vmNics.ip!~=192.168', 'v1 v3'],
  [60, 'VM', 'vmNics.ip!?=192.168.0.11,10.1.0.11', 'v2 v3'],
  [61, 'VM', 'vmNics.l3NetworkUuid=l3a vmNics.ip=10.1.0.11', 'v1'],
  [63, 'VM', 'vmNics.vmInstance.uuid!=null', 'v1 v2 v3'],
  [63, 'VM', 'vmNics.vmInstanceUuid!=null', 'v1 v2 v3 v4 v5'],
  [67, 'VM', 'rootVolume.size>=20000000000', 'v3'],
  [68, 'VM', 'zone.name=zone-a cluster.name=cluster-2', 'v2'],
  [69, 'VM', 'host.cluster.zone.name=zone-b', 'v4'],
  [71, 'VM', 'host.zone.host.name=host-1', 'v1 v2'],
  [72, 'VM', 'zone.backupStorage.uuid=b2', 'v1 v2 v3 v4 v5'],
  [73, 'VM', 'host.totalCpuCapacity>=200', 'v1'],
  [75, 'VM', '__userTag__=WEB', 'v1 v2'],
  [75, 'VM', '__userTag__!=web', 'v3 v4 v5'],
  [76, 'VM', '__userTag__?=web,prod', 'v1 v2'],
  [76, 'VM', '__userTag__!?=web,prod', 'v3 v4 v5'],
  [77, 'VM', '__userTag__=web __userTag__=prod', 'v1'],
  [79, 'VM', '__systemTag__~=hostname', 'v1 v3'],
  [80, 'VM', '__systemTag__~=staticIp', ''],
  [81, 'VM', 'host.__userTag__=rack-1', 'v1'],
  [81, 'VM', 'host.__userTag__!=rack-1', 'v2 v4'],
  [83, 'VM', '__tagUuid__=null', 'v1'],
  [83, 'VM', '__tagUuid__!=null', 'v1 v2'],
  [83, 'VM', '__userTag__=null', ''],
  [83, 'VM', '__userTag__!=null', 'v1 v2'],
  [84, 'VM', 'cpuNum=02', 'v1 v5'],
  [84, 'VM', 'cpuNum=2.0', 'v1 v5'],
  [84, 'VM', 'cpuNum=2abc', 'v1 v5'],
  [84, 'VM', 'cpuNum~=2', 'v1 v5'],
  [85, 'VM', 'cpuNum?=2,4', 'v1 v2 v3 v5'],
  [85, 'VM', 'cpuNum=', ''],
  [92, 'VM', 'count=true fields=hostUuid', 'total=3'],
  [92, 'VM', 'count=1', 'v1 v2 v3 v4 v5'],
  [95, 'VM', 'type=ApplianceVm applianceVmType=vpcvrouter', 'v5'],
  [96, 'VM', 'type?=ApplianceVm', 'v5'],
  [96, 'VM', 'type=appliancevm', 'v5'],
  [104, 'VM', 'memorySize=4GB', ''],
  [108, 'Host', 'totalCpuCapacity>=200', 'h1'],
  [108, 'Host', 'totalCpuCapacity!=400', 'h2'],
  [108, 'Host', 'totalCpuCapacity=null', ''],
  [111, 'Host', 'vmInstance.vmNics.ip~=192.168', 'h1 h2'],
  [112, 'Zone', 'isDefault=true', 'z1'],
  [112, 'Zone', 'isDefault=1', 'z1'],
  [112, 'Zone', 'isDefault=TRUE', 'z1'],
  [113, 'Zone', 'isDefault?=true', 'z2 z3'],
  [113, 'Zone', 'isDefault!?=true', 'z1'],
  [115, 'Zone', 'backupStorage.name=bs2', 'z1 z2'],
  [115, 'Zone', 'backupStorageRef.backupStorage.name=bs1', 'z1'],
  [116, 'Zone', 'cluster.zoneUuid=z3', 'z3'],
  [116, 'Zone', 'cluster.zone.uuid=z3', ''],
  [117, 'Zone', 'vmInstance.__userTag__!=web', 'z1 z2'],
  [119, 'BS', 'attachedZoneUuids=z1 attachedZoneUuids=z2', 'b2'],
  [119, 'BS', 'attachedZoneUuids!=z1', 'b2'],
  [119, 'BS', 'attachedZoneUuids=null', ''],
  [119, 'BS', 'attachedZoneUuids!=null', 'b1 b2'],
  [120, 'BS', 'zone.uuid=null', ''],
  [120, 'BS', 'zone.uuid!=null', 'b1 b2'],
  [121, 'BS', 'type=SftpBackupStorage hostname=10.0.0.100', 'b2'],
  [123, 'VOL', 'actualSize!=1073741824', 'vol2'],
  [124, 'VOL', 'size>=10GB', 'vol1 vol2 vol3 vol4 vol5 vol6'],
  [125, 'VOL', 'vmInstance.vmNics.ip=10.1.0.11 type=Root', 'vol1'],
  [127, 'VmNic', 'vmInstance.name~=web ip~=192.168', 'n1 n3'],
  [128, 'UserTag', 'tagPattern.name=production', 'ut1 ut4'],
  [128, 'UserTag', 'tagPatternUuid=null', 'ut2 ut5'],
];

describe('conditions of the old command line', () => {
  it.each(cli)('%i: %s %s', async (_, kind, line, expected) => {
    expect(await cloud.viaCli(kind, line)).toBe(expected);
  });
});

/** What fails, and a part of the text that says so. */
const failing: readonly (readonly [row: number, kind: string, line: string, text: string])[] = [
  [40, 'DB', 'nosuch=1', 'DatabaseBackupInventory] not having field[nosuch]'],
  [
    40,
    'DB',
    'nosuch.name=1',
    'invalid nested query condition[] on class org.zstack.header.storage.database.backup.DatabaseBackupInventory,',
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is the server's
  [40, 'DB', 'fields=nosuch', 'inventory[${selfInventoryClass}] has no field[nosuch]'],
  [40, 'DB', 'sortBy=nosuch', "invalid order by clause, inventory[DatabaseBackupInventory] doesn't have field[nosuch]"],
  [41, 'DB', 'fields=backupStorage.name', 'has no field[backupStorage]'],
  [41, 'DB', 'fields=uuid,backupStorage.name', "error mismatched input '.'"],
  [51, 'VM', `"description=it's a db"`, 'token recognition error at:'],
  [64, 'VM', 'vmNics.usedIpUuid=null', 'VmNicInventory] not having field[usedIpUuid]'],
  [64, 'VM', 'internalId=1', 'VmInstanceInventory] not having field[internalId]'],
  [65, 'VM', 'vmNics=n1', 'could not resolve property: vmNics of: org.zstack.header.vm.VmInstanceVO'],
  [89, 'VM', 'sortBy=zone.name', ''],
  [89, 'VM', 'sortBy=__userTag__', ''],
  [93, 'VM', 'fields=name,zone.name', "error mismatched input '.'"],
  [96, 'VM', 'applianceVmType=vpcvrouter', 'not having field[applianceVmType]'],
  [96, 'VM', 'type=appliancevm applianceVmType=vpcvrouter', 'not having field[applianceVmType]'],
  [97, 'VM', 'limit>=5', "error mismatched input 'limit'"],
  [105, 'VM', `"name?='web-1'"`, 'token recognition error at:'],
  [107, 'Host', 'hypervisorType=KVM password=p', 'org.zstack.kvm.KVMHostInventory] not having field[password]'],
  [109, 'Host', 'fields=totalCpuCapacity', 'could not resolve property: totalCpuCapacity'],
  [109, 'Host', 'sortBy=totalCpuCapacity', 'could not resolve property: totalCpuCapacity'],
];

describe('what the engine refuses', () => {
  it.each(failing)('%i: %s %s', async (_, kind, line, text) => {
    expect(await cloud.viaCli(kind, line)).toMatch(/^ERR /);
    expect(await cloud.viaCli(kind, line)).toContain(text);
  });
});

describe('conditions of REST', () => {
  const cases: readonly (readonly [row: number, kind: string, q: string, expected: string])[] = [
    [23, 'DB', 'size>100', 'd2'],
    [47, 'VM', 'name~=%web%', 'v1 v2 v4'],
    [99, 'VM', 'hostUuid is null', 'v3 v5'],
    [99, 'VM', 'hostUuid not null', 'v1 v2 v4'],
    [99, 'VM', 'hostUuid=null', ''],
    [103, 'VM', 'createDate>2020-01-12 08:00:00', 'v4 v5'],
  ];
  it.each(cases)('%i: %s %s', async (_, kind, q, expected) => {
    expect(await cloud.viaQ(kind, q)).toBe(expected);
  });

  it.each([
    [99, 'hostUuid is not null'],
    [100, 'description=a!=b'],
    [100, 'description~=a>=b'],
  ])('%i: %s fails', async (_, q) => {
    expect(await cloud.viaQ('VM', q)).toMatch(/^ERR /);
  });
});

describe('fields, order and counts', () => {
  it('32: shows the fields asked for, and no others', async () => {
    const rows = await cloud.rowsOf('DB', 'fields=uuid,name sortBy=createDate sortDirection=desc limit=2');
    expect(rows).toEqual([
      { uuid: conformanceUuid('d3'), name: 'manual-backup' },
      { uuid: conformanceUuid('d2'), name: 'zstack-2020-02-01' },
    ]);
  });

  it('36: starts where it is told', async () => {
    const sorted = ['d1', 'd2', 'd3'].sort((one, other) => (conformanceUuid(one) < conformanceUuid(other) ? -1 : 1));
    const rows = await cloud.rowsOf('DB', 'sortBy=uuid start=1');
    expect(rows.map(({ uuid }) => shown(uuid))).toEqual(sorted.slice(1));
  });

  it('87: sorts without case', async () => {
    const rows = await cloud.rowsOf('VM', 'sortBy=name');
    expect(rows.map(({ uuid }) => shown(uuid))).toEqual(['v5', 'v3', 'v1', 'v2', 'v4']);
  });

  it('88: puts NULL first, and last the other way round', async () => {
    const hosts = (rows: readonly Row[]) => rows.map(({ hostUuid }) => shown(hostUuid));
    const sorted = ['h1', 'h2', 'h3'].sort((one, other) => (conformanceUuid(one) < conformanceUuid(other) ? -1 : 1));
    expect(hosts(await cloud.rowsOf('VM', 'sortBy=hostUuid'))).toEqual(['NULL', 'NULL', ...sorted]);
    expect(hosts(await cloud.rowsOf('VM', 'sortBy=hostUuid sortDirection=desc'))).toEqual([
      ...sorted.toReversed(),
      'NULL',
      'NULL',
    ]);
  });

  it('91: counts the values of the first field, unless it is to be friendly', async () => {
    const line = ['VM', 'replyWithCount=true fields=hostUuid limit=2'] as const;
    expect(await cloud.viaCli(...line)).toBe('NULL NULL total=3');
    expect(await cloud.viaCli(...line, 'admin', 'friendly')).toBe('NULL NULL total=5');
  });

  it('93: cuts a nested field that is alone', async () => {
    expect((await cloud.rowsOf('VM', 'fields=uuid.name sortBy=uuid')).map((row) => Object.keys(row))).toEqual(
      Array(5).fill(['uuid']),
    );
  });
});

describe('what accounts see', () => {
  const cases: readonly (readonly [row: number, kind: string, line: string, as: string, expected: string])[] = [
    [129, 'VM', '', 'acc1', 'v1 v2 v3'],
    [129, 'VM', 'count=true', 'acc1', 'total=3'],
    [131, 'VOL', '', 'acc1', 'vol1 vol2'],
    [131, 'VOL', 'vmInstance.name=web-2', 'acc1', ''],
    [132, 'VM', 'allVolumes.name=ROOT-web-2', 'acc1', 'v2'],
    [133, 'Host', '', 'acc1', 'h1 h2 h3'],
    [133, 'Zone', '', 'acc1', 'z1 z2 z3'],
    [133, 'VM', '', 'acc2', 'v3'],
  ];
  it.each(cases)('%i: %s %s as %s', async (_, kind, line, as, expected) => {
    expect(await cloud.viaCli(kind, line, as)).toBe(expected);
  });

  it('130: a page and the total of what is seen', async () => {
    const { rows, total } = await cloud.ask(
      legacyMessage('VmInstance', ['replyWithCount=true', 'limit=1']),
      'acc1',
      'faithful',
    );
    expect([rows?.length, total]).toEqual([1, 3]);
  });
});

describe('a friendly cloud', () => {
  it.each([
    ['DB', 'size=abc', 'is not a number'],
    ['DB', 'createDate>=garbage', 'is not a time'],
    ['VM', 'cpuNum=2abc', 'is not a number'],
    ['VOL', 'size>=10GB', 'is not a number'],
  ])('refuses %s %s', async (kind, line, text) => {
    expect(await cloud.viaCli(kind, line, 'admin', 'friendly')).toContain(text);
  });

  it.each([
    ['VM', `"description=it's a db"`, 'v3'],
    ['VM', 'cpuNum=02', 'v1 v5'],
    ['Zone', 'isDefault?=true', 'z1'],
    ['Zone', 'isDefault!?=true', 'z2 z3'],
  ])('corrects %s %s', async (kind, line, expected) => {
    expect(await cloud.viaCli(kind, line, 'admin', 'friendly')).toBe(expected);
  });
});

describe('ZQL', () => {
  const cases: readonly (readonly [row: number, text: string, expected: string])[] = [
    [52, "query vminstance where description = 'it''s a db'", 'v3'],
    [135, "query vminstance where (cpuNum = 4 and state = 'Stopped') or name = 'web-1'", 'v1 v3'],
    [136, "query vminstance where state = 'Running' and zoneUuid = 'z1' and cpuNum > 2 or name = 'WEB-4'", 'v2'],
    [137, "query vminstance where vmNics.ip has ('192.168.0.11','10.1.0.11')", 'v1'],
    [139, "query vminstance where __userTag__ has ('web','prod')", 'v1'],
    [139, "query vminstance where __userTag__ has ('web','web')", ''],
    [139, "query vminstance where __userTag__ not has ('prod')", 'v2 v3 v4 v5'],
    [140, "query backupstorage where attachedZoneUuids not has ('z2')", 'b1'],
    [140, "query backupstorage where attachedZoneUuids has ('z1','z2')", 'b2'],
    [141, "query databasebackup where backupStorageRefs.backupStorageUuid has ('b1','b2')", 'd1'],
    [141, "query databasebackup where backupStorage.name has ('bs1','bs2')", ''],
    [
      144,
      "query databasebackup where uuid in (query databasebackupstorageref.databaseBackupUuid where backupStorageUuid = 'b2' and status = 'Ready')",
      'd2',
    ],
    [145, 'query vminstance where uuid not in (query volume.vmInstanceUuid)', ''],
    [147, "query vminstance restrict by (cluster.name != 'cluster-1')", 'v2 v4'],
    [148, "query zone restrict by (vminstance.uuid = 'v1')", 'z1 z2 z3'],
    [155, "query VMINSTANCE where name='web-1'", 'v1'],
    [1005, "query vminstance where vmNics.vmInstance.zoneUuid = 'z1' restrict by (zone.name = 'zone-a')", 'v1 v2 v3'],
    [1007, "query zone where isDefault = 'true'", 'z1'],
    [1007, 'query zone where isDefault = true', 'z1'],
    [1016, "query backupstorageZoneRef where zone.uuid='z1' and backupStorage.name='bs1'", 'NULL'],
    [
      1017,
      "query vminstance where uuid in (query vmnic.vmInstanceUuid where ip = '192.168.0.11') or name != 'abc'",
      'v1 v2 v3 v4 v5',
    ],
    [1023, "query backupstorage where zone.backupStorage.attachedZoneUuids = 'z2'", 'b1 b2'],
    [1008, "query backupstorage restrict by (__systemTag__ != 'remote', __systemTag__ != 'remote') limit 20", 'b2 b3'],
    [1024, "query databasebackup where backupStorage.__systemTag__ != 'remote'", 'd1 d2'],
  ];
  it.each(cases)('%i: %s', async (_, text, expected) => {
    const [result] = await cloud.zql(text);
    expect(result?.ids?.join(' ')).toBe(expected);
  });

  it.each([
    "query vminstance where name has ('web-1')",
    'sum vminstance by zoneUuid',
    'query vm',
    "query vminstance where Name='web-1'",
    "query vminstance where vminstance.name='web-1'",
    'QUERY zone',
    'query zone where name is  null',
    'query zone order by name',
    'query zone order by uuid ASC',
    'query zone offset 5 limit 10',
    '',
    'query',
    'query vminstance where',
    'query vminstance where type = L2Vlan',
    "query host where username = 'root'",
    "query zone return with (zwatch{a='b'})",
  ])('fails: %s', async (text) => {
    await expect(cloud.zql(text)).rejects.toThrow(/./);
  });

  it('149: counts groups', async () => {
    const [result] = await cloud.zql('count vminstance group by state order by groupCount desc');
    expect(result?.total).toBe(5);
    expect(result?.counts).toEqual(
      expect.arrayContaining([
        [{ state: 'Stopped' }, 1],
        [{ state: 'Destroyed' }, 1],
      ]),
    );
    expect(result?.counts?.[0]).toEqual([{ state: 'Running' }, 3]);
  });

  it('149: limits groups, and leaves the total alone', async () => {
    const [limited] = await cloud.zql('count vminstance group by state limit 2');
    expect([limited?.total, limited?.counts?.length]).toEqual([5, 2]);
    expect(await cloud.zql("count vminstance where name = 'none' group by state")).toEqual([{ total: 0 }]);
  });

  it('151 and 152: the greatest of a group and sums', async () => {
    const [greatest] = await cloud.zql('query max(vminstance.cpuNum) group by zoneUuid');
    expect(new Set(greatest?.functions?.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify([{ zoneUuid: 'z1', cpuNum: 4 }, 4]), JSON.stringify([{ zoneUuid: 'z2', cpuNum: 2 }, 2])]),
    );
    const [sums] = await cloud.zql("sum vminstance.cpuNum,memorySize by zoneUuid where cpuNum > 0 named as 'sum'");
    expect(sums?.name).toBe('sum');
    expect(new Set(sums?.sums?.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify(['z1', 10, 15032385536]), JSON.stringify(['z2', 3, 2147483648])]),
    );
  });

  it('157: answers several statements, each by its name', async () => {
    expect(await cloud.zql("query host named as 'h';\nquery zone return with (total) named as 'z';")).toEqual([
      { ids: ['h1', 'h2', 'h3'], name: 'h' },
      { ids: ['z1', 'z2', 'z3'], total: 3, name: 'z' },
    ]);
  });

  it('159: lets an account count only what it sees', async () => {
    const [counted] = await cloud.zql('count vminstance group by state', 'acc1');
    expect(counted?.counts).toEqual([
      [{ state: 'Running' }, 2],
      [{ state: 'Stopped' }, 1],
    ]);
    expect((await cloud.zql('sum vminstance.cpuNum by zoneUuid', 'acc1'))[0]?.sums).toEqual([['z1', 10]]);
  });
});
