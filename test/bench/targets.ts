import type { Measured } from './measure.ts';

/** A figure that is to be reached, and whether it is. */
export interface Verdict {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  /** The value is to be no smaller, instead of no larger. */
  readonly isLeast: boolean;
  readonly isMet: boolean;
}

export type Results = Readonly<Record<string, readonly Measured[]>>;

export interface Install {
  readonly files: number;
  readonly bytes: number;
  /** The sandbox with its database is needed by those only who want one. */
  readonly withoutSandbox: number;
}

/** The targets whose figures are there. */
export function verdictsOn(results: Results, install: Install): readonly Verdict[] {
  return targets.flatMap(([id, what, figure, limit, unit = 'x', isLeast = false]) => {
    const value = figure(results, install);
    return value === undefined || Number.isNaN(value) ? [] : [verdict(id, what, value, limit, unit, isLeast)];
  });
}

export function verdict(id: string, what: string, value: number, limit: number, unit = 'x', isLeast = false): Verdict {
  return { id, what, value, unit, limit, isLeast, isMet: isLeast ? value >= limit : value <= limit };
}

export function tableOfVerdicts(verdicts: readonly Verdict[]): string {
  const width = Math.max(0, ...verdicts.map(({ what }) => what.length));
  return verdicts
    .map(({ id, what, value, unit, limit, isLeast, isMet }) => {
      const figure = `${value.toFixed(value < 100 ? 2 : 0)} ${unit}`;
      return `${id.padEnd(5)}${what.padEnd(width)}  ${figure.padStart(12)}  ${isLeast ? '≥' : '≤'} ${`${limit} ${unit}`.padEnd(9)} ${isMet ? 'met' : 'missed'}\n`;
    })
    .join('');
}

type Figure = (results: Results, install: Install) => number | undefined;

const found = (results: Results, part: string, name: string): Measured | undefined =>
  results[part]?.find((each) => each.name === name);

/** A time divided by another of the same part. */
const ratio =
  (part: string, name: string, other: string): Figure =>
  (results) => {
    const [one, base] = [found(results, part, name)?.wall, found(results, part, other)?.wall];
    return one === undefined || base === undefined ? undefined : one / base;
  };

const firstRow =
  (part: string, name: string): Figure =>
  (results) => {
    const [first, base] = [found(results, part, name)?.first, found(results, part, node)?.wall];
    return first === undefined || base === undefined ? undefined : first / base;
  };

const memory =
  (part: string, name: string): Figure =>
  (results) =>
    found(results, part, name)?.memory;

const wall =
  (part: string, name: string): Figure =>
  (results) =>
    found(results, part, name)?.wall;

const node = 'node -e 0';
const [large, huge] = ['rows 100k', 'rows 1M'] as const;

type Target = readonly [id: string, what: string, figure: Figure, limit: number, unit?: string, isLeast?: boolean];

const targets: readonly Target[] = [
  ['P1', '--version, to node', ratio('start', '--version', node), 1.15],
  ['P2', '--help, to node', ratio('start', '--help', node), 1.4],
  ['P2', 'help of an API, to node', ratio('start', 'help QueryDatabaseBackup', node), 1.4],
  ['P2', 'a refused statement, to node', ratio('start', 'a refused statement', node), 1.4],
  ['P2', '--dry-run, to node', ratio('start', '--dry-run QueryDatabaseBackup', node), 1.4],
  ['P6', 'a query, to node', ratio('start', 'query, 20 rows, json', node), 1.8],
  ['P6', 'a query, to gh --version', ratio('start', 'query, 20 rows, json', 'gh --version'), 1],
  ['P6', 'a query, peak memory', memory('start', 'query, 20 rows, json'), 45, 'MiB'],
  ['P7', 'a query over https, to node', ratio('secure', 'query, 20 rows, https', node), 3.2],
  ['P8', 'REPL to the first prompt, to node', promptToNode, 1.5],
  ['P9', 'Tab over all names, p50', wall('keys', 'Tab over all names, p50'), 2, 'ms'],
  ['P9', 'Tab over all names, p99', wall('keys', 'Tab over all names, p99'), 5, 'ms'],
  ['P9', 'Tab over all names, written', written, 4, 'KB'],
  ['P10', '1M rows as jsonl, to curl', ratio(huge, 'jsonl', 'curl'), 8],
  ['P10', '1M rows as jsonl, peak memory', memory(huge, 'jsonl'), 120, 'MiB'],
  ['P10', '1M rows as jsonl, memory to that of 100k', growth, 1.2],
  ['P11', '100k rows as jsonl, to curl | jq -c', ratio(large, 'jsonl', 'curl | jq -c .inventories[]'), 0.15],
  ['P12', '1M rows as table, to curl', ratio(huge, 'table --columns', 'curl'), 18],
  ['P12', '1M rows as table, peak memory', memory(huge, 'table --columns'), 120, 'MiB'],
  [
    'P13',
    '100k rows as table, to curl | jq | column',
    ratio(large, 'table --columns', 'curl | jq @tsv | column -t'),
    0.3,
  ],
  ['P14', '100k rows as json, to curl | jq .', ratio(large, 'json', 'curl | jq .'), 0.25],
  ['P14', '100k rows as json, peak memory', memory(large, 'json'), 100, 'MiB'],
  ...[large, huge].flatMap((part): readonly Target[] => [
    ['P15', `first of ${part} as jsonl, to node`, firstRow(part, 'jsonl'), 1.8],
    ['P15', `first of ${part} as table, to node`, firstRow(part, 'table --columns'), 2.3],
  ]),
  [
    'P16',
    'pages one after the other, to --all',
    ratio('pages', 'curl, 40 pages in turn', '--all, 40 pages'),
    6,
    'x',
    true,
  ],
  ['P17', 'files of the installed package', (_, { files }) => files, 10, 'files'],
  ['P17', 'its size without the sandbox', (_, { withoutSandbox }) => withoutSandbox / 1e6, 3, 'MB'],
  ['P18', 'a naive program, to a query', ratio('naive', 'naive, query, 20 rows', 'query, 20 rows'), 7, 'x', true],
  ['P19', 'the sandbox, 1M rows, by name, p99', wall('sandbox', 'by name, p99'), 20, 'ms'],
  ['P19', 'the sandbox, 1M rows, by uuid, p99', wall('sandbox', 'by uuid, p99'), 20, 'ms'],
  ['P20', 'from a key to its paint, p95', wall('keys', 'a key, p95'), 16, 'ms'],
];

function written(results: Results): number | undefined {
  const bytes = found(results, 'keys', 'Tab over all names, p99')?.bytes;
  return bytes === undefined ? undefined : bytes / 1024;
}

function promptToNode(results: Results): number | undefined {
  const prompt = found(results, 'keys', 'to the first prompt, p50')?.wall;
  const bare = found(results, 'keys', 'node in a terminal, p50')?.wall;
  return prompt === undefined || bare === undefined ? undefined : prompt / bare;
}

function growth(results: Results): number | undefined {
  const [many, some] = [found(results, huge, 'jsonl')?.memory, found(results, large, 'jsonl')?.memory];
  return many === undefined || some === undefined ? undefined : many / some;
}
