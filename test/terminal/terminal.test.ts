import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sent } from '../harness/keys.ts';
import { openTerminal } from '../harness/terminal.ts';

describe('a terminal', () => {
  it('echoes what is typed and shows what is written', async () => {
    const terminal = await openTerminal('cat');
    terminal.type('hello');
    await terminal.until('hello');
    expect(terminal.cursor()).toEqual({ column: 5, row: 0 });
    terminal.press('enter');
    await terminal.until((screen) => screen[1] === 'hello');
    expect(terminal.screen().slice(0, 3)).toEqual(['hello', 'hello', '']);
    expect(terminal.screen()).toHaveLength(24);
    expect(terminal.output()).toBe('hello\r\nhello\r\n');
    terminal.press('ctrl-d');
    expect(await terminal.exit()).toBe(0);
  });

  it('is one, of the size that was asked for', async () => {
    const terminal = await openTerminal('test -t 0 -a -t 1 -a -t 2 && stty size && stty -a && echo "$TERM"', {
      columns: 100,
      rows: 30,
    });
    expect(await terminal.exit()).toBe(0);
    const [size, ...rest] = terminal.screen();
    expect(size).toBe('30 100');
    expect(rest.join(' ')).toMatch(/ icanon .* echo .*xterm-256color/);
  });

  it('tells a program of its new size', async () => {
    const terminal = await openTerminal(`trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done`);
    await terminal.until('ready');
    terminal.resize(50, 10);
    await terminal.until('10 50');
    expect(terminal.screen()).toHaveLength(10);
  });

  it('has the exit code of its program', async () => {
    expect(await (await openTerminal('exit 7')).exit()).toBe(7);
    expect(await (await openTerminal('kill -TERM $$')).exit()).toBe(143);
    const interrupted = await openTerminal('echo ready; exec cat');
    await interrupted.until('ready');
    interrupted.press('ctrl-c');
    expect(await interrupted.exit()).toBe(130);
  });

  it('holds a shell that edits its line', async () => {
    const terminal = await openTerminal(`PS1='> ' exec bash --norc --noprofile`);
    await terminal.until(/^>/m);
    terminal.type('echo abX');
    terminal.press('backspace');
    terminal.type('c');
    terminal.press('home');
    await terminal.until((screen) => screen[0] === '> echo abc' && terminal.cursor().column === 2);
    terminal.press('enter');
    await terminal.until((screen) => screen[1] === 'abc');
    terminal.press('up', 'end');
    terminal.type('; exit 3');
    terminal.press('enter');
    expect(await terminal.exit()).toBe(3);
  });

  it('has wide characters as wide as they are', async () => {
    const terminal = await openTerminal(`printf '%s|\\n' 云主机 👨‍👩‍👧 é 😀 ⚠️ a`, {
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
    });
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen().slice(0, 6)).toEqual(['云主机|', '👨‍👩‍👧|', 'é|', '😀|', '⚠️|', 'a|']);
    const end = await openTerminal(`printf '云主机👨‍👩‍👧é'; sleep 1`);
    await end.until('é');
    expect(end.cursor().column).toBe(9);
  });

  it('answers when it is asked for its cursor', async () => {
    const terminal = await openTerminal(
      String.raw`stty -echo -icanon; printf 'abc\033[6n'; read -rd R answer; printf '\n%q\n' "$answer"`,
    );
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()[1]).toContain('[1;4');
  });

  it('shows the screen when it waits in vain', async () => {
    const terminal = await openTerminal('echo one; cat');
    await expect(terminal.until('two', 200)).rejects.toThrow('200 ms went by without two\n│ one');
    terminal.press('ctrl-d');
    await expect(terminal.until('two')).rejects.toThrow('the program ended with 0 without two\n│ one');
    await expect((await openTerminal('cat')).exit(100)).rejects.toThrow('100 ms went by without an end');
  });

  it('hangs up on its program when it is closed', async () => {
    const terminal = await openTerminal('echo $$; exec sleep 97');
    await terminal.until(/^\d+$/m);
    const pid = Number(terminal.screen()[0]);
    expect(process.kill(pid, 0)).toBe(true);
    await terminal.close();
    await expect.poll(() => alive(pid)).toBe(false);
  });
});

describe('a key', () => {
  it.each([
    ['ctrl-a', '\u0001'],
    ['ctrl-z', '\u001a'],
    ['ctrl-_', '\u001f'],
    ['alt-b', '\u001bb'],
    ['alt-backspace', '\u001b\u007f'],
    ['up', '\u001b[A'],
  ] as const)('%s is sent as %j', (key, expected) => expect(sent(key)).toBe(expected));

  it.each(['ctrl-1', 'ctrl-enter', 'alt-nothing'] as const)('%s is none', (key) => {
    expect(() => sent(key)).toThrow('no such key');
  });
});

/** A process that ended and is not yet buried is not alive. */
function alive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
