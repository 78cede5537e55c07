import { describe, expect, it } from 'vitest';
import type { Key } from '../harness/keys.ts';
import type { Terminal } from '../harness/terminal.ts';
import { lineOn, showsLine, sizes, takeSeat } from './desk.ts';

const seat = takeSeat();

/** Keys by name in arrays, everything else is typed. */
type Typed = readonly (string | readonly Key[])[];

function enter(terminal: Terminal, typed: Typed): void {
  for (const part of typed) {
    if (typeof part === 'string') terminal.type(part);
    else terminal.press(...part);
  }
}

const lines: readonly (readonly [what: string, typed: Typed, line: string])[] = [
  ['typed characters', ['QueryHost'], 'QueryHost'],
  ['wide characters', ['name=云主机'], 'name=云主机'],
  ['an emoji of several code points, taken away at once', ['a👨‍👩‍👧b', ['backspace', 'backspace']], 'a'],
  ['a long line that wraps', ['x'.repeat(100), ['home'], 'a'], `a${'x'.repeat(100)}`],
  ['a character in the middle', ['ac', ['left'], 'b'], 'abc'],
  ['both ends', ['bc', ['ctrl-a'], 'a', ['ctrl-e'], 'd'], 'abcd'],
  ['Home and End', ['bc', ['home'], 'a', ['end'], 'd'], 'abcd'],
  ['words forth and back', ['one two', ['alt-b'], 'x', ['alt-f'], 'y'], 'one xtwoy'],
  ['Ctrl with arrows', ['one two', ['ctrl-left'], 'x', ['ctrl-right'], 'y'], 'one xtwoy'],
  ['Delete', ['abc', ['left', 'left', 'delete']], 'ac'],
  ['Ctrl-D in a line', ['abc', ['ctrl-a', 'ctrl-d']], 'bc'],
  ['Ctrl-H', ['abc', ['ctrl-h']], 'ab'],
  ['Ctrl-W and Ctrl-Y', ['one two', ['ctrl-w', 'ctrl-y', 'ctrl-y']], 'one twotwo'],
  ['Ctrl-K', ['one two', ['ctrl-a', 'alt-f', 'ctrl-k']], 'one'],
  ['Ctrl-U', ['one two', ['alt-b', 'ctrl-u']], 'two'],
  ['Alt-D', ['one two', ['ctrl-a', 'alt-d']], ' two'],
  ['Alt-Backspace', ['one.two', ['alt-backspace']], 'one.'],
  ['Alt-Y', ['one two', ['ctrl-w', 'ctrl-e', 'ctrl-w', 'ctrl-y', 'alt-y']], 'two'],
  ['Ctrl-T', ['acb', ['ctrl-t']], 'abc'],
  ['Alt-T', ['two one', ['alt-t']], 'one two'],
  ['Alt-U, Alt-L and Alt-C', ['ab CD ef', ['ctrl-a', 'alt-u', 'alt-l', 'alt-c']], 'AB cd Ef'],
  ['undo', ['one', ' two', ['ctrl-w', 'ctrl-_', 'ctrl-_']], ''],
  ['undo by Ctrl-X Ctrl-U', ['one', ['ctrl-u', 'ctrl-x', 'ctrl-u']], 'one'],
  ['a number before a character', [['alt-3'], 'x'], 'xxx'],
  [
    'a paste of several lines, which does not run',
    ['\u001b[200~LogOut\r\u001b[201~x', ['backspace', 'backspace']],
    'LogOut',
  ],
];

describe.each(sizes)('on $columns x $rows the line shows', ({ columns, rows }) => {
  it.each(lines)('%s', async (_, typed, line) => {
    const terminal = await seat.open({ columns, rows });
    enter(terminal, typed);
    await showsLine(terminal, columns, line);
  });

  it('a line that goes on after an open quote', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type(`QueryZone name='a`);
    terminal.press('enter');
    await terminal.until(/^\.\.\. ?$/m);
    terminal.type(`b' fields=uuid`);
    terminal.press('enter');
    await terminal.until(/\$1, /);
  });

  it('a line that goes on after a backslash, and is one line', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('QueryZone \\');
    terminal.press('enter');
    await terminal.until(/^\.\.\. ?$/m);
    terminal.type('fields=uuid | wc -l');
    terminal.press('enter');
    await terminal.until(/^\d+$/m);
  });

  it('what history holds, up and down', async () => {
    const terminal = await seat.open({ columns, rows });
    enter(terminal, ['# one', ['enter'], 'show pager', ['enter']]);
    await terminal.until(/pager +on/);
    enter(terminal, ['show bell', ['enter']]);
    await terminal.until(/bell +10/);
    terminal.press('up', 'up');
    await showsLine(terminal, columns, 'show pager');
    terminal.press('down');
    await showsLine(terminal, columns, 'show bell');
    terminal.press('down');
    await showsLine(terminal, columns, '');
  });

  it('the last word of the line before, by Alt-.', async () => {
    const terminal = await seat.open({ columns, rows });
    enter(terminal, ['show pager', ['enter']]);
    await terminal.until(/pager +on/);
    enter(terminal, ['set ', ['alt-.']]);
    await showsLine(terminal, columns, 'set pager');
  });

  it('what Ctrl-R finds', async () => {
    const terminal = await seat.open({ columns, rows });
    enter(terminal, ['show pager', ['enter'], 'show bell', ['enter']]);
    await terminal.until(/bell +10/);
    terminal.press('ctrl-r');
    await terminal.until('search:');
    terminal.type('pag');
    await terminal.until(/> now +show pager/);
    terminal.press('enter');
    await showsLine(terminal, columns, 'show pager');
    expect(terminal.screen().join('\n')).not.toContain('search:');
  });

  it('nothing after Ctrl-C', async () => {
    const terminal = await seat.open({ columns, rows });
    enter(terminal, ['QueryHost uuid=x', ['ctrl-c']]);
    await showsLine(terminal, columns, '');
    terminal.press('ctrl-d');
    expect(await terminal.exit()).toBe(0);
  });

  it('itself again after the screen was cleared', async () => {
    const terminal = await seat.open({ columns, rows });
    enter(terminal, ['QueryHost', ['ctrl-l']]);
    await terminal.until((screen) => screen[0]?.endsWith('QueryHost') === true);
    expect(lineOn(terminal, columns)).toBe('QueryHost');
  });

  it('stars where a secret is typed', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type('login password=hunter2 accountName=x');
    await terminal.until(() => lineOn(terminal, columns) === 'login password=******* accountName=x');
    expect(terminal.output()).not.toContain('hunter');
  });

  it('itself in another size', async () => {
    const terminal = await seat.open({ columns, rows });
    terminal.type(`QueryHost name=${'x'.repeat(30)}`);
    await showsLine(terminal, columns, `QueryHost name=${'x'.repeat(30)}`);
    terminal.resize(100, 30);
    await showsLine(terminal, 100, `QueryHost name=${'x'.repeat(30)}`);
    terminal.resize(34, 12);
    await showsLine(terminal, 34, `QueryHost name=${'x'.repeat(30)}`);
    terminal.type('y');
    await showsLine(terminal, 34, `QueryHost name=${'x'.repeat(30)}y`);
  });
});

describe('vi keys', () => {
  it('edit the line', async () => {
    const terminal = await seat.open();
    enter(terminal, ['set editing-mode vi', ['enter']]);
    await terminal.until(/>>> ?$/m);
    enter(terminal, ['one two three', ['escape']]);
    await new Promise((resolve) => setTimeout(resolve, 150));
    terminal.type('0dwA!');
    await showsLine(terminal, 80, 'two three!');
    terminal.press('escape');
    await new Promise((resolve) => setTimeout(resolve, 150));
    terminal.type('0cwx');
    await showsLine(terminal, 80, 'x three!');
    enter(terminal, [['ctrl-c'], 'set editing-mode emacs', ['enter']]);
    await terminal.until(/>>> ?$/m);
  });
});
