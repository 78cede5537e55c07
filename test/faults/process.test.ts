import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openShell, type Shell } from '../harness/shell.ts';

/** What the table of faults holds, tried on the real program, its pipes and exit codes. */
let shell: Shell;

beforeAll(async () => {
  shell = openShell();
  const made = await shell.run(
    'zstack-cli sandbox start && zstack-cli --sandbox login && zstack-cli --sandbox CreateZone name=old',
  );
  if (made.exit !== 0) throw new Error(made.stderr);
}, 60_000);

afterAll(async () => {
  await shell.run('zstack-cli sandbox stop');
  shell.close();
}, 60_000);

const fault = (text: string): Promise<unknown> => shell.run(`zstack-cli sandbox faults ${text}`);
const zones = async (name: string): Promise<number> =>
  JSON.parse((await shell.run(`zstack-cli --sandbox QueryZone name=${name}`)).stdout).inventories.length;

it.each([
  ['one shot', 'zstack-cli --sandbox QueryZone'],
  ['a script', 'zstack-cli --sandbox -f <(echo QueryZone)'],
  ['a pipe', 'echo QueryZone | zstack-cli --sandbox'],
])('a read by %s says that there is no connection, and works later', async (_, command) => {
  await fault("reset-before on='GET /v1/zones' times=4");
  const { exit, stdout, stderr } = await shell.run(command);
  expect([exit, stdout]).toEqual([6, '']);
  expect(stderr).toMatch(/error: cannot reach \S+: the connection broke\n/);
  expect(await shell.run(command)).toMatchObject({ exit: 0, stdout: expect.stringContaining('"old"') });
});

it.each([
  ['one shot', (name: string) => `zstack-cli --sandbox CreateZone name=${name}`],
  ['a script', (name: string) => `zstack-cli --sandbox -f <(echo CreateZone name=${name})`],
  ['a pipe', (name: string) => `echo CreateZone name=${name} | zstack-cli --sandbox`],
])('a change by %s is done once, whatever is lost of its answers', async (title, command) => {
  const name = title.replace(' ', '-');
  await fault("reset-after on='POST /v1/zones' times=1");
  await fault('error-500 on=/api-jobs/ times=2');
  expect(await shell.run(command(name))).toMatchObject({ exit: 0, stdout: expect.stringContaining(`"${name}"`) });
  expect(await zones(name)).toBe(1);
  await fault("reset-before on='POST /v1/zones' times=1");
  const lost = await shell.run(command(`${name}-2`));
  expect([lost.exit, lost.stdout]).toEqual([6, '']);
  expect(lost.stderr).toContain('nothing was done; it is safe to call it again');
  expect(await zones(`${name}-2`)).toBe(0);
});

it('the Tab of a shell says in time that there are no values, and has them later', async () => {
  await fault("error-500 on='GET /v1/zones' times=1");
  const tab = () => shell.run(`zstack-cli __complete --shell bash -- ' --sandbox QueryCluster zoneUuid='`);
  await vi.waitFor(async () => expect((await tab()).stdout).toBe('\tthe cloud gives no values now\n'), 10_000);
  const folder = path.join(shell.home, '.cache/zstack-cli/values');
  expect(readdirSync(folder)).toHaveLength(1);
  // As when the time is over in which nobody asks again.
  await shell.run(`rm -r ${folder}`);
  await vi.waitFor(async () => expect((await tab()).stdout).toMatch(/^zoneUuid=old\t[0-9a-f]{32}, Enabled$/m), 10_000);
});
