import { describe, expect, it } from 'vitest';
import { enter, prompt, showsLine, sizes, takeSeat } from './desk.ts';

const seat = takeSeat();

describe.each(sizes)('on $columns x $rows Tab', ({ columns, rows }) => {
  it('completes an API by its humps', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('QueryDBB');
    terminal.press('tab');
    await terminal.until(/QueryDatabaseBackup/);
  });

  it('lists fields with their types, and typing filters them', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('QueryZone ');
    terminal.press('tab');
    await terminal.until(/conditions|uuid/);
    terminal.type('des');
    await terminal.until(
      (screen) => screen.some((row) => /^ {2}description/.test(row)) && !screen.some((row) => /^ {2}uuid/.test(row)),
    );
    terminal.press('escape');
    await terminal.until((screen) => !screen.some((row) => /^ {2}description/.test(row)));
  });

  it('walks along joins', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('QueryVmInstance host.zone.na');
    terminal.press('tab');
    await showsLine(terminal, columns, 'QueryVmInstance host.zone.name=');
  });

  it('offers the values of an enumeration', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('QueryVmInstance state=Runn');
    terminal.press('tab');
    await showsLine(terminal, columns, 'QueryVmInstance state=Running ');
  });

  it('offers what is there in the cloud, by name, and puts in the uuid', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('QueryCluster zoneUuid=');
    terminal.press('tab');
    await terminal.until(/^ {2}北京一区/m);
    terminal.press('tab');
    await terminal.until((screen) => /zoneUuid=\w{32}/.test(screen.join('')));
    terminal.press('enter');
    await terminal.until((screen) => !screen.some((row) => /^[> ] 北京一区/.test(row)));
  });

  it('completes commands, settings and options', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('set edi');
    terminal.press('tab');
    await showsLine(terminal, columns, 'set editing-mode ');
    terminal.type('v');
    terminal.press('tab');
    await showsLine(terminal, columns, 'set editing-mode vi ');
    terminal.press('ctrl-u');
    terminal.type('QueryZone --dry');
    terminal.press('tab');
    await terminal.until('QueryZone --dry-run');
  });

  it('completes earlier results', async () => {
    const terminal = await seat.open({ columns, rows });
    await enter(terminal, 'QueryZone limit=1', /\$1, /);
    await terminal.until(prompt);
    terminal.type('QueryCluster zoneUuid=$1.inv');
    terminal.press('tab');
    await terminal.until(/\$1\.inventories/);
    terminal.type('[0].uu');
    terminal.press('tab');
    terminal.press('enter');
    await terminal.until(/\$2, /);
  });

  it('completes programs after | and files after >', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('QueryZone | hea');
    terminal.press('tab');
    await terminal.until('| head');
  });

  it('does nothing where nothing fits', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('QueryZone zzzz');
    terminal.press('tab');
    terminal.type('q');
    await showsLine(terminal, columns, 'QueryZone zzzzq');
  });

  it('shows a place in a long list', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('Query');
    terminal.press('tab', 'tab', 'down', 'down');
    await terminal.until(/3 of \d{3}/);
    terminal.press('up');
    await terminal.until(/2 of \d{3}/);
    terminal.press('page-down');
    await terminal.until(/12 of \d{3}/);
    terminal.press('escape');
    await terminal.until((screen) => !screen.some((row) => / of \d{3}/.test(row)));
  });
});

describe('grey text', () => {
  it('comes from history, else from what comes next, and → takes it', async () => {
    const terminal = await seat.open();
    await enter(terminal, 'QueryZone fields=name limit=2', /\$1, /);
    await terminal.until(prompt);
    terminal.type('QueryZ');
    await terminal.until('QueryZone fields=name limit=2');
    terminal.press('alt-f');
    terminal.press('right', 'enter');
    await terminal.until(/\$2, /);
    terminal.type('QueryDatabaseB');
    await terminal.until('QueryDatabaseBackup');
  });
});

describe('accessible mode', () => {
  it('lists plainly and has no grey text', async () => {
    const terminal = await seat.open();
    await enter(terminal, 'set accessible on', prompt);
    terminal.type('QueryZone s');
    terminal.press('tab');
    await terminal.until(/^state$/m);
    await showsLine(terminal, 80, 'QueryZone s');
    terminal.press('ctrl-u');
    await enter(terminal, 'set accessible off', prompt);
    expect(terminal.screen().join('\n')).not.toContain('of ');
  });
});
