import { readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Shell } from '../harness/shell.ts';
import { installed, openHome, openPrompt, root, tab } from './shell.ts';

/** Words and notes that the program tells a shell, once it has had time to ask. */
async function told(home: Shell, line: string, shell = 'zsh'): Promise<readonly string[]> {
  const ask = async () =>
    (
      await home.run(
        `zstack-cli __complete --shell ${shell} -- "$LINE"`.replace('"$LINE"', `'${line.replaceAll("'", "'\\''")}'`),
      )
    ).stdout;
  await expect.poll(ask, { timeout: 15_000, interval: 300 }).not.toMatch(/asking the cloud|^$/);
  return (await ask()).split('\n').filter(Boolean);
}

async function openSandbox(): Promise<Shell> {
  const home = openHome();
  await home.run('zstack-cli sandbox start');
  onTestFinished(async () => {
    await home.run('zstack-cli sandbox stop');
  });
  return home;
}

describe('values of a cloud in a shell', () => {
  it('are its resources, and are forgotten when they change', { timeout: 60_000 }, async () => {
    const home = await openSandbox();
    const zones = await told(home, ' --sandbox QueryCluster zoneUuid=');
    expect(zones.length).toBeGreaterThan(1);
    for (const zone of zones.slice(0, -1)) expect(zone).toMatch(/^zoneUuid=[0-9a-f]{32} \t.+, Enabled$/);
    await home.run("zstack-cli --sandbox CreateZone name='my zone'");
    const after = await told(home, ' --sandbox QueryCluster zoneUuid=my');
    expect(after).toEqual([expect.stringMatching(/^zoneUuid=[0-9a-f]{32} \tmy zone, Enabled$/)]);
  });

  it('are those that exist under the conditions before', { timeout: 60_000 }, async () => {
    const home = await openSandbox();
    const all = await told(home, ' --sandbox QueryVmInstance name~=');
    const few = await told(home, ' --sandbox QueryVmInstance state=Stopped name~=');
    expect(few.length).toBeGreaterThan(0);
    expect(few.length).toBeLessThan(all.length);
    expect(all).toEqual(expect.arrayContaining([...few]));
  });

  it.runIf(installed('zsh'))(
    'are found by their names, and their uuids stand on the line',
    { timeout: 60_000 },
    async () => {
      const home = await openSandbox();
      const [host = ''] = await told(home, ' --sandbox QueryVmInstance hostUuid=bj-kvm-04');
      const uuid = /[0-9a-f]{32}/.exec(host)?.[0];
      writeFileSync(path.join(home.home, 'rc'), `PS1='> '\nsource '${root}/completions/zstack-cli.bash'\n`);
      writeFileSync(
        path.join(home.home, '.zshrc'),
        `PS1='> '; autoload -Uz compinit && compinit -u; source '${root}/completions/_zstack-cli'\n`,
      );
      for (const shell of ['bash --noprofile --rcfile rc', 'zsh -i']) {
        const terminal = await openPrompt(`exec ${shell}`, home, 120);
        const line = 'zstack-cli --sandbox QueryVmInstance hostUuid=';
        await tab(terminal, `${line}bj-kvm-04`, `${line}${uuid} `);
      }
    },
  );

  it('cost one note where there is no cloud, and nothing where they are not wanted', { timeout: 60_000 }, async () => {
    const home = openHome();
    const line = ' --url http://127.0.0.1:9 QueryVmInstance hostUuid=';
    expect(await told(home, line)).toEqual(['\tthe cloud gives no values now']);
    expect(await told(home, `${line}n`)).toEqual(['hostUuid=null \t', '\tthe cloud gives no values now']);
    const off = await home.run(`ZSTACK_COMPLETION_LIVE=off zstack-cli __complete -- '${line}'`);
    expect(off).toEqual({ stdout: '', stderr: '', exit: 0 });
  });

  it('are waited for only shortly, and are there the next time', { timeout: 60_000 }, async () => {
    const requests: string[] = [];
    const rows = [
      { uuid: 'a'.repeat(32), name: 'plain' },
      { uuid: 'b'.repeat(32), name: `evil\u001b[31m\n'"$(x)\`\u202e` },
      { uuid: 'c'.repeat(32), name: `it's "two" words` },
      { uuid: 'bad\nuuid', name: 'x' },
    ];
    const server = createServer((request, response) => {
      requests.push(String(request.url));
      setTimeout(() => response.end(JSON.stringify({ inventories: rows })), 1500);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    onTestFinished(() => void server.close());
    const home = openHome();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = 'ZSTACK_SESSION_ID=s3cr3t';
    const line = ` --url ${url} QueryVmInstance hostUuid=`;
    const ask = async () => (await home.run(`${env} zstack-cli __complete --shell zsh -- '${line}'`)).stdout;
    expect(await ask()).toBe('\tasking the cloud for values: press Tab again\n');
    await ask();
    await expect.poll(ask, { timeout: 15_000, interval: 200 }).toContain('plain');
    expect(requests).toHaveLength(1);
    const words = (await ask()).split('\n');
    const listed = (await home.run(`${env} zstack-cli __complete --shell bash -- '${line}'`)).stdout;
    expect(listed.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^hostUuid=plain\ta{32}$/),
      `hostUuid=${'b'.repeat(32)} \t`,
    ]);
    expect(words.slice(0, 3)).toEqual([
      `hostUuid=${'a'.repeat(32)} \tplain`,
      `hostUuid=${'b'.repeat(32)} \t${'evil\\u001b[31m\\n\'"$(x)`\\u202e'}`,
      `hostUuid=${'c'.repeat(32)} \tit's "two" words`,
    ]);
    expect(words).toHaveLength(5);
    const cache = path.join(home.home, '.cache/zstack-cli/values');
    expect(readdirSync(cache).join()).not.toContain('s3cr3t');
  });
});
