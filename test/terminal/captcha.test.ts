import { existsSync, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openShell, requireBuild } from '../harness/shell.ts';
import { openTerminal } from '../harness/terminal.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\n picture', 'latin1');

/** A node that wants the code of a picture of everybody, and a second factor of `two`. */
async function node(): Promise<string> {
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const refuse = (code: string, details: string): void => {
      response.statusCode = 503;
      response.end(JSON.stringify({ error: { code, details } }));
    };
    if (request.url?.includes('/captcha'))
      return void response.end(JSON.stringify({ captchaUuid: 'c', captcha: png.toString('base64') }));
    const { accountName, captchaUuid, verifyCode } = JSON.parse(body).logInByAccount;
    if (accountName === 'two') return refuse('ID.2001', 'two factor authentication failed');
    if (captchaUuid !== 'c') return refuse('LOGIN_CONTROL.1005', 'missing captcha');
    if (verifyCode !== 'x7') return refuse('LOGIN_CONTROL.1003', 'wrong captcha');
    response.end('{"inventory":{"uuid":"s","accountUuid":"a"}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/zstack`;
}

describe('a log-in that wants the code of a picture', () => {
  it('puts the picture into a file that only its reader can open, until the code is right', async () => {
    requireBuild();
    const { env, close } = openShell();
    onTestFinished(close);
    const url = await node();
    const terminal = await openTerminal(`cd ~ && zstack-cli --url ${url} login name=ops`, {
      env: { ...env, ZSTACK_PASSWORD: 'p' },
      columns: 200,
    });
    await terminal.until('Code in the picture', 30_000);
    const file = /picture (\S+\.png)/.exec(terminal.screen().join('\n'))?.[1] ?? '';
    expect(readFileSync(file)).toEqual(png);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    terminal.type('y8');
    terminal.press('enter');
    await terminal.until('that was not the code');
    await terminal.until(/new picture\n. Code in the picture/);
    terminal.type('x7');
    terminal.press('enter');
    await terminal.until('logged in as ops');
    expect(await terminal.exit()).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it('says in a script what to call, and for a second factor what to add', async () => {
    const { run, close } = openShell();
    onTestFinished(close);
    const url = await node();
    const begin = `ZSTACK_PASSWORD=p zstack-cli --url ${url}`;
    const first = await run(`${begin} login name=ops`);
    expect(first.exit).toBe(3);
    expect(first.stderr).toContain('zstack-cli GetLoginCaptcha resourceName=ops loginType=account gives one');
    const picture = await run(`${begin} GetLoginCaptcha resourceName=ops loginType=account | jq -r .captchaUuid`);
    expect(picture.stdout).toBe('c\n');
    expect((await run(`${begin} login name=ops captchaUuid=c verifyCode=x7`)).exit).toBe(0);
    const second = await run(`${begin} login name=two`);
    expect(second.exit).toBe(3);
    expect(second.stderr).toContain('systemTags=<tag>::<token>');
  });
});
