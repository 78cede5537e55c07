import { randomInt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../../src/settings/config.ts';
import { openHistory } from '../../src/settings/history.ts';
import { openJobs } from '../../src/settings/jobs.ts';
import { openResults } from '../../src/settings/results.ts';
import { openUsage } from '../../src/settings/usage.ts';
import { type Ended, type Ground, kill, openGround, owner, type Started, sleep } from './ground.ts';

/** What commands that were killed at any moment have left. */
export interface Survived {
  readonly rounds: number;
  /** Rounds in which the command was still there to be killed. */
  readonly killed: number;
  /** Changes of the cloud that were under way when their command was killed, and those that the cloud then did. */
  readonly begun: number;
  readonly done: number;
  /** Milliseconds that the slowest command after a kill took: it writes settings and starts from the caches. */
  readonly slowestNext: number;
  /** Drafts and locks that nobody needs any more, at the end. */
  readonly leftovers: number;
  readonly seconds: number;
}

interface Tally {
  rounds: number;
  killed: number;
  begun: number;
  done: number;
  slowestNext: number;
}

interface Round {
  readonly name: string;
  /** Milliseconds after which it is killed at the latest. */
  readonly within: number;
  start(ground: Ground, at: number): Started;
  /** What must be true of it afterwards; the command was killed unless it had an end of its own. */
  check?(ground: Ground, at: number, ended: Ended, tally: Tally): Promise<void>;
}

/**
 * Kills the command at any moment, over a mix of what it does, for so many rounds or so long. Throws where a file cannot
 * be read any more, a lock stays, a job is lost or something is there twice.
 */
export async function torture({
  rounds,
  seconds,
}: {
  readonly rounds: number;
  readonly seconds: number;
}): Promise<Survived> {
  const ground = await openGround();
  const began = performance.now();
  const tally: Tally = { rounds: 0, killed: 0, begun: 0, done: 0, slowestNext: 0 };
  try {
    await expectWell(await ground.run(['login', 'name=admin']), 'login');
    while (tally.rounds < rounds && performance.now() - began < seconds * 1000) {
      const at = tally.rounds++;
      const round = mix[at % mix.length] as Round;
      // What V8 compiled is written when it is not there.
      if (at % 3 === 0) rmSync(path.join(ground.folders.cache, 'compiled'), { recursive: true, force: true });
      const started = round.start(ground, at);
      const ended = await Promise.race([started.ended, sleep(randomInt(round.within))]);
      if (!ended) {
        tally.killed++;
        kill(started.pid());
        if (at % 2 === 0) ground.sweep();
      }
      const end = await started.ended;
      const next = await nextCommand(ground, at);
      tally.slowestNext = Math.max(tally.slowestNext, next);
      await round.check?.(ground, at, end, tally);
      readAll(ground, `${round.name}, round ${at}`);
    }
    const leftovers = leftoversIn(ground.home).length;
    return { ...tally, leftovers, seconds: Math.round((performance.now() - began) / 1000) };
  } finally {
    await ground.close();
  }
}

const create = (at: number): string => `killed-${at}`;

const mix: readonly Round[] = [
  {
    name: 'a change',
    within: 900,
    start: (ground, at) => ground.start(['CreateZone', `name=${create(at)}`]),
    check: (ground, at, _, tally) => expectOnce(ground, create(at), tally),
  },
  {
    name: 'a setting',
    within: 300,
    start: (ground, at) => ground.start(['config', 'set', 'connect-timeout', String(at + 1)]),
  },
  {
    name: 'a profile',
    within: 300,
    start: (ground, at) => ground.start(['profile', 'add', `p${at}`, `url=http://127.0.0.1:${1000 + at}`]),
    check: async ({ folders }, at, { code }) => {
      const { profiles } = readConfig(folders.config).config;
      const own = profiles[`p${at}`];
      if (own ? !String(own.url).includes(`:${1000 + at}`) : code === 0)
        throw new Error(`profile p${at} is ${JSON.stringify(own)} after ${code}`);
    },
  },
  {
    name: 'a log-in',
    within: 400,
    start: (ground) => ground.start(['login', 'name=admin']),
    check: async (ground) => expectWell(await ground.run(['QueryZone', 'limit=1']), 'a query after a log-in'),
  },
  {
    name: 'a script',
    within: 2500,
    start: (ground, at) => ground.start(scriptOf(ground, at), scriptText(at)),
    check: async (ground, at, _, tally) => {
      if (existsSync(path.join(ground.home, `script-${at}.done`)))
        await expectWell(await ground.run([...scriptOf(ground, at), '--resume'], scriptText(at)), 'a script resumed');
      else await expectWell(await ground.run(scriptOf(ground, at), scriptText(at)), 'a script begun anew');
      for (const line of [1, 2, 3]) await expectOnce(ground, `${create(at)}-${line}`, tally, 1);
    },
  },
  {
    name: 'a Tab',
    within: 600,
    start: (ground) => {
      rmSync(path.join(ground.folders.cache, 'values'), { recursive: true, force: true });
      return ground.start(tab);
    },
    check: async (ground) => {
      const { code, stdout } = await ground.run(tab);
      if (code !== 0 || !/zoneUuid=|\t/.test(stdout)) throw new Error(`a Tab after a kill: ${code} ${stdout}`);
    },
  },
  {
    name: 'the REPL',
    within: 1500,
    start: (ground, at) => {
      const started = ground.startTerminal([]);
      started.child.stdin?.write(
        `QueryZone name=typed-${at}\rset bell ${at + 1}\rCreateZone name=${create(at)}\rQueryZ`,
      );
      return started;
    },
    check: (ground, at, _, tally) => expectOnce(ground, create(at), tally),
  },
];

const tab = ['__complete', '--shell', 'zsh', '--', ' QueryCluster zoneUuid='];

function scriptOf({ home }: Ground, at: number): readonly string[] {
  return ['-f', '-', '--checkpoint', path.join(home, `script-${at}.done`)];
}

function scriptText(at: number): string {
  return [1, 2, 3].map((line) => `CreateZone name=${create(at)}-${line}\n`).join('');
}

/** Waits until the cloud is quiet about a zone. It is there once at most, and where it is, somebody wrote down its job. */
async function expectOnce(ground: Ground, name: string, tally: Tally, least = 0): Promise<void> {
  const jobs = openJobs(ground.folders.state, owner).all();
  const running = async (uuid: string): Promise<string> => {
    for (;;) {
      const { status, text } = await ground.ask(`/v1/api-jobs/${uuid}`);
      if (status !== 202) return text;
      await sleep(50);
    }
  };
  // Those of earlier rounds are over.
  const answers = await Promise.all(jobs.slice(0, 4).map(({ uuid }) => running(uuid)));
  const { text } = await ground.ask(`/v1/zones?q=name=${name}`);
  const zones = (JSON.parse(text) as { inventories: readonly { uuid: string }[] }).inventories;
  if (zones.length > 1 || zones.length < least) throw new Error(`${zones.length} zones ${name}`);
  if (jobs[0]?.state === 'sent' || jobs[0]?.state === 'running') tally.begun++;
  if (zones.length === 0) return;
  tally.done++;
  if (!answers.some((answer) => answer.includes(`"name":"${name}"`)))
    throw new Error(`nobody wrote down the job of ${name}: ${JSON.stringify(jobs.slice(0, 4))}`);
}

async function expectWell({ code, stderr }: Ended, what: string): Promise<void> {
  if (code !== 0) throw new Error(`${what} ends with ${code}: ${stderr}`);
}

/** A command that takes the locks of settings is done, and soon. Gives its milliseconds. */
async function nextCommand(ground: Ground, at: number): Promise<number> {
  const began = performance.now();
  const { code, stderr } = await ground.run(['config', 'set', 'read-timeout', String(at + 100)]);
  const took = performance.now() - began;
  if (code !== 0 || stderr !== '') throw new Error(`the command after a kill ends with ${code}: ${stderr}`);
  const { settings } = readConfig(ground.folders.config).config;
  if (String(settings['read-timeout']) !== String(at + 100)) throw new Error(`it set ${settings['read-timeout']}`);
  if (took > mostNext) throw new Error(`the command after a kill took ${took} ms`);
  const history = openHistory(ground.folders.state, 'default', owner);
  const line = `after ${at}`;
  await history.add({ line, at: Date.now() });
  if (history.entries().at(-1)?.line !== line) throw new Error('a line of history is lost');
  return Math.round(performance.now() - began);
}

/** Milliseconds; whoever waited for a lock that nobody holds would wait longer. */
const mostNext = 8000;

/** Everything that was kept can be read. */
function readAll({ home, folders }: Ground, when: string): void {
  const problem = readConfig(folders.config).problem;
  if (problem) throw new Error(`${when}: settings: ${JSON.stringify(problem.facts)}`);
  for (const file of filesIn(home)) {
    const name = path.basename(file);
    if (isLeftover(file) || file.includes('/cloud/')) continue;
    if (name.includes('.corrupt-')) throw new Error(`${when}: ${file} was put aside`);
    // An empty result is a number that was taken by somebody who was killed before it was used.
    const text = readFileSync(file, 'utf8');
    const lines = name.endsWith('.jsonl') ? text.split('\n') : name.endsWith('.json') ? [text] : [];
    for (const line of lines) if (line.trim() !== '') parsed(line, `${when}: ${file}`);
  }
  openUsage(folders.state, 'default', owner.pid).counts();
  const results = openResults(folders.state, 'default', owner.pid);
  for (const number of results.numbers()) results.find(number);
  const mode = statSync(folders.config).mode & 0o777;
  if (mode !== 0o700) throw new Error(`${when}: the folder of settings has mode ${mode.toString(8)}`);
}

function parsed(text: string, where: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new Error(`${where} cannot be read: ${text.slice(0, 200)}`, { cause: error });
  }
}

function filesIn(home: string): readonly string[] {
  return readdirSync(home, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [path.join(entry.parentPath, entry.name)] : [],
  );
}

export function leftoversIn(home: string): readonly string[] {
  return filesIn(home).filter((file) => isLeftover(file));
}

/** What writers make before it is whole, and what holds a lock. */
function isLeftover(file: string): boolean {
  return /\.lock(?:-|\/|$)|\.tmp-|\/\.[0-9a-f]+-\d+$|\.draft$|\.txt\.\d+$|\.json\.[0-9a-f]+$|\/compiled\/.*\.\d+$/.test(
    file,
  );
}
