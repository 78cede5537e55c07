import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { openMint, type Pair } from '../harness/certificates.ts';
import { openShell, requireBuild } from '../harness/shell.ts';
import { openTerminal } from '../harness/terminal.ts';

const mint = openMint();
const [first, second] = [mint.make('first'), mint.make('second')];
afterAll(() => mint.remove());

/** A node over TLS that can take another certificate. */
async function node(pair: Pair): Promise<{ readonly url: string; change(pair: Pair): void }> {
  const server = https.createServer(pair, (_request, response) => void response.end('{"inventories":[]}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, change: (other) => server.setSecureContext(other) };
}

describe('trust on a terminal', () => {
  it('shows a certificate, asks, pins it, and refuses another one with both fingerprints and the way out', async () => {
    requireBuild();
    const { env, home, run, close } = openShell();
    onTestFinished(close);
    const { url, change } = await node(first);
    const added = await run(`zstack-cli profile add prod url=${url}/zstack`);
    expect(added.exit).toBe(0);
    const unknown = await run('ZSTACK_SESSION_ID=s zstack-cli --profile prod QueryZone');
    expect(unknown.exit).toBe(6);
    expect(unknown.stderr).toContain(`pin it with: zstack-cli --profile prod trust ${url}`);
    const terminal = await openTerminal(`cd ~ && zstack-cli --profile prod trust ${url}`, { env, columns: 120 });
    await terminal.until('Pin it in profile prod?', 30_000);
    expect(terminal.screen().join('\n')).toMatch(
      new RegExp(
        `subject: +CN=node.*\\n.*\\n.*\\n.*\\nfingerprint: ${first.fingerprint}\\nits certificate is signed by itself`,
      ),
    );
    terminal.type('y');
    expect(await terminal.exit()).toBe(0);
    const { profiles } = JSON.parse(readFileSync(path.join(home, '.config/zstack-cli/config.json'), 'utf8'));
    expect(profiles.prod).toEqual({ url: `${url}/zstack`, pin: first.fingerprint });
    expect((await run('ZSTACK_SESSION_ID=s zstack-cli --profile prod QueryZone')).exit).toBe(0);

    change(second);
    for (const line of ['QueryZone', `trust ${url}`]) {
      const { exit, stderr } = await run(`ZSTACK_SESSION_ID=s zstack-cli --profile prod ${line}`);
      expect(exit).toBe(6);
      expect(stderr).toContain(`pinned:      ${first.fingerprint}`);
      expect(stderr.split(second.fingerprint)).toHaveLength(2);
      expect(stderr).toContain(`only if you know why it changed: zstack-cli --profile prod trust ${url} --yes`);
    }
    expect((await run(`zstack-cli --profile prod trust ${url} --yes`)).exit).toBe(0);
    expect((await run('ZSTACK_SESSION_ID=s zstack-cli --profile prod QueryZone')).exit).toBe(0);
  });

  it('leaves everything as it was where somebody says no', async () => {
    const { env, run, close } = openShell();
    onTestFinished(close);
    const { url } = await node(first);
    const terminal = await openTerminal(`cd ~ && zstack-cli --lang zh trust ${url}`, { env, columns: 40 });
    await terminal.until('default', 30_000);
    terminal.press('enter');
    await terminal.until('没有做任何更改');
    expect(await terminal.exit()).toBe(0);
    expect((await run('zstack-cli config get pin')).stdout).toBe('\n');
  });
});
