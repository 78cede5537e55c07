import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../src/repl/editor/state.ts';
import { editorAt, nothing, press, shown } from './desk.ts';

describe('a key of emacs', () => {
  it.each<readonly [before: string, keys: readonly string[], after: string]>([
    ['|', ['abc'], 'abc|'],
    ['ab|c', ['X'], 'abX|c'],
    ['abc|', ['ctrl-b'], 'ab|c'],
    ['a|bc', ['ctrl-f'], 'ab|c'],
    ['ab|c', ['left', 'left', 'left'], '|abc'],
    ['ab|c', ['right', 'right'], 'abc|'],
    ['ab|c', ['ctrl-a'], '|abc'],
    ['ab|c', ['ctrl-e'], 'abc|'],
    ['ab|c', ['home'], '|abc'],
    ['ab|c', ['end'], 'abc|'],
    ['one\ntw|o\nthree', ['ctrl-a'], 'one\n|two\nthree'],
    ['one\ntw|o\nthree', ['ctrl-e'], 'one\ntwo|\nthree'],
    ['one.two|', ['alt-b'], 'one.|two'],
    ['one.two|', ['alt-b', 'alt-b'], '|one.two'],
    ['|one.two', ['alt-f'], 'one|.two'],
    ['one|.two', ['ctrl-right'], 'one.two|'],
    ['one.two|', ['ctrl-left'], 'one.|two'],
    ['云主机|', ['left'], '云主|机'],
    ['a👨‍👩‍👧|b', ['left'], 'a|👨‍👩‍👧b'],
    ['|👨‍👩‍👧b', ['right'], '👨‍👩‍👧|b'],
    ['ae\u0301|', ['backspace'], 'a|'],
    ['|1\ufe0f\u20e3b', ['right'], '1\ufe0f\u20e3|b'],
    ['ab|c', ['backspace'], 'a|c'],
    ['ab|c', ['ctrl-h'], 'a|c'],
    ['a|bc', ['delete'], 'a|c'],
    ['a|bc', ['ctrl-d'], 'a|c'],
    ['👨‍👩‍👧|', ['backspace'], '|'],
    ['one two|', ['ctrl-w'], 'one |'],
    ['a b.c=d |', ['ctrl-w'], 'a |'],
    ['a b.c=d|', ['alt-backspace'], 'a b.c=|'],
    ['a |b.c=d', ['alt-d'], 'a |.c=d'],
    ['a |b.c=d', ['ctrl-k'], 'a |'],
    ['a|\nb', ['ctrl-k'], 'a|b'],
    ['a b|c', ['ctrl-u'], '|c'],
    ['one two|', ['ctrl-w', 'ctrl-y', 'ctrl-y'], 'one twotwo|'],
    ['one two|', ['ctrl-w', 'ctrl-w', 'ctrl-y'], 'one two|'],
    ['|one two', ['alt-d', 'alt-d', 'ctrl-y'], 'one two|'],
    ['one two|', ['ctrl-w', 'left', 'ctrl-k', 'ctrl-y'], 'one |'],
    ['one two|', ['ctrl-w', 'ctrl-e', 'ctrl-w', 'ctrl-y', 'alt-y'], 'two|'],
    ['one two|', ['ctrl-w', 'ctrl-e', 'ctrl-w', 'ctrl-y', 'alt-y', 'alt-y'], 'one |'],
    ['abc|', ['alt-y'], 'abc|'],
    ['abc|', ['ctrl-t'], 'acb|'],
    ['a|bc', ['ctrl-t'], 'ba|c'],
    ['|abc', ['ctrl-t'], '|abc'],
    ['a云|', ['ctrl-t'], '云a|'],
    ['one two|', ['alt-t'], 'two one|'],
    ['o|ne.two', ['alt-t'], 'o|ne.two'],
    ['one.t|wo', ['alt-t'], 'two.one|'],
    ['|one two', ['alt-u'], 'ONE| two'],
    ['ONE| TWO', ['alt-l'], 'ONE two|'],
    ['|oNE two', ['alt-c', 'alt-c'], 'One Two|'],
    ['a   | b', ['alt-\\'], 'a|b'],
    ['|ab', ['alt-3', 'x'], 'xxx|ab'],
    ['|ab', ['alt-1', 'alt-2', '-'], '------------|ab'],
    ['abcdef|', ['alt-4', 'ctrl-b'], 'ab|cdef'],
    ['a b c d|', ['alt-2', 'alt-backspace', 'ctrl-y'], 'a b c d|'],
    ['ab|', ['ctrl-v', 'tab'], 'ab\t|'],
    ['|a.b.c', ['ctrl-]', '.'], 'a|.b.c'],
    ['a.b.c|', ['alt-ctrl-]', '.'], 'a.b|.c'],
    ['ab|c', ['ctrl-space', 'ctrl-a', 'ctrl-x', 'ctrl-x'], 'ab|c'],
    ['a|', ['alt-enter', 'b'], 'a\nb|'],
    ['one\ntwo\nthr|ee', ['up'], 'one\ntwo|\nthree'],
    ['long line\nx\nlong l|ine', ['up', 'up'], 'long l|ine\nx\nlong line'],
    ['lo|ng\nx\nlong', ['down', 'down'], 'long\nx\nlo|ng'],
  ])('%j %j %j', (before, keys, after) => expect(shown(press(editorAt(before), keys).editor)).toBe(after));

  it.each([
    ['enter', 'submit'],
    ['ctrl-j', 'submit'],
    ['ctrl-c', 'interrupt'],
    ['ctrl-z', 'suspend'],
    ['ctrl-l', 'clear-screen'],
    ['alt-e', 'edit'],
    ['f1', 'help'],
    ['f5', 'shape'],
  ])('%s asks for %s', (key, effect) => expect(press(editorAt('ab|'), [key]).effects).toEqual([effect]));

  it('asks for the editor by Ctrl-X Ctrl-E', () => {
    expect(press(editorAt('ab|'), ['ctrl-x', 'ctrl-e']).effects).toEqual(['edit']);
    expect(press(editorAt('ab|'), ['ctrl-x', 'q']).effects).toEqual(['bell']);
  });

  it('ends an empty line only', () => {
    expect(press(editorAt('|'), ['ctrl-d']).effects).toEqual(['end']);
    expect(press(editorAt('|a'), ['ctrl-d']).effects).toEqual([]);
  });
});

describe('undo', () => {
  const after = (before: string, ...keys: readonly string[]) => shown(press(editorAt(before), keys).editor);
  it('takes back a word that was typed, then the one before', () => {
    expect(after('|', ...'one two', 'ctrl-_')).toBe('one |');
    expect(after('|', ...'one two', 'ctrl-_', 'ctrl-_')).toBe('|');
  });
  it('takes back every kind of change and brings it again', () => {
    expect(after('one two|', 'ctrl-w', 'ctrl-w', 'ctrl-_', 'ctrl-_')).toBe('one two|');
    expect(after('one two|', 'ctrl-w', 'ctrl-w', 'ctrl-_', 'ctrl-_', 'alt-/')).toBe('one |');
    expect(after('one two|', 'alt-t', 'ctrl-x', 'ctrl-u')).toBe('one two|');
    expect(after('|', 'ctrl-_')).toBe('|');
  });
  it('forgets what was taken back once something else is typed', () => {
    expect(after('ab|', 'backspace', 'ctrl-_', 'c', 'alt-/')).toBe('abc|');
  });
});

describe('a line that is not complete', () => {
  it('goes on after Enter', () => {
    expect(shown(press(editorAt('name="a|'), ['enter', 'b"']).editor)).toBe('name="a\nb"|');
    expect(press(editorAt('name="a|'), ['enter']).effects).toEqual([]);
    expect(press(editorAt('a \\|'), ['enter']).effects).toEqual([]);
    expect(press(editorAt('name="a\nb"|'), ['enter']).effects).toEqual(['submit']);
  });
});

describe('a paste', () => {
  it('never runs', () => {
    const { editor, effects } = press(editorAt('|'), ['\u001b[200~LogOut\rLogOut\r\u001b[201~']);
    expect(effects).toEqual([]);
    expect(shown(editor)).toBe('LogOut\nLogOut\n|');
  });
});

describe('history', () => {
  const past: Surroundings = { ...nothing, history: ['QueryHost', 'help', 'QueryZone uuid=x'] };
  const after = (before: string, ...keys: readonly string[]) => shown(press(editorAt(before), keys, past).editor);
  it('is walked by up and down, and ends with what was typed', () => {
    expect(after('|', 'up')).toBe('QueryZone uuid=x|');
    expect(after('|', 'up', 'up', 'ctrl-p')).toBe('QueryHost|');
    expect(after('|', 'up', 'up', 'up', 'up')).toBe('QueryHost|');
    expect(after('|', 'up', 'up', 'down', 'ctrl-n')).toBe('|');
    expect(after('Que|', 'up', 'up')).toBe('QueryHost|');
    expect(after('Que|', 'up', 'up', 'down', 'down')).toBe('Que|');
    expect(after('x|', 'up')).toBe('x|');
    expect(after('a|', 'alt-<')).toBe('QueryHost|');
    expect(after('a|', 'alt-<', 'alt->')).toBe('a|');
  });
  it('begins anew after an edit', () => {
    expect(after('|', 'up', 'up', 'backspace', 'up')).toBe('help|');
    expect(after('|', 'up', 'alt-backspace', 'alt-backspace', 'alt-backspace', 'up')).toBe('QueryZone uuid=x|');
  });
  it('gives its last words', () => {
    expect(after('a |', 'alt-.')).toBe('a uuid=x|');
    expect(after('a |', 'alt-.', 'alt-.')).toBe('a help|');
    expect(after('a |', 'alt-.', 'b', 'alt-.')).toBe('a uuid=xbuuid=x|');
  });
});

describe('a suggestion', () => {
  const grey: Surroundings = { ...nothing, suggestion: (text) => 'QueryVmInstance name=x'.slice(text.length) };
  const after = (before: string, ...keys: readonly string[]) => shown(press(editorAt(before), keys, grey).editor);
  it('is taken at the end of the line, whole or by words', () => {
    expect(after('Que|', 'right')).toBe('QueryVmInstance name=x|');
    expect(after('Que|', 'end')).toBe('QueryVmInstance name=x|');
    expect(after('Que|', 'ctrl-e')).toBe('QueryVmInstance name=x|');
    expect(after('Que|', 'alt-f')).toBe('QueryVmInstance|');
    expect(after('Q|ue', 'right')).toBe('Qu|e');
    expect(after('Q|ue', 'end')).toBe('Que|');
  });
});

describe('the search through history', () => {
  const found: Surroundings = {
    ...nothing,
    search: (query) =>
      ['QueryHost', 'QueryZone', 'help']
        .filter((line) => line.includes(query))
        .map((line) => ({ line, at: 0, matched: [] })),
  };
  const after = (before: string, ...keys: readonly string[]) => press(editorAt(before), keys, found);
  it('finds as one types, and Enter puts it into the line', () => {
    expect(after('|', 'ctrl-r', 'Que').editor.search).toMatchObject({ query: 'Que', selected: 0 });
    expect(shown(after('|', 'ctrl-r', 'Que', 'enter').editor)).toBe('QueryHost|');
    expect(after('|', 'ctrl-r', 'Que', 'enter').effects).toEqual([]);
    expect(shown(after('|', 'ctrl-r', 'Que', 'ctrl-r', 'enter').editor)).toBe('QueryZone|');
    expect(shown(after('|', 'ctrl-r', 'Que', 'down', 'down', 'up', 'enter').editor)).toBe('QueryHost|');
    expect(shown(after('|', 'ctrl-r', 'hex', 'backspace', 'enter').editor)).toBe('help|');
  });
  it('is left with Esc and Ctrl-C, and by a key that edits', () => {
    expect(shown(after('a|b', 'ctrl-r', 'Que', 'escape').editor)).toBe('a|b');
    expect(after('a|b', 'ctrl-r', 'ctrl-c')).toMatchObject({ effects: [] });
    expect(shown(after('|', 'ctrl-r', 'Zone', 'ctrl-a').editor)).toBe('|QueryZone');
    expect(shown(after('ab|', 'ctrl-r', 'x', 'enter').editor)).toBe('ab|');
  });
});

describe('completion', () => {
  const names = ['name', 'names', 'nasty', 'uuid'];
  const offers: Surroundings = {
    ...nothing,
    complete: (text, cursor) => {
      const from = text.lastIndexOf(' ', cursor - 1) + 1;
      const typed = text.slice(from, cursor);
      const candidates = names
        .filter((name) => name.includes(typed))
        .map((name) => ({ text: name, group: 'fields', kind: 'field', matched: [] }));
      return { from, to: cursor, candidates, insert: ({ text: name }) => `${name}=` };
    },
  };
  const after = (before: string, ...keys: readonly string[]) => press(editorAt(before), keys, offers);
  it('puts in the only candidate', () => {
    expect(shown(after('Q u|', 'tab').editor)).toBe('Q uuid=|');
    expect(after('Q u|', 'tab').editor.menu).toBeUndefined();
  });
  it('puts in what all have in common and opens the menu', () => {
    const { editor } = after('Q n|', 'tab');
    expect(shown(editor)).toBe('Q na|');
    expect(editor.menu?.choices.candidates).toHaveLength(3);
  });
  it('walks through the menu', () => {
    expect(shown(after('Q na|', 'tab', 'tab').editor)).toBe('Q name=|');
    expect(shown(after('Q na|', 'tab', 'tab', 'tab').editor)).toBe('Q names=|');
    expect(shown(after('Q na|', 'tab', 'shift-tab').editor)).toBe('Q nasty=|');
    expect(shown(after('Q na|', 'tab', 'down', 'down', 'up').editor)).toBe('Q name=|');
    expect(shown(after('Q na|', 'tab', 'page-down').editor)).toBe('Q nasty=|');
    expect(after('Q na|', 'tab', 'down', 'enter').editor.menu).toBeUndefined();
    expect(after('Q na|', 'tab', 'down', 'enter').effects).not.toContain('submit');
    expect(after('Q na|', 'tab', 'enter').effects).toContain('submit');
  });
  it('is filtered by typing and left with Esc', () => {
    expect(after('Q na|', 'tab', 's').editor.menu?.choices.candidates).toHaveLength(1);
    expect(shown(after('Q na|', 'tab', 's', 'tab').editor)).toBe('Q nasty=|');
    expect(after('Q na|', 'tab', 'z').editor.menu).toBeUndefined();
    expect(shown(after('Q na|', 'tab', 'tab', 'escape').editor)).toBe('Q na|');
    expect(shown(after('Q na|', 'tab', 'tab', 'x').editor)).toBe('Q name=x|');
    expect(shown(after('Q na|', 'tab', 'tab', 'tab', 'enter', 'ctrl-_').editor)).toBe('Q na|');
  });
  it('rings where there is nothing', () => expect(after('Q z|', 'tab').effects).toEqual(['bell']));
});
