import { describe, expect, it, onTestFinished } from 'vitest';
import { openShell, requireBuild } from '../harness/shell.ts';
import { openTerminal, type Terminal, type TerminalOptions } from '../harness/terminal.ts';

/** The built program in a terminal and a home of its own. */
async function typed(command: string, size: Pick<TerminalOptions, 'columns' | 'rows'> = {}): Promise<Terminal> {
  requireBuild();
  const { env, close } = openShell();
  onTestFinished(close);
  return openTerminal(`cd ~ && ${command}`, { ...size, env });
}

describe('the command in a terminal', () => {
  it('shows a table that fits, with what is left out named', async () => {
    const terminal = await typed('zstack-cli --sandbox QueryDatabaseBackup sortBy=createDate limit=3', { columns: 72 });
    expect(await terminal.exit(30_000)).toBe(0);
    const [signed, header, rule, ...rows] = terminal.screen();
    expect(signed).toBe('sandbox: logged in as admin');
    expect(header).toMatch(/^name +uuid/);
    expect(rule).toMatch(/^─+$/);
    expect(rows[0]).toMatch(/^nightly-2025-12-04 +[0-9a-f]{32}/);
    expect(rows.slice(3).join(' ')).toMatch(/^left out: .*\(--columns chooses, -o json shows all\)/);
    expect(terminal.output()).toContain('\u001b[');
  });

  it('shows what names hold and lets the terminal act on none of it', async () => {
    const terminal = await typed('zstack-cli --sandbox -o table QueryVmInstance fields=name,state sortBy=name', {
      rows: 50,
    });
    expect(await terminal.exit(30_000)).toBe(0);
    const rows = terminal.screen().filter((row) => / (?:Running|Stopped|Paused|Destroyed)/.test(row));
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.join('\n')).toContain('\\u001b[31mred-alert');
  });

  it('shows the columns that were chosen for a kind; options, formats and pipes have their own', async () => {
    const terminal = await typed(
      'zstack-cli config set columns.zone state,name && zstack-cli --profile sandbox config set columns.Zone name,type && ' +
        'zstack-cli --sandbox QueryZone && zstack-cli --sandbox QueryZone --columns uuid && ' +
        'zstack-cli --sandbox --no-config QueryZone --columns name,state && zstack-cli --sandbox QueryZone -o table | cat',
      { columns: 70, rows: 40 },
    );
    expect(await terminal.exit(30_000)).toBe(0);
    const headers = terminal.screen().filter((row) => /^(?:name|uuid|state) /.test(`${row} `));
    expect(headers[0]?.trim()).toMatch(/^name +type$/);
    expect(headers[1]?.trim()).toBe('uuid');
    expect(headers[2]?.trim()).toMatch(/^name +state$/);
    expect(headers[3]?.trim()).toMatch(/^name +uuid +state +type/);
  });

  it('watches a query in one place until Ctrl-C', async () => {
    const terminal = await typed(
      '' + 'zstack-cli --sandbox watch -n 0.3 QueryZone fields=name,state name=北京一区; echo "exit $?"',
    );
    await terminal.until(/every 0.3 s: QueryZone[\s\S]*北京一区 +Enabled/, 30_000);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(terminal.screen().filter((row) => row.includes('北京一区 '))).toHaveLength(1);
    terminal.press('ctrl-c');
    expect(await terminal.exit(30_000)).toBe(0);
    expect(terminal.screen().join('\n')).toMatch(/Enabled\n\^C\nexit 130/);
  });

  it('asks for a password without showing it, and tells a wrong one', async () => {
    const terminal = await typed('zstack-cli --sandbox login accountName=ops');
    await terminal.until('Password of ops', 30_000);
    terminal.type('hunter2');
    terminal.press('enter');
    expect(await terminal.exit(30_000)).toBe(3);
    expect(terminal.output()).not.toContain('hunter2');
    expect(terminal.screen().join('\n')).toContain('Wrong account name or password');
  });

  it('leaves a running job alone at Ctrl-C, and says which it is', async () => {
    const terminal = await typed(
      'BS=$(zstack-cli --sandbox QueryBackupStorage name=bs-beijing fields=uuid | jq -r ".inventories[0].uuid"); ' +
        'exec zstack-cli --sandbox CreateDatabaseBackup name=mine backupStorageUuid=$BS',
    );
    await terminal.until(/CreateDatabaseBackup.*\d+ s/, 30_000);
    terminal.press('ctrl-c');
    expect(await terminal.exit()).toBe(130);
    expect(terminal.screen().join('')).toMatch(/still running: zstack-cli attach [0-9a-f]{32}/);
  });

  it('tells what a delete hits and what hangs on it, and does nothing at Enter', async () => {
    const terminal = await typed(
      'H=$(zstack-cli --sandbox QueryHost name=bj-kvm-04 fields=uuid | jq -r ".inventories[0].uuid"); ' +
        'zstack-cli --sandbox DeleteHost uuid=$H; echo "exit $?"; zstack-cli --sandbox QueryHost uuid=$H count=true -o json',
    );
    await terminal.until('Call DeleteHost?', 30_000);
    expect(terminal.screen().join('\n')).toMatch(/Host {2}[0-9a-f]{32} {2}bj-kvm-04\n.*\n {2}\d+ VmInstance/);
    terminal.press('enter');
    expect(await terminal.exit(30_000)).toBe(0);
    const after = terminal.screen().join(' ');
    expect(after).toContain('error: DeleteHost was not called exit 1');
    expect(after).toMatch(/"total": 1/);
  });

  it('stops a machine and says how to start it again; a delete that is agreed to is done', async () => {
    const terminal = await typed(
      'V=$(zstack-cli --sandbox QueryVmInstance state=Running limit=1 fields=uuid | jq -r ".inventories[0].uuid"); ' +
        'zstack-cli --sandbox StopVmInstance uuid=$V > /dev/null; zstack-cli --sandbox DestroyVmInstance uuid=$V -o json',
      { columns: 120 },
    );
    await terminal.until('Call DestroyVmInstance?', 60_000);
    expect(terminal.screen().join('\n')).toMatch(/undo: zstack-cli --sandbox StartVmInstance uuid=[0-9a-f]{32}\n/);
    terminal.type('y');
    expect(await terminal.exit(60_000)).toBe(0);
    expect(terminal.screen().join(' ')).toContain('{}');
  });
});
