import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/sandbox/fault.ts';
import { parse } from '../../../src/sandbox/zql/parser.ts';
import type { Condition } from '../../../src/sandbox/zql/syntax.ts';
import { statement } from './grammar.ts';

describe('every statement of the grammar', () => {
  it('is read as what it is', () => {
    fc.assert(
      fc.property(statement, ({ text, tree }) => {
        expect(parse(text)).toEqual([tree]);
      }),
    );
  });

  it('may be one of several, with an end or without, and with any space between its words', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), fc.boolean(), (all, ended) => {
        const text = all.map((each) => each.text).join('\n;\t');
        expect(parse(`  ${text}${ended ? ' ;' : ''}\r\n`)).toEqual(all.map(({ tree }) => tree));
      }),
    );
  });
});

/** Places of a pattern outside of quotes. */
function placesOf(text: string, pattern: RegExp): readonly (readonly [at: number, found: string])[] {
  const blank = text.replace(/'(?:[^']|'')*'/gs, (quoted) => ' '.repeat(quoted.length));
  return [...blank.matchAll(pattern)].map((match) => [match.index, match[0]]);
}

function mutated(pattern: RegExp, change: (found: string) => string) {
  const places = statement.map(({ text }) => ({ text, places: placesOf(text, pattern) }));
  return places
    .filter((each) => each.places.length > 0)
    .chain(({ text, places: all }) =>
      fc
        .constantFrom(...all)
        .map(([at, found]) => `${text.slice(0, at)}${change(found)}${text.slice(at + found.length)}`),
    );
}

const keywords =
  /(?<![\w.])(?:query|count|sum|search|where|and|or|not in|not like|not has|is null|is not null|order by|group by|restrict by|return with|named as|limit|offset)(?![\w.])/g;
const pairs =
  /(?<![\w.])(?:is null|is not null|not in|not like|not has|order by|group by|restrict by|return with|named as)(?!\w)/g;

/** Whether it cannot be read, or is read as something that no database can be asked. */
function isMeaningless(text: string): boolean {
  try {
    return parse(text).some((each) => each.verb !== 'search' && areMeaningless(each.where));
  } catch (error) {
    return error instanceof Failure;
  }
}

function areMeaningless(conditions: readonly Condition[]): boolean {
  return conditions.length > 1 || conditions.some((condition) => compares(condition));
}

function compares(condition: Condition): boolean {
  if (condition.kind === 'comparison') return true;
  if (condition.kind !== 'test') return compares(condition.left) || compares(condition.right);
  return condition.value?.kind === 'query' && areMeaningless(condition.value.where);
}

describe('a mutated statement fails', () => {
  const fails = (text: string): void => {
    expect(() => parse(text), text).toThrow(Failure);
  };

  it('with a keyword in upper case', () => {
    fc.assert(
      fc.property(
        mutated(keywords, (found) => found.toUpperCase()),
        (text) => {
          expect(isMeaningless(text), text).toBe(true);
        },
      ),
    );
  });

  it('with two spaces inside a keyword', () => {
    fc.assert(
      fc.property(
        mutated(pairs, (found) => found.replace(' ', '  ')),
        fails,
      ),
    );
  });

  it('with a parenthesis less', () => {
    fc.assert(
      fc.property(
        mutated(/[()]/g, () => ' '),
        fails,
      ),
    );
  });

  it('with a quote that is not closed', () => {
    fc.assert(fc.property(statement, ({ text }) => fails(`${text} '`)));
  });

  it('with something behind its end', () => {
    fc.assert(fc.property(statement, ({ text }) => fails(`${text} )`)));
  });
});

describe('how it is read', () => {
  const where = (text: string) => {
    const [found] = parse(`query zone where ${text}`);
    return found?.verb === 'query' ? found.where : [];
  };
  const shape = (condition: unknown): string => {
    const { kind, left, right, path } = condition as { kind: string; left: unknown; right: unknown; path: string[] };
    return kind === 'test' ? path.join('.') : `(${shape(left)} ${kind} ${shape(right)})`;
  };

  it.each([
    ['a = 1 and b = 2 or c = 3', '(a and (b or c))'],
    ['a = 1 or b = 2 and c = 3', '(a or (b and c))'],
    ['(a = 1 and b = 2) or c = 3', '((a and b) or c)'],
    ['a = 1 and (b = 2 or c = 3) and d = 4', '(a and ((b or c) and d))'],
  ])('%s without any precedence', (text, expected) => {
    expect(where(text).map((each) => shape(each))).toEqual([expected]);
  });

  it('a keyword where it is the longest that fits', () => {
    expect(where('a not inside')).toEqual([{ kind: 'comparison', left: 'a', operator: 'not in', right: 'side' }]);
    expect(where('a is nullable')).toEqual([{ kind: 'comparison', left: 'a', operator: 'is null', right: 'able' }]);
    expect(parse('query zone order byname asc')).toEqual(parse('query zone order by name asc'));
    expect(parse('query inventory')).toEqual([
      expect.objectContaining({ target: expect.objectContaining({ entity: 'inventory' }) }),
    ]);
  });

  it('a minus as part of a number', () => {
    expect(where('a > -1')).toEqual([
      { kind: 'test', path: ['a'], operator: '>', value: { kind: 'number', text: '-1' } },
    ]);
  });

  it('an unquoted word as another column', () => {
    expect(where('type = L2Vlan')).toEqual([{ kind: 'comparison', left: 'type', operator: '=', right: 'L2Vlan' }]);
  });

  it('conditions side by side, and an operator without a value', () => {
    expect(where('a = 1 b = 2')).toHaveLength(2);
    expect(where('a = b = 2')).toHaveLength(2);
  });

  it('a call of another API, joins and what is filtered by', () => {
    expect(where("a in (getapi(api='GetX', output='a.b', p=list('x','y')))")).toEqual([
      expect.objectContaining({ value: { kind: 'api' } }),
    ]);
    expect(parse('query zone inner join host on zone.uuid = host.zoneUuid')).toEqual([
      expect.objectContaining({ joins: true }),
    ]);
    expect(parse("query zone filter by x{a='b', c{d}} named as 'n'")).toEqual([expect.objectContaining({ name: 'n' })]);
    expect(parse("query zone return with (total, zwatch{a='b'}, x.y)")).toEqual([
      expect.objectContaining({ returnWith: ['total', 'zwatch', 'x.y'] }),
    ]);
  });
});

describe('what is said of a mistake', () => {
  it('a number that is none of Java', () => {
    expect(() => parse('query zone limit 2147483648')).toThrow(
      'java.lang.NumberFormatException: For input string: "2147483648"',
    );
    expect(parse('query zone limit 2147483647')).toHaveLength(1);
  });

  it.each([
    [
      'QUERY zone',
      "error mismatched input 'QUERY' expecting {'query', 'count', 'sum', 'search'} at line 1:0, QUERY zon",
    ],
    ['', "error mismatched input '<EOF>' expecting {'query', 'count', 'sum', 'search'} at line 1:0, "],
    ['query', "error mismatched input '<EOF>' expecting ID at line 1:5, quer"],
    [
      'query zone offset 5 limit 10',
      "error mismatched input 'limit' expecting {<EOF>, ';'} at line 1:20,  offset 5 limit 1",
    ],
    ["query zone\nwhere a = 'b", "error token recognition error at: ''b' at line 2:10, where a = '"],
    ['query zone where a § 1', "error token recognition error at: '§' at line 1:19, e where a § "],
  ])('%s', (text, message) => {
    expect(() => parse(text)).toThrow(`org.antlr.v4.runtime.misc.ParseCancellationException: ${message}`);
  });
});
