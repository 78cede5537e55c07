import { expect, it } from 'vitest';
import { problemsOf } from '../../src/errors.ts';
import { search } from '../../src/explain/search.ts';
import { type Lang, textIn } from '../../src/text/text.ts';
import { registry } from '../request/registry.ts';

const found = async (words: string, lang: Lang = 'en') =>
  search(words.split(' '), registry, await (await textIn(lang)).pages());

it.each<[string, Lang, string]>([
  ['database backup', 'en', 'DatabaseBackup'],
  ['create database backup', 'en', 'CreateDatabaseBackup'],
  ['attach network vm', 'en', 'AttachL3NetworkToVm'],
  ['snapshots', 'en', 'VolumeSnapshot'],
  ['cpu used utilization vm', 'en', 'CPUUsedUtilization'],
  ['operation failed', 'en', 'SYS.1006'],
  ['创建 数据库备份', 'zh', 'CreateDatabaseBackup'],
  ['instantstart', 'en', 'CreateVmInstance'],
  ['hypervisorType', 'en', 'Host'],
])('%s (%s) finds %s among the first', async (words, lang, name) => {
  expect((await found(words, lang)).slice(0, 12).map((each) => each.name)).toContain(name);
});

it('holds every word, and says where it is no part of the name', async () => {
  const all = await found('backup reserved');
  expect(all.length).toBeGreaterThan(0);
  for (const { name, summary, within } of all) {
    const text = `${name} ${summary} ${within ?? ''}`.toLowerCase();
    expect(text).toContain('backup');
    expect(text).toContain('reserve');
  }
  expect((await found('instantstart'))[0]?.within).toBe('parameter strategy=InstantStart');
});

it('puts names before parameters', async () => {
  const all = await found('qos');
  const last = all.findLastIndex(({ name }) => /qos/i.test(name));
  const first = all.findIndex(({ name, summary }) => !/qos/i.test(name + summary));
  expect(last).toBeGreaterThan(0);
  expect(first === -1 || first > 10).toBe(true);
});

it('names the nearest word where there is nothing', async () => {
  const problem = await found('snapshto').catch((error: unknown) => problemsOf(error)?.[0]);
  expect(problem).toMatchObject({ code: 'nothing-found', facts: { nearest: ['Snapshot'] } });
});
