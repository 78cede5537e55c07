import { torture } from './sandbox/kill.ts';
import { crowd } from './torture/crowd.ts';
import { torture as kills } from './torture/kills.ts';
import { soak } from './torture/soak.ts';

/** Each part in full, bounded in time; another number may be given for its rounds, one-shots or statements. */
const parts = {
  sandbox: (rounds = 200) => torture({ rounds, seconds: 600 }),
  kills: (rounds = 500) => kills({ rounds, seconds: 900 }),
  crowd: (oneShots = 100) => crowd({ repls: 8, oneShots }),
  soak: (statements = 200_000) => soak({ statements, seconds: 3600 }),
};

/** `npm run torture [part [number]]`: all parts or one, each with one line of figures. A part that finds something fails. */
async function main([name, number]: readonly string[]): Promise<void> {
  const asked = Object.entries(parts).filter(([part]) => name === undefined || part === name);
  if (asked.length === 0) throw new Error(`the parts are ${Object.keys(parts).join(', ')}`);
  for (const [part, run] of asked) {
    const figures = await run(number === undefined ? undefined : Number(number));
    process.stdout.write(`${JSON.stringify({ part, ...figures })}\n`);
  }
}

void main(process.argv.slice(2));
