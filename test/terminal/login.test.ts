import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { openMint } from '../harness/certificates.ts';
import { openShell, requireBuild } from '../harness/shell.ts';
import { openTerminal } from '../harness/terminal.ts';

const mint = openMint();
const pair = mint.make('node');
afterAll(() => mint.remove());

/** A node that gives a session for whatever is asked, and tells its requests. */
async function node(secure: boolean): Promise<{ readonly url: string; readonly bodies: string[] }> {
  const bodies: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    bodies.push(body);
    const isSecond = request.headers.authorization === 'OAuth first';
    if (request.url?.includes('login')) response.end(`{"inventory":{"uuid":"${isSecond ? 'second' : 'first'}"}}`);
    else response.end('{"inventories":[]}');
  };
  const server = secure ? https.createServer(pair, answer) : http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}/zstack`, bodies };
}

describe('the log-in on a terminal', () => {
  it('asks where to, shows the certificate, pins it and logs in', async () => {
    requireBuild();
    const { url, bodies } = await node(true);
    const { env, home, close } = openShell();
    onTestFinished(close);
    const terminal = await openTerminal('cd ~ && zstack-cli login', { env, columns: 120, rows: 40 });
    await terminal.until('Where to', 30_000);
    terminal.press('enter');
    await terminal.until('Address of the management node');
    terminal.type('not an address');
    terminal.press('enter');
    await terminal.until('is no address');
    terminal.type(url);
    terminal.press('enter');
    await terminal.until('Kind of log-in');
    terminal.press('enter');
    await terminal.until('Name');
    terminal.press('enter');
    await terminal.until('Password of admin');
    terminal.type('秘密 hunter2');
    terminal.press('enter');
    await terminal.until(pair.fingerprint);
    await terminal.until('Pin it in profile default?');
    terminal.type('y');
    await terminal.until('logged in as admin');
    expect(await terminal.exit(30_000)).toBe(0);
    expect(terminal.output()).not.toMatch(/hunter|秘密/);
    const password = createHash('sha512').update('秘密 hunter2').digest('hex');
    expect(bodies.map((body) => JSON.parse(body))).toEqual([{ logInByAccount: { accountName: 'admin', password } }]);
    const { profiles } = JSON.parse(readFileSync(path.join(home, '.config/zstack-cli/config.json'), 'utf8'));
    expect(profiles.default).toEqual({ url, pin: pair.fingerprint });
    const again = await openTerminal('cd ~ && zstack-cli QueryZone -o json', { env });
    expect(await again.exit(30_000)).toBe(0);
  });

  it('goes through two steps into a project', async () => {
    const { url, bodies } = await node(false);
    const { env, home, close } = openShell();
    onTestFinished(close);
    const terminal = await openTerminal(`cd ~ && zstack-cli --url ${url} login kind=virtual-id name=v project=web`, {
      env,
    });
    await terminal.until('Password of v', 30_000);
    terminal.type('p');
    terminal.press('enter');
    await terminal.until('logged in as v@web');
    expect(await terminal.exit(30_000)).toBe(0);
    expect(bodies.map((body) => Object.keys(JSON.parse(body))[0])).toEqual(['loginIAM2VirtualID', 'loginIAM2Project']);
    const { sessions } = JSON.parse(readFileSync(path.join(home, '.config/zstack-cli/sessions.json'), 'utf8'));
    expect(sessions.default).toMatchObject({
      uuid: 'second',
      login: { api: 'LoginIAM2VirtualID', next: { api: 'LoginIAM2Project', words: { projectName: 'web' } } },
    });
    expect(JSON.stringify(sessions)).not.toContain('password');
  });

  it('offers the sandbox', async () => {
    const { env, close } = openShell();
    onTestFinished(close);
    const terminal = await openTerminal('cd ~ && zstack-cli login', { env, columns: 120 });
    await terminal.until('Where to', 30_000);
    terminal.press('down', 'enter');
    await terminal.until('logged in as admin', 30_000);
    await terminal.until('profile use sandbox');
    expect(await terminal.exit(30_000)).toBe(0);
  });

  it('is given up with Ctrl-C at any question', async () => {
    const { env, close } = openShell();
    onTestFinished(close);
    const terminal = await openTerminal('cd ~ && zstack-cli login', { env });
    await terminal.until('Where to', 30_000);
    terminal.press('ctrl-c');
    expect(await terminal.exit(30_000)).toBe(130);
  });
});
