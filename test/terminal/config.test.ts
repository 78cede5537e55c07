import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openShell, requireBuild } from '../harness/shell.ts';
import { openTerminal, type Terminal } from '../harness/terminal.ts';

/** A terminal in which `config edit` opens an editor that writes one text after the other, and tells the modes it found. */
async function editing(
  texts: readonly string[],
  kept?: string,
): Promise<{ readonly terminal: Terminal; readonly folder: string; modes(): string }> {
  requireBuild();
  const { env, home, close } = openShell();
  onTestFinished(close);
  const folder = path.join(home, '.config/zstack-cli');
  if (kept !== undefined) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path.join(folder, 'config.json'), kept, { mode: 0o600 });
  }
  for (const [at, text] of texts.entries()) writeFileSync(path.join(home, `text.${at}`), text);
  const editor = path.join(home, 'my editor');
  const lines = ['#!/bin/sh', 'stat -c "%a %a" "$2" >> ~/modes', 'stat -c %a "$(dirname "$2")" >> ~/modes'];
  writeFileSync(editor, [...lines, 'n=$(wc -l < ~/modes); cat ~/text.$((n / 2 - 1)) > "$2"', ''].join('\n'), {
    mode: 0o755,
  });
  const terminal = await openTerminal('cd ~ && zstack-cli config edit', {
    env: { ...env, VISUAL: `"${editor}" -w`, EDITOR: 'false' },
  });
  return { terminal, folder, modes: () => readFileSync(path.join(home, 'modes'), 'utf8') };
}

describe('settings in an editor', () => {
  it('are shown their mistakes in place until they are right, in a file that nobody else may read', async () => {
    const proxy = '"proxy": "http://me:hunter2@proxy:3128"';
    const { terminal, folder, modes } = await editing(
      [`{"settings": {${proxy},\n  "output": "tabel"}}`, `{"settings": {${proxy}`, `{"settings": {${proxy}}}`],
      `{"settings": {${proxy}}, "future": 1}`,
    );
    await terminal.until('config.json:2:3', 30_000);
    await terminal.until('Edit it again?');
    const before = readFileSync(path.join(folder, 'config.json'), 'utf8');
    expect(before).toBe(`{"settings": {${proxy}}, "future": 1}`);
    terminal.press('enter');
    await terminal.until('config.json:1:');
    terminal.type('y');
    await terminal.until('is changed');
    expect(await terminal.exit()).toBe(0);
    expect(JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8'))).toEqual({
      settings: { proxy: 'http://me:hunter2@proxy:3128' },
      profiles: {},
      future: 1,
    });
    expect(modes()).toBe('600 600\n700\n'.repeat(3));
    expect(terminal.output()).not.toContain('hunter2');
    const state = path.join(folder, '../../.local/state/zstack-cli');
    expect(existsSync(state) ? readdirSync(state).filter((name) => name.startsWith('draft')) : []).toEqual([]);
  });

  it('stay as they were when somebody gives up', async () => {
    const { terminal, folder } = await editing(['{"settings": {"colour": 1}}']);
    await terminal.until('did you mean color?', 30_000);
    await terminal.until('Edit it again?');
    terminal.type('n');
    await terminal.until('nothing was changed');
    expect(await terminal.exit()).toBe(0);
    expect(existsSync(path.join(folder, 'config.json'))).toBe(false);
  });

  it('can be mended where they are no JSON any more', async () => {
    const { terminal, folder } = await editing(['{"settings": {"output": "json"}}'], '{"settings": {"output": ');
    await terminal.until('is changed', 30_000);
    expect(await terminal.exit()).toBe(0);
    expect(JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8')).settings).toEqual({ output: 'json' });
    expect(readdirSync(folder).filter((name) => name.includes('corrupt')).length).toBe(1);
  });
});
