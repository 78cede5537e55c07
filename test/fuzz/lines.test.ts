import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/arguments.ts';
import { linesOf } from '../../src/batch/script.ts';
import { endpointOf } from '../../src/client/wire.ts';
import type { Connect } from '../../src/connection.ts';
import type { Options } from '../../src/context.ts';
import { problemsOf } from '../../src/errors.ts';
import { readDocument } from '../../src/input/document.ts';
import { readLine } from '../../src/language/words.ts';
import { runLine } from '../../src/line.ts';
import { apisNear } from '../../src/registry/verbs.ts';
import { reportProblem } from '../../src/report.ts';
import { shownLine } from '../../src/secrets.ts';
import { stageAt } from '../harness/context.ts';
import { registry } from '../request/registry.ts';
import { controlsIn, hostileText, jsonText, pollution, runs } from './hostile.ts';

const good = [
  "QueryVmInstance name~=web% state?=Running,Stopped 'hostUuid!=null' fields=name,uuid sortBy=-name limit=5 start=0",
  'QueryVmInstance vmNics.ip=10.0.0.1 __systemTag__=a::b __userTag__~=%x% count=true',
  'CreateVmInstance name=x instanceOfferingUuid=@small imageUuid=@img l3NetworkUuids=[@net] systemTags=a::b,c::d',
  `CreateSecurityGroupRule securityGroupUuid=x rules='[{"type":"Ingress","startPort":22}]' rules[0].endPort=23`,
  'LogInByAccount accountName=admin password=secret',
  'GetMetricData namespace=ZStack/VM metricName=CPUUsedUtilization labels=VMUuid=x offsetAheadOfCurrentTime=60',
  'ZQLQuery zql="query vminstance where name = \'x\' order by name desc limit 5"',
  'UpdateGlobalConfig category=a name=b value=5',
  'DestroyVmInstance uuid=0123456789abcdef0123456789abcdef deleteMode=Permissive',
  'explain "QueryZone name=x"',
  'validate QueryZone name=x',
  'schema QueryZone',
  'apis zone',
  'help QueryZone',
  'apropos backup',
];

/** Lines that were right, with something at some place that was not. */
const lines = fc
  .constantFrom(...good)
  .chain((line) =>
    fc
      .array(
        fc.tuple(
          fc.nat(line.length),
          fc.nat(6),
          fc.oneof(
            hostileText,
            fc.constantFrom(...`=!<>?~.,[]{}@'"\\ %&:/|`.split(''), '__proto__', 'constructor', '=null'),
          ),
        ),
        { maxLength: 4 },
      )
      .map((edits) =>
        edits.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), line),
      ),
  );

const askings = fc.record(
  {
    transport: fc.constantFrom('rest', 'message'),
    validate: fc.boolean(),
    byUuid: fc.constant(true),
    all: fc.constant(true),
    output: fc.constantFrom('json', 'table', 'yaml'),
    columns: hostileText,
    sort: hostileText,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Options>>;

describe('whatever is typed', () => {
  it('is told by what stands in the line, and a dry run sends nothing', { timeout: 3_600_000 }, async () => {
    const sent: Connect = () => Promise.reject(new Error('something was sent'));
    const property = fc.asyncProperty(lines, askings, fc.boolean(), async (text, options, isTerminal) => {
      const asked = { dryRun: true, errorFormat: 'text', ...options } as const;
      const stage = stageAt(endpointOf('http://127.0.0.1:9'), registry, asked, { isTerminal });
      const line = readLine(text);
      const problem = await runLine(line, stage.context, sent).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (problem !== undefined) {
        const problems = problemsOf(problem);
        if (!problems) throw problem;
        for (const { code, span } of problems) {
          expect(code).not.toBe('internal');
          if (!span || span.of) continue;
          expect([span.start >= 0, span.end >= span.start, span.end <= text.length]).toEqual([true, true, true]);
        }
        expect([1, 2, 4]).toContain(await reportProblem(problem, stage.context, shownLine(line, registry)));
      }
      expect(controlsIn(stage.stderr())).toEqual([]);
      if (isTerminal) expect(controlsIn(stage.stdout())).toEqual([]);
      expect(pollution()).toEqual([]);
    });
    await fc.assert(property, runs(600));
  });
});

describe('whatever words the program is started with', () => {
  const inherited = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'prototype'];
  const words = fc.oneof(
    fc.constantFrom(
      '-o',
      '--output',
      '--columns',
      '--timeout',
      '--',
      '-',
      '--dry-run',
      '--profile',
      '--nosuch',
      '-x',
      '',
    ),
    fc.constantFrom('--output=json', '--timeout=1e999', '--port=-0', '--page-size=0x10', '--yes=no', '--__proto__=1'),
    fc.constantFrom(...inherited),
    fc.constantFrom('help', 'config', 'set', 'QueryZone', 'name=x', 'table', '5s', '10'),
    hostileText,
  );

  it('are options and words as they were typed, or a mistake', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (typed) => {
        try {
          for (const word of readArguments(typed).words) expect(typed).toContain(word);
        } catch (error) {
          if (!problemsOf(error)) throw error;
        }
        expect(pollution()).toEqual([]);
      }),
      runs(1000),
    );
  });

  it.each(inherited)('%s is no API, whatever stands behind it', (name) => {
    expect(readArguments([name])).toMatchObject({ words: [name] });
    for (const tail of ['', 'Zone', 'VmInstance']) expect(apisNear(name + tail, registry)).toBeInstanceOf(Array);
  });
});

describe('whatever a script holds', () => {
  const read = async (text: string): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const { line } of linesOf(
      (async function* () {
        for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
      })(),
    ))
      found.push(line.text);
    return found;
  };

  it('is read in time that grows with its size alone', { timeout: 20_000 }, async () => {
    const open = `QueryZone name='${'\nQueryZone name=x'.repeat(100_000)}`;
    expect(await read(open)).toEqual([`${open}\n`]);
    expect(await read('QueryZone \\\n'.repeat(100_000))).toHaveLength(1);
    const long = `QueryZone name=${'x'.repeat(2 << 20)}`;
    expect((await read(`${long}\nQueryHost`)).map(({ length }) => length)).toEqual([long.length, 9]);
  });

  it('ends a statement only where no quote is open', () => {
    const pieces = fc.constantFrom('a', ' ', "'", '"', '\\', '\n', '#', '\\\n', 'x=1');
    const property = fc.asyncProperty(fc.array(pieces, { maxLength: 20 }), async (parts) => {
      const text = `a${parts.join('')}`;
      const found = await read(text);
      expect(found.length).toBeGreaterThan(0);
      for (const line of found.slice(0, -1)) expect(readLine(line).open).toBeUndefined();
    });
    return fc.assert(property, runs(500));
  });
});

describe('whatever a document holds', () => {
  const outcome = (text: string): string => {
    try {
      return readDocument({ name: 'x.yaml', text })
        .map(({ name, value }) => `${name}=${value.slice(0, 20)}`)
        .join();
    } catch (error) {
      const [problem] = problemsOf(error) ?? [];
      if (!problem?.span) throw error;
      expect(problem.span.end).toBeLessThanOrEqual(text.length);
      return `${problem.code} ${'reason' in problem.facts ? problem.facts.reason : ''}`;
    }
  };
  const laughs = Array.from({ length: 30 }, (_, at) => {
    return `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(10)}]`;
  });

  it.each([
    ['aliases that multiply', ['a0: &a0 lol', ...laughs].join('\n'), /^bad-document/],
    ['an alias in itself', 'a: &a [*a]', /^bad-document/],
    ['100,000 lists in each other', `a: ${'['.repeat(100_000)}${']'.repeat(100_000)}`, /^bad-document/],
    ['100,000 lists that do not end', `a: ${'['.repeat(100_000)}`, /^bad-document/],
    ['100,000 objects in each other', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, /^bad-document/],
    [
      '5,000 levels of blocks',
      Array.from({ length: 5000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
      /^bad-document/,
    ],
    ['a long line', `a: ${'x'.repeat(1 << 20)}`, /^a=xxxx/],
    ['NUL', 'a: x\u0000y', /^a=x/],
    ['inherited names', '{"__proto__": {"x": 1}, "constructor": 2}', /^__proto__=\{"x":1\},constructor=2$/],
    ['a number of 10,000 digits', `a: ${'7'.repeat(10_000)}`, /^a=7777/],
  ])('%s is values or a mistake at its place', { timeout: 20_000 }, (_, text, expected) => {
    expect(outcome(text)).toMatch(expected);
    expect(pollution()).toEqual([]);
  });

  it('is values or a mistake at its place', { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(
        fc.oneof(
          jsonText,
          jsonText.map((text) => `a: ${text}`),
          hostileText,
        ),
        fc.nat(),
        hostileText,
        (text, at, put) => {
          outcome(text);
          const place = at % (text.length + 1);
          outcome(text.slice(0, place) + put + text.slice(place));
          expect(pollution()).toEqual([]);
        },
      ),
      runs(300),
    );
  });
});
