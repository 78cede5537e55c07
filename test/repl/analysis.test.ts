import { describe, expect, it } from 'vitest';
import { analyse, type Known } from '../../src/repl/analysis.ts';
import { shapeOf } from '../../src/repl/shape.ts';
import { registry } from '../request/registry.ts';

const known: Known = { registry, isCommand: (name) => name === 'help', takesValue: (option) => option === '-o' };

/** The line with each mark as `<ink text>`; `|` is the cursor. */
function marked(text: string): string {
  const cursor = text.includes('|') ? text.indexOf('|') : text.length;
  const line = text.replace('|', '');
  let shown = '';
  let at = 0;
  for (const { start, end, ink } of analyse(line, cursor, known).marks) {
    shown += `${line.slice(at, start)}<${ink} ${line.slice(start, end)}>`;
    at = end;
  }
  return shown + line.slice(at);
}

describe('a line while it is typed', () => {
  it.each([
    ['Que', 'Que'],
    ['QueryZone', '<verb QueryZone>'],
    ['help x', '<verb help> x'],
    ['Quer x', '<mistake Quer> x'],
    ['QueryZone name~=x ', '<verb QueryZone> <name name><operator ~=><value x> '],
    [`QueryZone name='a b'`, `<verb QueryZone> <name name><operator =><quoted 'a b'>`],
    ['QueryZone nam=x ', '<verb QueryZone> <mistake nam><operator =><value x> '],
    ['QueryZone nam=x', '<verb QueryZone> <name nam><operator =><value x>'],
    ['QueryZone nam=x| name=y', '<verb QueryZone> <name nam><operator =><value x> <name name><operator =><value y>'],
    ['QueryVmInstance state=Runing ', '<verb QueryVmInstance> <name state><operator =><mistake Runing> '],
    ['QueryZone -o json name=x', '<verb QueryZone> <hint -o> <hint json> <name name><operator =><value x>'],
    [
      `ZQLQuery zql="query host.name where state = 'Enabled' and cpuNum >= 8 order by name asc`,
      `<verb ZQLQuery> <name zql><operator =>"<verb query> <name host.name> <verb where> <name state> <operator => <quoted 'Enabled'> <verb and> <name cpuNum> <operator >=> <value 8> <verb order by> <name name> <verb asc>`,
    ],
    ['# QueryZone', '# QueryZone'],
    ['!ls', '!ls'],
  ])('%s', (text, expected) => expect(marked(text)).toBe(expected));

  it('is grey where it goes', () => {
    expect(analyse('QueryZone | jq .', 16, known).marks.at(-1)).toEqual({ start: 10, end: 16, ink: 'grey' });
  });

  it('tells what is still needed', () => {
    expect(analyse('CreateZone ', 11, known).needs).toEqual(['name']);
    expect(analyse('CreateZone name=x', 17, known).needs).toEqual([]);
    expect(analyse('LogOut', 6, known).needs).toEqual([]);
  });

  it('tells where secrets stand', () => {
    expect(analyse('LogInByAccount password=abc', 27, known).secrets).toEqual([{ start: 24, end: 27 }]);
    expect(analyse('x password="a b', 15, known).secrets).toHaveLength(1);
  });

  it('never fails, however far it is', () => {
    const line = `QueryVmInstance name~='x y' host.zone.name!?=a,b state=Running fields=a sortBy=b -o json | jq '.[]' > "f g"`;
    for (let end = 0; end <= line.length; end++) {
      const { marks } = analyse(line.slice(0, end), end, known);
      let before = 0;
      for (const { start, end: stop } of marks) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(stop).toBeGreaterThan(start);
        before = stop;
      }
      expect(before).toBeLessThanOrEqual(end);
    }
  });
});

describe('the shape of an answer', () => {
  it('has the fields of its rows with their types', () => {
    const api = registry.api('QueryZone');
    const shape = api && shapeOf(api, registry, ['uuid', 'name']);
    expect(shape).toMatchObject({ inventories: [{ uuid: 'string', name: 'string' }] });
    const whole = shapeOf(registry.api('QueryVmInstance') as never, registry);
    expect(whole).toMatchObject({ inventories: [{ vmNics: [{ ip: 'string' }], cpuNum: 'int' }] });
  });
});
