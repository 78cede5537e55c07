import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { completion } from './completion.ts';
import { keys } from './keys.ts';
import type { Measured } from './measure.ts';
import { naive } from './naive.ts';
import { pages, rows } from './rows.ts';
import { sandbox } from './sandbox.ts';
import { secure } from './secure.ts';
import { start } from './start.ts';
import { type Install, tableOfVerdicts, verdictsOn } from './targets.ts';

/** The parts of the bench; `npm run bench -- start pages` runs two of them. */
const parts: Readonly<Record<string, (runs: number) => Promise<readonly Measured[]>>> = {
  start: (runs) => start(runs * 3),
  secure: (runs) => secure(runs * 3),
  naive: (runs) => naive(runs),
  keys: (runs) => keys(runs * 3),
  'rows 1k': (runs) => rows(1000, runs),
  'rows 100k': (runs) => rows(100_000, runs),
  'rows 1M': () => rows(1_000_000, 1),
  pages: (runs) => pages(runs),
  sandbox: (runs) => sandbox(1_000_000, runs * 100),
};

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const runs = Number(process.env.RUNS ?? 5);
  const results: Record<string, readonly Measured[]> = {};
  for (const [name, measured] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.some((word) => name.startsWith(word))) continue;
    results[name] = await measured(runs);
    process.stdout.write(`${tableOf(name, results[name])}\n`);
  }
  const install = installSize();
  const tabs = asked.length === 0 || asked.includes('completion') ? await completion() : [];
  const verdicts = [...verdictsOn(results, install), ...tabs];
  process.stdout.write(`${tableOfVerdicts(verdicts)}\n`);
  const machine = { node: process.version, platform: process.platform, cores: cpus().length, memory: totalmem() };
  const file = path.join(import.meta.dirname, 'result.json');
  writeFileSync(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), machine, install, results, verdicts }, null, 2)}\n`,
  );
}

/** Times beside those of Node and, where curl fetched the same, of curl. */
function tableOf(title: string, measured: readonly Measured[]): string {
  const wallOf = (name: string): number | undefined => measured.find((one) => one.name.startsWith(name))?.wall;
  const [node, curl] = [wallOf('node'), wallOf('curl')];
  const lines = measured.map(({ name, wall, first, memory }) => [
    name,
    number(wall, 'ms'),
    ratio(wall, node),
    ratio(wall, curl),
    number(first, 'ms'),
    number(memory, 'MiB'),
  ]);
  const head = [title, 'wall', 'x node', 'x curl', 'first byte', 'peak memory'];
  const widths = head.map((text, at) => Math.max(text.length, ...lines.map((line) => line[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return [line(head), ...lines.map((cells) => line(cells)), ''].join('\n');
}

function number(value: number | undefined, unit: string): string {
  return value === undefined ? '' : `${value < 100 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

function ratio(value: number, of: number | undefined): string {
  return of === undefined ? '' : (value / of).toFixed(2);
}

/** What `npm install` brings: one package without a tree. */
function installSize(): Install {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
  );
  const sandbox = packed.files.filter(({ path }: { path: string }) => /sandbox|sqlite/.test(path));
  const apart = sandbox.reduce((sum: number, { size }: { size: number }) => sum + size, 0);
  return { files: packed.entryCount, bytes: packed.unpackedSize, withoutSandbox: packed.unpackedSize - apart };
}

void main();
