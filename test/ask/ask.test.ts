import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { openTerminal, type Terminal } from '../harness/terminal.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ask-'));
const program = path.join(folder, 'desk.cjs');
const entryPoints = [path.join(import.meta.dirname, 'desk.ts')];
buildSync({ entryPoints, bundle: true, platform: 'node', outfile: program });
afterAll(() => rmSync(folder, { recursive: true }));

async function asked(question: string): Promise<Terminal> {
  const terminal = await openTerminal(`node ${program} ${question}`);
  await terminal.until(/Account|Password|Delete|Which/);
  return terminal;
}

describe('a question', () => {
  it('takes a line, or what it offers', async () => {
    const offered = await asked('text');
    await offered.until('admin');
    offered.press('enter');
    await offered.until('answer "admin"');
    const typed = await asked('text');
    typed.type('财务部');
    typed.press('enter');
    await typed.until('answer "财务部"');
    expect(await typed.exit()).toBe(0);
  });

  it('never shows a password', async () => {
    const terminal = await asked('password');
    terminal.type('hunter2 秘密');
    await terminal.until('**********');
    terminal.press('enter');
    await terminal.until('answer "hunter2 秘密"');
    expect(terminal.output().split('answer')[0]).not.toMatch(/hunter|秘密/);
  });

  it('takes Enter alone for no', async () => {
    const no = await asked('confirm');
    no.press('enter');
    await no.until('answer false');
    const yes = await asked('confirm');
    yes.type('y');
    await yes.until('answer true');
  });

  it('offers a choice', async () => {
    const terminal = await asked('choice');
    await terminal.until(/第二个[\s\S]*three/);
    terminal.press('down');
    terminal.press('enter');
    await terminal.until('answer "two"');
  });

  it('is given up with Ctrl-C, and leaves the terminal as it was', async () => {
    const terminal = await openTerminal(`node ${program} password; stty -a | grep -o " echo \\| icanon"`);
    await terminal.until('Password');
    terminal.press('ctrl-c');
    await terminal.until('interrupted');
    await terminal.exit();
    expect(terminal.screen().join(' ')).toMatch(/icanon.*echo|echo.*icanon/);
  });
});
