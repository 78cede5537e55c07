import { describe, expect, it } from 'vitest';
import { emptyEditor, type Surroundings } from '../../../src/repl/editor/state.ts';
import { editorAt, nothing, press, shown } from './desk.ts';

const after = (before: string, keys: readonly string[], surroundings?: Surroundings) =>
  shown(press(editorAt(before, 'vi'), keys, surroundings).editor);

describe('vi', () => {
  it('begins in insert mode, and Esc leads out of it', () => {
    const typed = press(emptyEditor('vi'), ['abc', 'escape']).editor;
    expect(shown(typed)).toBe('ab|c');
    expect(typed.vi.mode).toBe('normal');
  });

  it.each<readonly [before: string, keys: string, after: string]>([
    ['ab|c', 'h', 'a|bc'],
    ['a|bc', 'l', 'ab|c'],
    ['ab|c', 'l', 'ab|c'],
    ['ab|cd', '0', '|abcd'],
    ['ab|cd', '$', 'abc|d'],
    ['  ab|c', '^', '  |abc'],
    ['|one two.x', 'w', 'one |two.x'],
    ['|one two.x', '3w', 'one two.|x'],
    ['|one two.x y', '2W', 'one two.x |y'],
    ['|one two', 'e', 'on|e two'],
    ['on|e two', 'e', 'one tw|o'],
    ['one tw|o', 'b', 'one |two'],
    ['one.two| x', 'B', '|one.two x'],
    ['|a.b.c', 'f.', 'a|.b.c'],
    ['|a.b.c', '2f.', 'a.b|.c'],
    ['|a.b.c', 'f.;', 'a.b|.c'],
    ['|a.b.c', 'f.;,', 'a|.b.c'],
    ['|ab.c', 't.', 'a|b.c'],
    ['ab.|c', 'F.', 'ab|.c'],
    ['ab.c|d', 'T.', 'ab.|cd'],
    ['|a.b.c', 'fz', '|a.b.c'],
    ['a|bc', 'x', 'a|c'],
    ['a|bcd', '2x', 'a|d'],
    ['ab|c', 'x', 'a|b'],
    ['ab|c', 'X', 'a|c'],
    ['|one two', 'dw', '|two'],
    ['|one two three', 'd2w', '|three'],
    ['|one two three', '2dw', '|three'],
    ['one |two', 'db', '|two'],
    ['|one two', 'de', '| two'],
    ['one t|wo', 'd$', 'one |t'],
    ['one t|wo', 'D', 'one |t'],
    ['one t|wo', 'd0', '|wo'],
    ['|a.b.c', 'df.', '|b.c'],
    ['|ab.c', 'dt.', '|.c'],
    ['one t|wo', 'dd', '|'],
    ['one t|wo three', 'diw', 'one | three'],
    ['one t|wo three', 'daw', 'one |three'],
    ['|one two', 'yw$p', 'one twoone| '],
    ['|one two', 'ywP', 'one| one two'],
    ['|one', 'yyp', 'oon|ene'],
    ['a|bc', 'rX', 'a|Xc'],
    ['|abc', '2rX', 'X|Xc'],
    ['|abc', '~~', 'AB|c'],
    ['|ab', 'xp', 'b|a'],
    ['|one two', 'dwu', '|one two'],
    ['|one two three', 'dw.', '|three'],
    ['|abcdef', 'x..', '|def'],
    ['|abcdef', '2x.', '|ef'],
  ])('%j %s %j', (before, keys, expected) => expect(after(before, [keys])).toBe(expected));

  it.each<readonly [before: string, keys: readonly string[], after: string]>([
    ['a|b', ['iX', 'escape'], 'a|Xb'],
    ['a|b', ['aX', 'escape'], 'ab|X'],
    ['  a|b', ['IX', 'escape'], '  |Xab'],
    ['a|bc', ['AX', 'escape'], 'abc|X'],
    ['|one two', ['cwX', 'escape'], '|X two'],
    ['|one two', ['ceX', 'escape'], '|X two'],
    ['one |two', ['ccX', 'escape'], '|X'],
    ['one |two', ['SX', 'escape'], '|X'],
    ['one t|wo', ['CX', 'escape'], 'one t|X'],
    ['a|bc', ['sXY', 'escape'], 'aX|Yc'],
    ['a|bcd', ['RXY', 'escape'], 'aX|Yd'],
    ['one t|wo x', ['ciwX', 'escape'], 'one |X x'],
    ['|one two', ['cwX', 'escape', 'w.'], 'X |X'],
    ['|a b', ['A!', 'escape', '0', '.'], 'a b!|!'],
    ['|a', ['3', 'escape', 'x'], '|'],
  ])('%j %j %j', (before, keys, expected) => expect(after(before, keys)).toBe(expected));

  it('walks through history and searches it', () => {
    const past: Surroundings = { ...nothing, history: ['one', 'two'] };
    expect(after('|', ['k'], past)).toBe('|two');
    expect(after('|', ['kkj'], past)).toBe('|two');
    expect(after('|', ['gg'], past)).toBe('on|e');
    expect(press(editorAt('|', 'vi'), ['/'], past).editor.search).toBeDefined();
  });

  it('submits in both modes, and the next line begins in insert mode', () => {
    expect(press(editorAt('a|b', 'vi'), ['enter']).effects).toEqual(['submit']);
    expect(press(emptyEditor('vi'), ['x', 'enter']).effects).toEqual(['submit']);
  });

  it('opens the editor with v, and rings at what it does not know', () => {
    expect(press(editorAt('a|b', 'vi'), ['v']).effects).toEqual(['edit']);
    expect(press(editorAt('a|b', 'vi'), ['Q']).effects).toEqual(['bell']);
    expect(press(editorAt('a|b', 'vi'), ['dQ']).effects).toEqual(['bell']);
  });
});
