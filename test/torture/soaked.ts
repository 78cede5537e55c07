// Bundled and run by soak.ts as a process of its own: the REPL in front of a person who never tires. Arguments: home, url,
// statements.
import { PassThrough } from 'node:stream';
import type { Out } from '../../src/context.ts';
import { openRepl } from '../../src/repl/repl.ts';
import { ioOf } from '../harness/io.ts';

/** What the process weighs after so many statements. */
export interface Sample {
  readonly statements: number;
  /** Bytes that are in use, and those of the process. */
  readonly heap: number;
  readonly resident: number;
  /** Milliseconds since it began. */
  readonly ms: number;
}

const [home = '', url = '', count = '0'] = process.argv.slice(2);
const statements = Number(count);
const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keys });
const began = performance.now();
let entered = 0;

const out: Out = {
  isTerminal: true,
  columns: 100,
  rows: 30,
  colors: 0,
  // A prompt is painted once for a line; only then is the next one typed.
  write: async (text) => {
    if (String(text).includes('>>> ')) setImmediate(next);
  },
};

const io = ioOf({
  stdin: keys as unknown as NodeJS.ReadStream,
  stdout: out,
  stderr: { ...out, write: async () => undefined },
  env: { HOME: home, LANG: 'C.UTF-8', TERM: 'xterm', TMPDIR: home, PAGER: 'cat', ZSTACK_SESSION_ID: 'a' },
  home,
  // Nobody has a day.
  sleep: (_, signal) =>
    new Promise((resolve, reject) => setImmediate(() => (signal?.aborted ? reject(signal.reason) : resolve()))),
});

function next(): void {
  if (entered > 0 && entered % Math.ceil(statements / 20) === 0) sample();
  if (entered >= statements) return void keys.write('exit\r');
  keys.write(`${lineAt(entered++)}\r`);
}

/** What people type all day: questions, changes, slips, earlier results, settings and a Tab now and then. */
function lineAt(at: number): string {
  switch (at % 10) {
    case 0:
      return `CreateZone name=zone${at}`;
    case 1:
      return `QueryZone uuid=$_.inventory.uuid fields=name`;
    case 2:
      return `QueryZone nmae=slip${at}`;
    case 3:
      return `set bell ${at % 100}`;
    case 4:
      return `QueryCluster zoneUuid=\t\u007f`;
    case 5:
      return 'QueryZone name=missing';
    case 6:
      return at % 100 === 6 ? 'help QueryZone' : `QueryZone name~=zone limit=${at % 1000}`;
    default:
      return `QueryZone name=zone${at} fields=name,uuid`;
  }
}

function sample(): void {
  global.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const told: Sample = {
    statements: entered,
    heap: heapUsed + external,
    resident: rss,
    ms: Math.round(performance.now() - began),
  };
  process.send?.(told);
}

void openRepl(io, { validate: true, wait: true, url }).then(() => {
  sample();
  process.disconnect?.();
});
