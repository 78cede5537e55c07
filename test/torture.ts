import { torture } from './sandbox/kill.ts';

/** `npm run torture [rounds]`: kills the sandbox at any moment, for ten minutes at most, and tells what it survived. */
async function main(): Promise<void> {
  const rounds = Number(process.argv[2] ?? 200);
  const survived = await torture({ rounds, seconds: 600 });
  process.stdout.write(`${JSON.stringify(survived)}\n`);
}

void main();
