import { readConfig } from '../../src/settings/config.ts';
import { openHistory } from '../../src/settings/history.ts';
import { openJobs } from '../../src/settings/jobs.ts';
import { openPreferences } from '../../src/settings/preferences.ts';
import { openResults } from '../../src/settings/results.ts';
import { openUsage } from '../../src/settings/usage.ts';
import { type Ended, type Ground, openGround, owner, type Started, sleep } from './ground.ts';

/** What a crowd has left in one folder of settings, every bit of which was looked for. */
export interface Crowd {
  readonly repls: number;
  readonly oneShots: number;
  readonly profiles: number;
  readonly lines: number;
  readonly aliases: number;
  readonly used: number;
  readonly jobs: number;
  readonly results: number;
  /** Of all processes together. */
  readonly seconds: number;
}

/** Lines that each person in front of a REPL enters. */
const linesEach = 20;

/**
 * So many people in front of REPLs and so many commands at once in one folder of settings. Throws where one of them fails
 * or anything is lost that any of them has set, entered, used or begun.
 */
export async function crowd({
  repls,
  oneShots,
}: {
  readonly repls: number;
  readonly oneShots: number;
}): Promise<Crowd> {
  const ground = await openGround();
  const began = performance.now();
  try {
    await expectWell(await ground.run(['login', 'name=admin']), 'login');
    const seats = Array.from({ length: repls }, (_, seat) => sit(ground, seat));
    const ran = Array.from({ length: oneShots }, async (_, at) => {
      await expectWell(await ground.run(oneShot(at)), oneShot(at).join(' '));
    });
    await Promise.all([...seats, ...ran]);
    return {
      repls,
      oneShots,
      ...kept(ground, repls, oneShots),
      seconds: Math.round((performance.now() - began) / 1000),
    };
  } finally {
    await ground.close();
  }
}

/** Every third sets, asks or changes something. */
function oneShot(at: number): readonly string[] {
  if (at % 3 === 0) return ['profile', 'add', `p${at}`, `url=http://10.0.0.${at}`, `account=a${at}`];
  return at % 3 === 1 ? ['QueryZone', 'limit=1'] : ['CreateZone', `name=one-${at}`];
}

const ofThird = (oneShots: number, third: number): number => Math.ceil((oneShots - third) / 3);

/** Enters lines as fast as the prompt comes back, and leaves. */
async function sit(ground: Ground, seat: number): Promise<void> {
  const started = ground.startTerminal([]);
  const { child } = started;
  const prompt = promptsOf(started);
  for (let at = 0; at < linesEach; at++) {
    await prompt();
    child.stdin?.write(lineOf(seat, at));
    child.stdin?.write('\r');
  }
  await prompt();
  child.stdin?.write('exit\r');
  await expectWell(await started.ended, `REPL ${seat}`);
}

function lineOf(seat: number, at: number): string {
  if (at % 10 === 3) return `alias a${seat}x${at}="QueryHost name=${at}"`;
  return at % 10 === 7 ? `CreateZone name=repl-${seat}-${at}` : `QueryZone name=seat-${seat}-${at} limit=1`;
}

/** Waits each time for one more prompt than before, with nothing behind it. */
function promptsOf({ child, ended }: Started): () => Promise<void> {
  let seen = '';
  let prompts = 0;
  child.stdout?.on('data', (chunk: string) => {
    seen += chunk;
  });
  const over = ended.then(() => true);
  return async () => {
    const before = prompts;
    while (prompts === before) {
      if (await Promise.race([over, sleep(10).then(() => false)])) throw new Error(`it ended: ${seen.slice(-2000)}`);
      prompts = Math.max(before, seen.split(empty).length - 1);
    }
  };
}

/** A prompt as it is first painted, before anything is typed. */
const empty = />>> (?=\u001b|$|\r)/;

/** Looks for everything. */
function kept(ground: Ground, repls: number, oneShots: number): Omit<Crowd, 'repls' | 'oneShots' | 'seconds'> {
  const { folders } = ground;
  const { config, problem } = readConfig(folders.config);
  if (problem) throw problem;
  const adders = Array.from({ length: oneShots }, (_, at) => at).filter((at) => at % 3 === 0);
  for (const at of adders) {
    const own = config.profiles[`p${at}`];
    if (own?.account !== `a${at}` || !String(own.url).includes(`10.0.0.${at}`)) throw new Error(`p${at} is lost`);
  }
  const history = openHistory(folders.state, 'default', owner).entries();
  const { aliases } = openPreferences(folders.config, owner, (damage) => {
    throw damage;
  }).read();
  const entered = new Set(history.map(({ line }) => line));
  for (let seat = 0; seat < repls; seat++)
    for (let at = 0; at < linesEach; at++) {
      const line = lineOf(seat, at);
      if (!entered.has(line)) throw new Error(`a line is lost: ${line}`);
      if (line.startsWith('alias') && !aliases[`a${seat}x${at}`]) throw new Error(`an alias is lost: ${line}`);
    }
  const jobs = openJobs(folders.state, owner).all();
  const results = openResults(folders.state, 'default', owner.pid);
  const counts = openUsage(folders.state, 'default', owner.pid).counts();
  const queries = repls * linesEach * 0.8 + ofThird(oneShots, 1);
  const changes = repls * linesEach * 0.1 + ofThird(oneShots, 2);
  expectCount('queries used', counts.get('QueryZone') ?? 0, queries);
  expectCount('changes used', counts.get('CreateZone') ?? 0, changes);
  expectCount('jobs', jobs.filter(({ state }) => state === 'succeeded').length, changes);
  const numbers = results.numbers();
  expectCount('results', numbers.at(-1) ?? 0, repls * linesEach * 0.9);
  for (const number of numbers) if (!results.find(number)?.value) throw new Error(`result ${number} is lost`);
  return {
    profiles: adders.length,
    lines: entered.size,
    aliases: Object.keys(aliases).length,
    used: queries + changes,
    jobs: jobs.length,
    results: numbers.length,
  };
}

function expectCount(what: string, count: number, wanted: number): void {
  if (count !== Math.round(wanted)) throw new Error(`${what}: ${count} of ${wanted}`);
}

async function expectWell({ code, stdout, stderr }: Ended, what: string): Promise<void> {
  if (code !== 0) throw new Error(`${what} ends with ${code}: ${stderr}${stdout.slice(-2000)}`);
}
