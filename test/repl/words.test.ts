import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/errors.ts';
import { withAliases } from '../../src/repl/alias.ts';
import { differences } from '../../src/repl/diff.ts';
import { searchLines } from '../../src/repl/fuzzy.ts';
import { withResults } from '../../src/repl/references.ts';
import { resultChoices } from '../../src/repl/result-offers.ts';
import { changedRow } from '../../src/watch/changes.ts';

const result = {
  inventories: [
    { uuid: 'u1', name: "it's" },
    { uuid: 'u2', name: 'b', tags: ['x'] },
  ],
  total: 2,
};
const earlier = { last: 7, result: (number: number) => (number === 7 || number === 3 ? result : undefined) };
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return problemsOf(error)?.[0]?.code;
  }
};

describe('an earlier result in a line', () => {
  it.each([
    ['a uuid=$_.inventories[0].uuid', 'a uuid=u1'],
    ['a uuid=$3.inventories[1].uuid', 'a uuid=u2'],
    ['a uuid=$3.inventories[-1].uuid', 'a uuid=u2'],
    ['a uuid?=$_.inventories[].uuid', 'a uuid?=u1,u2'],
    ['a x=$_.total', 'a x=2'],
    ['a $_.inventories[0].name', `a "it's"`],
    ['a "n $_.inventories[0].name"', `a "n it's"`],
    ["a '$_.total'", "a '$_.total'"],
    ['a \\$3', 'a \\$3'],
    ['a $x $', 'a $x $'],
    ['a $_.inventories[1].tags', `a '["x"]'`],
  ])('%s is %s', (line, expected) => expect(withResults(line, earlier)).toBe(expected));

  it('that is not there is told', () => {
    expect(codeOf(() => withResults('a $5', earlier))).toBe('no-result');
    expect(codeOf(() => withResults('a $3.nothing', earlier))).toBe('no-such-part');
    expect(codeOf(() => withResults('a $3.inventories[9].uuid', earlier))).toBe('no-such-part');
    expect(codeOf(() => withResults('a $_', { last: 0, result: () => undefined }))).toBe('no-result');
  });

  const offers = (text: string) =>
    resultChoices(text, text.length, earlier, () => [
      { number: 3, line: 'q' },
      { number: 7, line: 'r' },
    ])?.candidates.map((each) => each.text);
  it.each([
    ['a $', ['$_', '$7', '$3']],
    ['a $3', ['$3']],
    ['a $3.', ['inventories', 'total']],
    ['a $3.inv', ['inventories']],
    ['a $3.inventories[', ['[]', '[0]', '[1]']],
    ['a $_.inventories[0].n', ['name']],
    ['a $3.total.', []],
    ['a b', undefined],
  ])('%s is completed', (text, expected) => expect(offers(text)).toEqual(expected));
});

describe('an alias', () => {
  const aliases = {
    q: 'QueryZone name=$1',
    all: 'Q $@',
    or: `Q \${1:-x y} \${2:-}`,
    a: 'b 1',
    b: 'a 2',
    plain: 'QueryZone limit=1',
  };
  it.each([
    ['q x', 'QueryZone name=x'],
    ['q "x y" more', 'QueryZone name="x y" more'],
    ['q x | jq .', 'QueryZone name=x | jq .'],
    ['all 1 2', 'Q 1 2'],
    ['or', "Q 'x y' "],
    ['or z', 'Q z '],
    ['plain fields=name', 'QueryZone limit=1 fields=name'],
    ['QueryHost q', 'QueryHost q'],
    ["'q' x", "'q' x"],
  ])('%s is %s', (line, expected) => expect(withAliases(line, aliases)).toBe(expected));

  it('that goes round in circles, or lacks a word, is refused', () => {
    expect(codeOf(() => withAliases('a', aliases))).toBe('alias-loop');
    expect(codeOf(() => withAliases('q', aliases))).toBe('value-missing');
    expect(withAliases('constructor x', aliases)).toBe('constructor x');
  });
});

describe('two results', () => {
  it('differ in rows that came and went and in fields that changed', () => {
    const before = [
      { uuid: '1', name: 'a', state: 'on' },
      { uuid: '2', name: 'b' },
    ];
    const after = [
      { uuid: '1', name: 'a', state: 'off' },
      { uuid: '3', name: 'c' },
    ];
    expect(differences(before, after)).toEqual([
      { change: '-', uuid: '2', name: 'b' },
      { change: '+', uuid: '3', name: 'c' },
      { change: '~', uuid: '1', name: 'a', field: 'state', before: 'on', after: 'off' },
    ]);
  });
  it('are the same whatever the order of rows and members', () => {
    const before = [{ uuid: '1', x: { a: 1, b: 2 } }, { uuid: '2' }];
    expect(differences(before, [{ uuid: '2' }, { x: { b: 2, a: 1 }, uuid: '1' }])).toEqual([]);
  });
});

describe('a search through lines', () => {
  const entries = ['QueryZone', 'QueryHost name=zone', 'QueryVmInstance'].map((line, at) => ({ line, at }));
  const found = (query: string) => searchLines(query, entries).map(({ line }) => line);
  it('finds what holds all words, the newest first, then what has their letters', () => {
    expect(found('')).toEqual(['QueryVmInstance', 'QueryHost name=zone', 'QueryZone']);
    expect(found('zone')).toEqual(['QueryHost name=zone', 'QueryZone']);
    expect(found('Zone')).toEqual(['QueryZone']);
    expect(found('host zone')).toEqual(['QueryHost name=zone']);
    expect(found('qvmi')).toEqual(['QueryVmInstance']);
    expect(found('xyz')).toEqual([]);
  });
  it('marks the letters', () => expect(searchLines('zo', entries)[1]?.matched).toEqual([5, 6]));
});

describe('a row that is watched', () => {
  const marked = (line: string, before?: readonly string[]) =>
    changedRow(line, before)
      .filter(({ ink }) => ink === 'match')
      .map(({ text }) => text)
      .join('');
  it('has its new words marked', () => {
    expect(marked('u1 on 5')).toBe('');
    expect(marked('u1 off 5', ['u1 on 5'])).toBe('off');
    expect(marked('u1 on 5', ['u0 x', 'u1 on 5'])).toBe('');
    expect(marked('u2 on', ['u1 on'])).toBe('u2on');
  });
});
