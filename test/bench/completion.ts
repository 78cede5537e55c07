import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { offeredIn } from '../../src/build/offered.ts';
import { complete } from '../../src/completion/complete.ts';
import { registry } from '../registry/sample.ts';
import { type Verdict, verdict } from './targets.ts';
import { at, isInstalled, type Times, timesOf, timesOfProcesses } from './times.ts';

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'bin/zstack-cli.js');

/** Milliseconds that the function of bash takes for a line, without a process of ours. */
function timesInBash(line: string, rounds = 200): Times {
  const script = `
    source "$0"; compopt() { :; }; zstack-cli() { exit 1; }
    COMP_LINE="zstack-cli $1" COMP_POINT=$((\${#1} + 11)) COMP_TYPE=9
    for ((round = -5; round < ${rounds}; round++)); do
      COMPREPLY=(); start=\${EPOCHREALTIME/[.,]/}
      _zstack_cli zstack-cli "" zstack-cli
      ((round < 0)) || echo $((\${EPOCHREALTIME/[.,]/} - start))
    done`;
  const { stdout } = spawnSync('bash', ['--norc', '-c', script, `${root}/completions/zstack-cli.bash`, line]);
  return String(stdout)
    .trim()
    .split('\n')
    .map((time) => Number(time) / 1000)
    .sort((one, other) => one - other);
}

const peers: readonly (readonly [string, readonly string[]])[] = [
  ['kubectl', ['kubectl', '__complete', 'get', '']],
  ['gh', ['gh', '__complete', 'pr', '']],
  ['aws_completer', ['aws_completer']],
  ['openstack', ['openstack', 'complete']],
];

/** Tab in bash, with and without a process of ours, beside other command lines; and what completion itself takes. */
export async function completion(): Promise<readonly Verdict[]> {
  const inBash = ['QueryDatabaseBackup na', 'queryvm', ''].map((line) =>
    verdict('P3', `bash by itself, “${line}”, p99`, at(timesInBash(line), 0.99), 3, 'ms'),
  );
  const commands: Record<string, readonly string[]> = {
    node: [process.execPath, '-e', '0'],
    joins: [process.execPath, program, '__complete', '--shell', 'bash', '--', ' QueryVmInstance host.na'],
    humps: [process.execPath, program, '__complete', '--shell', 'bash', '--', ' dbbk'],
    ...Object.fromEntries(peers.filter(([name]) => isInstalled(name))),
  };
  const { node = [], joins = [], humps = [], ...others } = timesOfProcesses(commands);
  const ratio = (times: Times, base: Times): number => at(times, 0.5) / at(base, 0.5);
  const inside = timesInBash('QueryDatabaseBackup na');
  const beside = Object.entries(others).flatMap(([name, times]) => [
    verdict('P5', `Tab by the program, to ${name}`, ratio(joins, times), 0.75),
    verdict('P5', `${name}, to Tab in bash itself`, ratio(times, inside), 10, 'x', true),
  ]);
  const world = { registry, ...(await offeredIn('en')) };
  const alone = ['', 'query', 'qvm', 'dbbk', 'QueryVmInstance host.'].flatMap((line) => {
    const times = timesOf(() => void complete(line, line.length, world));
    return [
      verdict('P9', `candidates of “${line}”, p50`, at(times, 0.5), 2, 'ms'),
      verdict('P9', `candidates of “${line}”, p99`, at(times, 0.99), 5, 'ms'),
    ];
  });
  return [
    ...inBash,
    verdict('P4', 'Tab by the program, fields behind a join, to node', ratio(joins, node), 1.2),
    verdict('P4', 'Tab by the program, humps among all names, to node', ratio(humps, node), 1.2),
    ...beside,
    ...alone,
  ];
}
