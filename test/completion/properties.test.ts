import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Completion } from '../../src/completion/candidate.ts';
import { complete } from '../../src/completion/complete.ts';
import { type Dialect, type Quote, scan, write } from '../../src/completion/dialect.ts';
import { placeOf } from '../../src/completion/place.ts';
import { readTyped } from '../../src/completion/typed.ts';
import { readLine } from '../../src/language/words.ts';
import { parseSession } from '../harness/session.ts';
import { world } from './world.ts';

const dialects: readonly Dialect[] = ['zstack', 'bash', 'zsh', 'fish', 'powershell'];

const verbs = fc.constantFrom(
  'QueryVmInstance ',
  'QueryHost ',
  'StartVmInstance uuid=',
  'QueryZone fields=',
  'help ',
  'explain QueryZone ',
  '',
);
const longer = fc.constantFrom(
  'GetMetricData labels=VMUuid=',
  'ZQLQuery zql=',
  "ZQLQuery zql='query vminstance where ",
);
/** Pieces that mean something at some place, so that random lines reach every slot. */
const signs = fc.constantFrom(
  ...' =.,>\'"\\|`\n\t@;()'.split(''),
  '~=',
  '?=',
  '!?=',
  ' --output ',
  ' -o',
  ' | ',
  ' > ',
);
const names = fc.constantFrom(
  'name',
  'host',
  'zone',
  'state',
  'hostUuid',
  'fields',
  'labels',
  'uuid',
  'na',
  'Run',
  'two',
);
const odd = fc.oneof(fc.constantFrom('null', '机房', '👨‍👩‍👧', "it''s"), fc.string({ unit: 'binary', maxLength: 6 }));
const lines = fc
  .tuple(fc.oneof(verbs, longer), fc.array(fc.oneof(signs, names, signs, names, odd), { maxLength: 10 }))
  .map(([verb, rest]) => verb + rest.join(''));

/** What every completion keeps; the first candidates and the last are tried out. */
function check(line: string, cursor: number, dialect: Dialect, completion: Completion): void {
  const { from, to, candidates } = completion;
  expect(0 <= from && from <= to && to <= line.length).toBe(true);
  expect(new Set(candidates.map(({ text, tail }) => text + tail)).size).toBe(candidates.length);
  const typed = readTyped(line, cursor, dialect);
  const { end } = placeOf(typed, world);
  for (const candidate of [...candidates.slice(0, 12), ...candidates.slice(-3)]) {
    const { text, label = text, matched, ends } = candidate;
    const insert = completion.insert(candidate);
    for (const [index, at] of matched.entries())
      expect(at > (matched[index - 1] ?? -1) && at < label.length).toBe(true);
    const changed = line.slice(0, from) + insert + line.slice(to);
    const word = scan(changed, dialect).find((each) => each.start <= from && from <= each.end && each.end >= from + 1);
    expect({ changed, text: word?.text }).toEqual({ changed, text: completion.whole(candidate) });
    if (dialect === 'zstack' && ends && end >= typed.word.length)
      expect(readLine(changed.slice(0, from + insert.length)).open).toBe(undefined);
  }
}

describe('completion at any place of any line', () => {
  it.each(dialects)('never fails, stays in the line and means what it says (%s)', { timeout: 180_000 }, (dialect) => {
    fc.assert(
      fc.property(lines, fc.nat(200), (line, at) => {
        const cursor = at % (line.length + 1);
        check(line, cursor, dialect, complete(line, cursor, world, dialect));
      }),
      { numRuns: dialect === 'zstack' ? 10_000 : 1_000 },
    );
  });

  it('is asked at every kind of place', () => {
    const kinds = fc
      .sample(lines, 3000)
      .map((line) => placeOf(readTyped(line, line.length, 'zstack'), world).slot.kind);
    for (const kind of [
      'verb',
      'option-value',
      'command-word',
      'value',
      'parameter',
      'field',
      'operator',
      'zql',
      'file',
    ])
      expect(kinds).toContain(kind);
    for (const kind of ['condition-value', 'field-list', 'program', 'label-value', 'nothing'])
      expect(kinds).toContain(kind);
  });

  it('takes any cursor', () => {
    for (const cursor of [-1, 99, Number.NaN, 1.5, Number.POSITIVE_INFINITY]) {
      const { from, to } = complete('QueryHost na', cursor, world);
      expect(0 <= from && from <= to && to <= 12).toBe(true);
    }
  });

  it.each([
    '--sandbox QueryDatabaseBackup',
    `--sandbox QueryDatabaseBackup 'name~=nightly' fields=uuid,name,size sortBy=createDate limit=5`,
    `QueryVmInstance state=Running host.zone.name="zone 1" | jq -r '.inventories[].name' > out/names`,
    `ZQLQuery zql="query vminstance where state = 'Running' and host.name like '%a%' order by name asc"`,
    'GetMetricData namespace=ZStack/VM metricName=CPUIdleUtilization labels=VMUuid=1,CPUNum=0',
    'AddSecurityGroupRule rules[0].protocol=TCP rules[0].startPort=80 rules[1].state=Enabled',
    'explain StartVmInstance uuid=@web-1 hostUuid=',
  ])('holds for every beginning of %s, whoever reads it', (line) => {
    for (let cursor = 0; cursor <= line.length; cursor++)
      for (const each of [line, line.slice(0, cursor)])
        for (const dialect of dialects) check(each, cursor, dialect, complete(each, cursor, world, dialect));
  });

  it('holds for every beginning of every line of the sessions', { timeout: 180_000 }, () => {
    const commands = sessionFiles.flatMap((file) => parseSession(readFileSync(file, 'utf8')).steps);
    const typed = commands.flatMap(({ command }) =>
      command.split('\n').flatMap((line) => line.split(/zstack-cli(?= )/).slice(1)),
    );
    expect(typed.length).toBeGreaterThan(150);
    const beginnings = new Set(typed.flatMap((line) => Array.from(line, (_, at) => line.slice(0, at + 1))));
    for (const line of beginnings) check(line, line.length, 'bash', complete(line, line.length, world, 'bash'));
  });
});

const sessions = path.join(import.meta.dirname, '../sessions');
const sessionFiles = readdirSync(sessions).flatMap((name) =>
  name.endsWith('.session') ? [path.join(sessions, name)] : [],
);

describe('a dialect', () => {
  it('of our own reads words as the language does', () => {
    fc.assert(
      fc.property(fc.oneof(lines, fc.string({ unit: fc.constantFrom(...`a '"\\\t\n=`) })), (line) => {
        const words = scan(line, 'zstack').map(({ text, start, end }) => ({ text, start, end }));
        expect(words).toEqual(readLine(line).words.map(({ text, start, end }) => ({ text, start, end })));
      }),
    );
  });

  it.each(dialects)('reads back what it writes (%s)', (dialect) => {
    const quotes = fc.constantFrom<Quote>('', "'", '"');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), quotes, quotes, (text, from, to) => {
        fc.pre(!/[\n\r]/.test(text));
        const [word, ...more] = scan(`x${from}${write(text, from, to, dialect)}${to}y`, dialect);
        expect([word?.text, more]).toEqual([`x${text}y`, []]);
      }),
    );
  });
});
