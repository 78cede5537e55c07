import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openShell } from '../harness/shell.ts';
import { openTerminal } from '../harness/terminal.ts';

it('a keyring that hangs ends a command soon, and keeps nobody from a prompt or from logging in with a file', async () => {
  const { env, home, run, close } = openShell();
  onTestFinished(close);
  const programs = path.join(home, 'programs');
  mkdirSync(programs);
  writeFileSync(path.join(programs, 'secret-tool'), '#!/bin/sh\necho x >> ~/asked\nexec sleep 60\n', { mode: 0o755 });
  const begin = `PATH=${programs}:$PATH`;
  const failed = await run(`export ${begin}; ZSTACK_SECRETS=keyring zstack-cli --sandbox login`);
  expect(failed).toMatchObject({ exit: 1, stdout: '' });
  expect(failed.stderr).toMatch(
    /the keyring does not work: secret-tool: no answer within 2 s\n.*config set secrets file/,
  );

  const folder = path.join(home, '.config/zstack-cli');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const entry = { account: 'ops', accountUuid: 'x', url: 'http://127.0.0.1:9/zstack', loggedInAt: 1, inKeyring: true };
  writeFileSync(path.join(folder, 'sessions.json'), JSON.stringify({ sessions: { default: entry } }), { mode: 0o600 });
  await run('rm ~/asked');
  const terminal = await openTerminal(`cd ~ && ${begin} zstack-cli`, { env });
  await terminal.until('ops >>>');
  terminal.press('ctrl-d');
  expect(await terminal.exit()).toBe(0);
  expect((await run('cat ~/asked')).exit).toBe(1);
  const out = await run(`export ${begin}; zstack-cli logout; zstack-cli auth status`);
  expect(out.stderr).toMatch(/no answer within 2 s[\s\S]*not logged in/);
  expect(out.exit).toBe(3);
});
