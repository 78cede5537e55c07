import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Shell } from '../harness/shell.ts';
import { installed, openHome, openPrompt, root, tab } from './shell.ts';

/** Words and notes that the program tells a shell, once it has had time to ask. */
async function told(home: Shell, line: string): Promise<readonly string[]> {
  const quoted = `'${line.replaceAll("'", "'\\''")}'`;
  const ask = async () => (await home.run(`ZSTACK_SESSION_ID=s zstack-cli __complete --shell zsh -- ${quoted}`)).stdout;
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

  it('come after what is used most, of which names alone are kept', { timeout: 60_000 }, async () => {
    const home = await openSandbox();
    await home.run('zstack-cli --sandbox QueryDatabaseBackup name~=hidden-value limit=1');
    await home.run('zstack-cli --sandbox QueryZone nosuch=x');
    await home.run("printf 'QueryImage limit=1\\n' | zstack-cli --sandbox");
    const [first = ''] = await told(home, ' --sandbox Query');
    expect(first.trim()).toBe('QueryDatabaseBackup');
    expect((await told(home, ' --sandbox QueryImage n'))[0]).toMatch(/^name=/);
    const kept = readFileSync(path.join(home.home, '.local/state/zstack-cli/usage/sandbox.txt'), 'utf8');
    expect(kept).toBe('QueryDatabaseBackup name limit\n');
  });

  it.runIf(installed('fish'))('stand in fish by their names', { timeout: 60_000 }, async () => {
    const home = await openSandbox();
    await told(home, ' --sandbox QueryVmInstance hostUuid=bj-kvm-04');
    const start = `function fish_prompt; echo -n '> '; end; source '${root}/completions/zstack-cli.fish'`;
    writeFileSync(path.join(home.home, 'start.fish'), `${start}\n`);
    const terminal = await openPrompt("exec fish --no-config -i -C 'source start.fish'", home, 120);
    const line = 'zstack-cli --sandbox QueryVmInstance hostUuid=';
    await tab(terminal, `${line}bj-kvm-04`, `${line}@bj-kvm-04 `);
  });

  it('cost one note where there is no cloud, and nothing where they are not wanted', { timeout: 60_000 }, async () => {
    const home = openHome();
    const line = ' --url http://127.0.0.1:9 QueryVmInstance hostUuid=';
    expect(await told(home, line)).toEqual(['\tthe cloud gives no values now']);
    expect(await told(home, `${line}n`)).toEqual(['hostUuid=null \t', '\tthe cloud gives no values now']);
    const off = await home.run(`ZSTACK_COMPLETION_LIVE=off zstack-cli __complete -- '${line}'`);
    expect(off).toEqual({ stdout: '', stderr: '', exit: 0 });
  });

  it('are waited for only shortly, and are there the next time', { timeout: 60_000 }, async () => {
    const rows = [
      { uuid: 'a'.repeat(32), name: 'plain' },
      { uuid: 'b'.repeat(32), name: `evil\u001b[31m\n'"$(x)\`\u202e` },
      { uuid: 'c'.repeat(32), name: `it's "two" words` },
      { uuid: 'bad\nuuid', name: 'x' },
    ];
    const { url, requests } = await openCloud(() => ({ inventories: rows }), 1500);
    const home = openHome();
    const env = 'ZSTACK_SESSION_ID=s3cr3t';
    const line = ` --url ${url} QueryVmInstance hostUuid=`;
    const ask = async () => (await home.run(`${env} zstack-cli __complete --shell zsh -- '${line}'`)).stdout;
    expect(await ask()).toBe('\tasking the cloud for values: press Tab again\n');
    await ask();
    await expect.poll(ask, { timeout: 15_000, interval: 200 }).toContain('plain');
    expect(requests).toHaveLength(1);
    const words = (await ask()).split('\n');
    const listed = (await home.run(`${env} zstack-cli __complete --shell bash -- '${line}'`)).stdout;
    expect(listed.split('\n').slice(0, 3)).toEqual([
      `hostUuid=${'b'.repeat(32)} \t`,
      `hostUuid=it\\'s\\ \\"two\\"\\ words\t${'c'.repeat(32)}`,
      `hostUuid=plain\t${'a'.repeat(32)}`,
    ]);
    expect(words.slice(0, 3)).toEqual([
      `hostUuid=${'b'.repeat(32)} \t${'evil\\u001b[31m\\n\'"$(x)`\\u202e'}`,
      `hostUuid=${'c'.repeat(32)} \tit's "two" words`,
      `hostUuid=${'a'.repeat(32)} \tplain`,
    ]);
    expect(words).toHaveLength(5);
    const cache = path.join(home.home, '.cache/zstack-cli/values');
    expect(readdirSync(cache).join()).not.toContain('s3cr3t');
  });

  it('leave what is known without them and a note to a cloud that takes 5 s', { timeout: 60_000 }, async () => {
    const { url, requests } = await openCloud(() => ({ inventories: [{ uuid: 'a'.repeat(32), name: 'node' }] }), 5000);
    const home = openHome();
    const line = ` --url ${url} QueryVmInstance hostUuid=n`;
    const ask = async () =>
      (await home.run(`ZSTACK_SESSION_ID=s zstack-cli __complete --shell zsh -- '${line}'`)).stdout;
    for (let round = 0; round < 3; round++)
      expect(await ask()).toBe('hostUuid=null \t\n\tasking the cloud for values: press Tab again\n');
    await expect.poll(ask, { timeout: 20_000, interval: 300 }).toContain(`hostUuid=${'a'.repeat(32)} \tnode`);
    expect(requests).toHaveLength(1);
  });

  it('are found in a cloud of 100,000 by a part of their name', { timeout: 60_000 }, async () => {
    const row = (at: number) => ({ uuid: at.toString(16).padStart(32, '0'), name: `host-${at}` });
    const all = Array.from({ length: 100_000 }, (_, at) => row(at));
    const { url, requests } = await openCloud((address) => {
      const part = /like '%([^%']*)%'/.exec(address.searchParams.get('zql') ?? '')?.[1];
      if (part === undefined) return { inventories: all.slice(0, Number(address.searchParams.get('limit'))) };
      return { results: [{ inventories: all.filter(({ name }) => name.includes(part)).slice(0, 500) }] };
    });
    const home = openHome();
    const line = ` --url ${url} QueryVmInstance hostUuid=`;
    expect(await told(home, line)).toHaveLength(501);
    expect(await told(home, `${line}host-98765`)).toEqual([`hostUuid=${row(98_765).uuid} \thost-98765`]);
    expect(requests).toHaveLength(2);
  });
});

interface Cloud {
  readonly url: string;
  readonly requests: readonly string[];
}

/** A server that answers anything, after so many milliseconds. */
async function openCloud(answer: (address: URL) => unknown, delay = 0): Promise<Cloud> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(String(request.url));
    setTimeout(() => response.end(JSON.stringify(answer(new URL(String(request.url), 'http://x')))), delay);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
