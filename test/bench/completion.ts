import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { offeredIn } from '../../src/build/offered.ts';
import { complete } from '../../src/completion/complete.ts';
import { registry } from '../registry/sample.ts';
import { at, isInstalled, row, type Times, timesOf, timesOfProcesses } from './times.ts';

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

const ms = (time: number): string => `${time.toFixed(2)} ms`;

const inBash = { 'QueryDatabaseBackup na': '≤ 3 ms (0.3)', queryvm: '≤ 3 ms', '': '≤ 3 ms' };
for (const [line, target] of Object.entries(inBash)) {
  const times = timesInBash(line);
  console.log(row('P3', `bash by itself: “${line}”`, `p50 ${ms(at(times, 0.5))} p99 ${ms(at(times, 0.99))}`, target));
}

const peers: readonly (readonly [string, readonly string[]])[] = [
  ['kubectl', ['kubectl', '__complete', 'get', '']],
  ['gh', ['gh', '__complete', 'pr', '']],
  ['aws_completer', ['aws_completer']],
  ['openstack', ['openstack', 'complete']],
];
const commands: Record<string, readonly string[]> = {
  node: [process.execPath, '-e', '0'],
  joins: [process.execPath, program, '__complete', '--shell', 'bash', '--', ' QueryVmInstance host.na'],
  humps: [process.execPath, program, '__complete', '--shell', 'bash', '--', ' dbbk'],
  ...Object.fromEntries(peers.filter(([name]) => isInstalled(name))),
};
const { node = [], joins = [], humps = [], ...others } = timesOfProcesses(commands);
const ratio = (times: Times, base: Times): string => (at(times, 0.5) / at(base, 0.5)).toFixed(2);
console.log(row('P4', 'Tab by the program: fields behind a join', `${ratio(joins, node)} x node`, '≤ 1.20 (1.10)'));
console.log(row('P4', 'Tab by the program: humps among all names', `${ratio(humps, node)} x node`, '≤ 1.20 (1.10)'));
const inside = timesInBash('QueryDatabaseBackup na');
for (const [name, times] of Object.entries(others)) {
  console.log(row('P5', `Tab by the program beside ${name}`, `${ratio(joins, times)} x ${name}`, '≤ 0.75'));
  console.log(
    row('P5', `Tab in bash itself beside ${name}`, `1/${Math.round(at(times, 0.5) / at(inside, 0.5))}`, '≤ 1/10'),
  );
}

const world = { registry, ...(await offeredIn('en')) };
for (const line of ['', 'query', 'qvm', 'dbbk', 'QueryVmInstance host.']) {
  const times = timesOf(() => void complete(line, line.length, world));
  console.log(
    row('P9', `candidates of “${line}”`, `p50 ${ms(at(times, 0.5))} p99 ${ms(at(times, 0.99))}`, '≤ 2 / 5 ms'),
  );
}
