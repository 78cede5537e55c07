import { beforeAll, describe, expect, it } from 'vitest';
import { factsOf } from '../../src/explain/facts.ts';
import { pageOf } from '../../src/explain/page.ts';
import { type Topic, topicOf } from '../../src/explain/topic.ts';
import { stringifyJson } from '../../src/json/json.ts';
import { lineOfWords, type Word } from '../../src/language/words.ts';
import { writePage } from '../../src/output/page.ts';
import { widthOf } from '../../src/output/width.ts';
import type { PageText } from '../../src/text/pages.ts';
import { type Lang, textIn } from '../../src/text/text.ts';
import { registry } from '../request/registry.ts';

const pages: Partial<Record<Lang, PageText>> = {};

beforeAll(async () => {
  for (const lang of ['en', 'zh'] as const) pages[lang] = await (await textIn(lang)).pages();
});

const textOf = (lang: Lang): PageText => pages[lang] as PageText;

function topic(name: string): Exclude<Topic, { kind: 'command' }> {
  return topicOf(lineOfWords([name]).words[0] as Word, registry, []) as Exclude<Topic, { kind: 'command' }>;
}

async function shown(name: string, lang: Lang = 'en', columns?: number): Promise<string> {
  const style = { columns: columns ?? 80, colors: 0, terminal: columns !== undefined } as const;
  let text = '';
  for await (const line of writePage(pageOf(topic(name), registry, textOf(lang)), style)) text += line;
  return text;
}

describe('the page of an API', () => {
  it('tells how it is called', async () => {
    const page = await shown('CreateDatabaseBackup');
    expect(page).toMatch(/^CreateDatabaseBackup — Create a database backup\n/);
    expect(page).toContain('  zstack-cli CreateDatabaseBackup name=… backupStorageUuid=… [name=value …]\n');
    expect(page).toMatch(/^Required\n {2}name +text; at most 255 characters; not empty\n/m);
    expect(page).toMatch(/^ {2}backupStorageUuid +uuid of BackupStorage, or @name:…$/m);
    expect(page).toMatch(/^ {2}inventory +DatabaseBackup\n {4}uuid +uuid$/m);
    expect(page).toMatch(/^ {2}POST \/v1\/database-backups\n {2}asynchronous.*\n {2}since ZStack 3\.0\.0$/m);
    expect(page).toMatch(
      /^Example\n {2}zstack-cli CreateDatabaseBackup name=my-backup backupStorageUuid=[0-9a-f]{32}$/m,
    );
    expect(page.indexOf('Required')).toBeLessThan(page.indexOf('Optional'));
  });

  it('of a query tells fields, joins, tags, operators and steering words', async () => {
    const page = await shown('QueryVmInstance');
    expect(page).toMatch(/^ {2}state +text; one of Created, Starting, Running/m);
    expect(page).toMatch(/^ {2}vmNics\. +to VmNic$/m);
    for (const word of ['__userTag__', '!?=', '=null', 'replyWithCount=', 'inventories  list of VmInstance'])
      expect(page).toContain(word);
  });

  it.each<[string, string]>([
    ['ChangeZoneState', 'one of enable, disable'],
    ['AddIpv6Range', '8 to 126'],
    ['LogInByAccount', 'secret'],
    ['LogInByAccount', 'needs no log-in'],
    ['SearchGenerateSqlTrigger', 'no REST form: travels as the message org.zstack'],
    ['AddCdpBackupStorage', 'gone since ZStack 4.2.2 (2021-08-18)'],
    ['CreateVmInstance.strategy', 'default InstantStart'],
    ['VmInstance.vmNics', 'zstack-cli QueryVmInstance vmNics.'],
    ['DatabaseBackup.backupStorage', 'through backupStorageRefs.backupStorage'],
    ['VmInstance.vmNics.ip', 'zstack-cli QueryVmInstance vmNics.ip=…'],
    ['KVMHost', 'A kind of Host: hypervisorType=KVM'],
    ['Host', 'selected by hypervisorType=KVM'],
    ['VmInstance', 'StartVmInstance'],
    ['SYS.1006', 'the operation failed'],
    ['ID.1001', 'exits with 3'],
    ['L2.1000', 'attach error'],
    ['ZStack/VM', 'metricName='],
  ])('%s: %s', async (name, expected) => {
    expect(await shown(name)).toContain(expected);
  });

  it('is there in Chinese', async () => {
    const page = await shown('CreateDatabaseBackup', 'zh');
    expect(page).toMatch(/^CreateDatabaseBackup — 创建数据库备份\n/);
    expect(page).toContain('BackupStorage 的 uuid，或 @name:…');
    expect(page).toMatch(/^必填参数$/m);
  });
});

describe('every page', () => {
  const names = [
    ...registry.apiNames(),
    ...registry.inventoryNames(),
    ...registry.errorCodes(),
    ...registry.metricNamespaces(),
  ];

  it.each<Lang>(['en', 'zh'])('is whole (%s)', async (lang) => {
    for (const name of names) {
      const page = await shown(name, lang);
      expect(page, name).not.toMatch(/undefined|(?<!=)\bnull\b|NaN|\[object| \n/);
      expect(page, name).toMatch(/^\S.*\n/);
    }
  });

  it.each<Lang>(['en', 'zh'])('fits into 40 columns but for what would break if it were cut (%s)', async (lang) => {
    for (const name of names.filter((_, at) => at % 7 === 0)) {
      const wide = (await shown(name, lang, 40)).split('\n').filter((line) => widthOf(line) > 40);
      expect(
        wide.filter((line) => /\S\s\S/.test(line.replace(/ \\$/, ''))),
        name,
      ).toEqual([]);
    }
  });

  it('is there as facts', () => {
    for (const name of names) {
      const facts = stringifyJson(factsOf(topic(name), registry, textOf('en')));
      expect(facts).toMatch(/^\{"topic":"/);
    }
  });
});

it('the facts of an API hold what a program needs', () => {
  expect(factsOf(topic('CreateDatabaseBackup'), registry, textOf('en'))).toMatchObject({
    topic: 'api',
    transport: 'rest',
    method: 'POST',
    path: '/v1/database-backups',
    job: true,
    parameters: expect.arrayContaining([
      { name: 'name', type: 'string', required: true, max: 255, emptyString: false },
      { name: 'backupStorageUuid', type: 'string', required: true, resource: 'BackupStorage' },
    ]),
    answer: {
      inventory: { type: 'DatabaseBackupInventory', fields: expect.arrayContaining([{ name: 'size', type: 'long' }]) },
    },
  });
});
