import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/errors.ts';
import { readStatement } from '../../src/language/statement.ts';
import { type Line, readCompleteLine, readLine } from '../../src/language/words.ts';
import { apiOf, buildRequest } from '../../src/request/build.ts';
import { registry } from './registry.ts';

const lines = [
  'QueryDatabaseBackup',
  `QueryDatabaseBackup 'name~=nightly' "createDate>2026-01-01" fields=uuid,name,size sortBy=createDate sortDirection=desc limit=5`,
  'QueryDatabaseBackup backupStorage.zone.name!=null status!?=Ready,Deleted count=true',
  `QueryVmInstance name='云主机 测试' description="it's \\"quoted\\" \\\\" hypervisorType=KVM host.cluster.zone.isDefault=true`,
  `QueryVmInstance conditions='[{"name":"uuid","op":"is not null"}]' __userTag__~=a\\ b start=10`,
  `CreateDatabaseBackup name=mine\\ own backupStorageUuid=9f5010336a233d6ebbd82594a6d56e7c 'systemTags=["a","b,c"]'`,
  'LogInByAccount accountName=admin password=👨‍👩‍👧',
  'ZQLQuery zql="query vminstance where name = \'a\'"',
];

/** What a line is told to be: a request, or problems that point into it. */
function outcome(read: (text: string) => Line, text: string): 'nothing' | 'request' | 'problems' {
  try {
    const statement = readStatement(read(text));
    if (!statement) return 'nothing';
    buildRequest(apiOf(statement, registry), statement, registry, { validate: true, byUuid: false });
    return 'request';
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) throw error;
    for (const { span } of problems) {
      if (!span) continue;
      expect(span.start).toBeLessThanOrEqual(span.end);
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
    return 'problems';
  }
}

describe.each(lines)('every beginning of %s', (whole) => {
  const beginnings = Array.from({ length: whole.length + 1 }, (_, end) => whole.slice(0, end));

  it('is split into words that stand in it as they were typed', () => {
    for (const text of beginnings) {
      const { words } = readLine(text);
      for (const { raw, start, end } of words) expect(text.slice(start, end)).toBe(raw);
      const between = words.map(({ start }, at) => text.slice(words[at - 1]?.end ?? 0, start)).join('');
      expect(between.trim()).toBe('');
    }
  });

  it('is a request or a problem with a place, and the whole is a request', () => {
    for (const text of beginnings) outcome(readLine, text);
    for (const text of beginnings) outcome(readCompleteLine, text);
    expect(outcome(readCompleteLine, whole)).toBe('request');
  });
});
