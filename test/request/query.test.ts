import { describe, expect, it } from 'vitest';
import { build, mistakes, sent } from './build.ts';

const uuid = '9f5010336a233d6ebbd82594a6d56e7c';

describe("the customer's page", () => {
  it('asks by condition', () => {
    const { request } = build(`QueryDatabaseBackup uuid=${uuid}`);
    expect(request).toMatchObject({
      method: 'GET',
      path: '/database-backups',
      query: [['q', `uuid=${uuid}`]],
      needSession: true,
    });
  });

  it('asks by path with --by-uuid', () => {
    expect(sent(`QueryDatabaseBackup uuid=${uuid}`, { byUuid: true })).toBe(`GET /database-backups/${uuid}`);
  });
});

it.each<[string, string]>([
  ['', '/database-backups'],
  ['name=a', '/database-backups?q=name=a'],
  ['name!=a', '/database-backups?q=name!=a'],
  ['size>1', '/database-backups?q=size>1'],
  ['size>=1', '/database-backups?q=size>=1'],
  ['size<1', '/database-backups?q=size<1'],
  ['size<=1', '/database-backups?q=size<=1'],
  ['name?=a,b', '/database-backups?q=name?=a,b'],
  ['name!?=a,b', '/database-backups?q=name!?=a,b'],
  ['name~=a', '/database-backups?q=name~=%a%'],
  ['name!~=a', '/database-backups?q=name!~=%a%'],
  ['name~=a%', '/database-backups?q=name~=a%'],
  ['name~=db_1', '/database-backups?q=name~=db_1'],
  ['name~=', '/database-backups?q=name~=%%'],
  [`'name~=100\\%%'`, '/database-backups?q=name~=100\\%%'],
  ['description=null', '/database-backups?q=description is null'],
  ['description!=null', '/database-backups?q=description not null'],
  ['description?=null', '/database-backups?q=description?=null'],
  ['description=', '/database-backups?q=description='],
  ['name=a name!=b', '/database-backups?q=name=a&q=name!=b'],
  ['name=a=b', '/database-backups?q=name=a=b'],
  [`'name=<b>x</b>'`, '/database-backups?q=name=<b>x</b>'],
  [`'name=x is null'`, '/database-backups?q=name=x is null'],
  ['backupStorage.name=bs', '/database-backups?q=backupStorage.name=bs'],
  ['backupStorageRefs.backupStorage.zone.name=z', '/database-backups?q=backupStorageRefs.backupStorage.zone.name=z'],
  ['__userTag__~=x', '/database-backups?q=__userTag__~=%x%'],
  ['__systemTag__~=staticIp', '/database-backups?q=__systemTag__~=%StaticIp%'],
  ['backupStorage.__tagUuid__~=s', '/database-backups?q=backupStorage.__tagUuid__~=%S%'],
  ['fields=uuid,name,', '/database-backups?fields=uuid,name'],
  ['fields=', '/database-backups'],
  ['sortBy=name', '/database-backups?sort=+name'],
  ['sortBy=name sortDirection=desc', '/database-backups?sort=-name'],
  ['limit=5 start=10', '/database-backups?start=10&limit=5'],
  ['count=true', '/database-backups?count=true'],
  ['count=false', '/database-backups'],
  ['replyWithCount=TRUE', '/database-backups?replyWithCount=true'],
  ['filterName=a:b', '/database-backups?filterName=a:b'],
  [
    `conditions='[{"name":"size","op":">","value":9007199254740993},{"name":"name","op":"is null"}]'`,
    '/database-backups?q=size>9007199254740993&q=name is null',
  ],
  ['name~=名字', '/database-backups?q=name~=%名字%'],
])('%j becomes GET %s', (words, target) => {
  expect(sent(`QueryDatabaseBackup ${words}`)).toBe(`GET ${target}`);
});

it('an API is found whatever its case', () => {
  expect(sent('querydatabasebackup')).toBe('GET /database-backups');
});

describe('what a q parameter cannot carry goes as ZQL', () => {
  it.each<[string, string]>([
    [`"name=it's"`, `query databasebackup where name = 'it''s' limit 1000`],
    ['name==a', `query databasebackup where name = '=a' limit 1000`],
    ['name=a!=b', `query databasebackup where name = 'a!=b' limit 1000`],
    [`'name~=a>=b'`, `query databasebackup where name like '%a>=b%' limit 1000`],
    [`"name?=it's,b"`, `query databasebackup where name in ('it''s','b') limit 1000`],
    [
      `"name=a\\\\b'" size>1 description=null`,
      `query databasebackup where name = 'a\\\\b''' and size > '1' and description is null limit 1000`,
    ],
    [
      `"name~=it's" fields=uuid,name sortBy=name sortDirection=desc limit=5 start=2 replyWithCount=true`,
      `query databasebackup.uuid,name where name like '%it''s%' return with (total) order by name desc limit 5 offset 2`,
    ],
    [`"name~=it's" count=true`, `count databasebackup where name like '%it''s%'`],
  ])('%s', (words, zql) => {
    const { request } = build(`QueryDatabaseBackup ${words}`);
    expect(request).toMatchObject({ method: 'GET', path: '/zql', query: [['zql', zql]], reply: 'zql' });
  });

  it('asked of the child that a type selects, as the server would do', () => {
    const { request } = build(`QueryHost hypervisorType=KVM "username=it's"`);
    expect(request.query).toEqual([
      ['zql', `query kvmhost where hypervisorType = 'KVM' and username = 'it''s' limit 1000`],
    ]);
  });

  it('unless filterName is there, which ZQL does not know', () => {
    expect(mistakes(`QueryDatabaseBackup "name=it's" filterName=a:b`)).toEqual([`not-expressible "name=it's"`]);
  });
});

it.each<[string, string[]]>([
  ['QueryDatabaseBackup nmae=x', ['unknown-field nmae']],
  ['QueryDatabaseBackup Name=x', ['unknown-field Name']],
  ['QueryDatabaseBackup backupStorage.nmae=x', ['unknown-field nmae']],
  ['QueryDatabaseBackup backupStorge.name=x', ['unknown-join backupStorge']],
  ['QueryDatabaseBackup backupStorage.zon.name=x', ['unknown-join zon']],
  ['QueryDatabaseBackup backupStorage=x', ['join-without-field backupStorage']],
  ['QueryDatabaseBackup limit>=5', ['operator-on-reserved >=']],
  ['QueryDatabaseBackup limit=-1', ['bad-value -1']],
  ['QueryDatabaseBackup limit=many start=1.5', ['bad-value many', 'bad-value 1.5']],
  ['QueryDatabaseBackup count=1', ['bad-value 1']],
  ['QueryDatabaseBackup sortDirection=down', ['not-one-of down']],
  ['QueryDatabaseBackup sortBy=nmae', ['unknown-field nmae']],
  ['QueryDatabaseBackup sortBy=backupStorage.name', ['not-own-field backupStorage.name']],
  ['QueryDatabaseBackup fields=uuid,nmae,sise', ['unknown-field nmae', 'unknown-field sise']],
  ['QueryDatabaseBackup limit=1 limit=2', ['repeated-param limit']],
  ['QueryDatabaseBackup timeout=soon', ['bad-value soon']],
  [`QueryDatabaseBackup conditions="__import__('os')"`, [`bad-value __import__('os')`]],
  [`QueryDatabaseBackup conditions='[{"name":"uuid","op":"~="}]'`, ['bad-value [{"name":"uuid","op":"~="}]']],
  ['QueryVmInstance state=Runing', ['not-one-of Runing']],
  ['QueryVmInstance state?=Running,Stoped', ['not-one-of Running,Stoped']],
  ['QueryZone isDefault=yes', ['bad-value yes']],
  ['QueryHost username=root', ['unknown-field username']],
  ['QueryVmInstanec', ['unknown-api QueryVmInstanec']],
  [`QueryDatabaseBackup 'na me=x' nmae=y limit=z`, [`unknown-field na me`, 'unknown-field nmae', 'bad-value z']],
])('%s is refused', (line, expected) => {
  expect(mistakes(line)).toEqual(expected);
});

it.each<[string, object]>([
  ['QueryDatabaseBackup nmae=x', { nearest: expect.arrayContaining(['name']) }],
  ['QueryDatabaseBackup backupStorge.name=x', { nearest: expect.arrayContaining(['backupStorage']) }],
  ['QueryDatabaseBackup backupStorage=x', { example: 'backupStorage.name' }],
  ['QueryHost username=root', { needs: 'hypervisorType=KVM' }],
  ['QueryVmInstance state=Runing', { nearest: expect.arrayContaining(['Running']) }],
  ['QeuryVmInstanec', { nearest: expect.arrayContaining(['QueryVmInstance']) }],
])('%s names the way out', (line, facts) => {
  expect(() => build(line)).toThrow(expect.objectContaining({ facts: expect.objectContaining(facts) }));
});

it('a newer server may know more: nothing is refused without validation', () => {
  expect(sent('QueryDatabaseBackup nmae=x sortBy=z state.q=1', { validate: false })).toBe(
    'GET /database-backups?q=nmae=x&q=state.q=1&sort=+z',
  );
});

it.each([
  ['QueryZone limit=x count=maybe', 'GET /zones?limit=x&count=maybe'],
  ['QueryZone sortBy=name sortDirection=up', 'GET /zones?sort=+name&sortDirection=up'],
  ["QueryZone 'limit>3'", 'GET /zones?q=limit>3'],
  ['QueryZone conditions=x', 'GET /zones?conditions=x'],
  [`QueryZone "name=it's" limit=x`, `GET /zql?zql=query zone where name = 'it''s' limit 1000&limit=x`],
])('steering words that cannot be read are sent as they are without validation: %s', (line, target) => {
  expect(sent(line, { validate: false })).toBe(target);
});

it('a guessed inventory refuses nothing', () => {
  const guess = 'QueryAccessKey';
  expect(build(`${guess} AccessKeyID=x nobodyKnows=1 no.body=2`).request.query).toHaveLength(3);
});

it.each<[string, string[]]>([
  ['name~=db_1', ['like-underscore']],
  [`'name~=db\\_1'`, []],
  ['name~=', ['like-everything']],
  [`'uuid?=a, b'`, ['list-space']],
  ['size=10GB', ['not-a-number']],
  ['size=2.0', []],
  ['createDate=garbage', ['not-a-time']],
  ['createDate>2026-01-01', []],
  ['groupBy=name', ['group-by-ignored']],
])('%s is legal and worth a note: %j', (words, codes) => {
  expect(build(`QueryDatabaseBackup ${words}`).notes.map(({ code }) => code)).toEqual(codes);
});

it('a path with a variable that is no parameter takes it from the condition', () => {
  expect(sent('QueryVmInstancePciDeviceSpecRef vmInstanceUuid=a')).toBe(
    'GET /vm-instances/a/pci-device-specs?q=vmInstanceUuid=a',
  );
  expect(mistakes('QueryVmInstancePciDeviceSpecRef')).toEqual(['missing-params QueryVmInstancePciDeviceSpecRef']);
});

it.each([
  'QueryDatabaseBackup name=x',
  'QueryDatabaseBackup uuid=a limit=1',
  'QueryDatabaseBackup',
  'QueryDatabaseBackup uuid!=a',
  'QueryDatabaseBackup uuid=',
])('--by-uuid refuses %s', (line) => {
  expect(mistakes(line, { byUuid: true })).toEqual(['by-uuid-needs-uuid QueryDatabaseBackup']);
});
