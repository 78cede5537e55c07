import { expect, it } from 'vitest';
import { command, type Page, type Row, term, text, writePage } from '../../src/output/page.ts';
import type { Style } from '../../src/output/shown.ts';

async function drawn(page: Page, style: Partial<Style> = {}): Promise<string> {
  let all = '';
  for await (const piece of writePage(page, { columns: 80, colors: 0, terminal: true, ...style })) all += piece;
  return all;
}

const page = (...rows: readonly Row[]): Page => ({
  title: 'T',
  summary: 'what it is',
  parts: [{ heading: 'H', rows }],
});

it('has a title, headings and columns of terms', async () => {
  expect(await drawn(page(term('a', 'first'), term('bcd', 'second'), term('e', 'inner', 1), text('A sentence.')))).toBe(
    'T — what it is\n\nH\n  a    first\n  bcd  second\n    e  inner\n  A sentence.\n',
  );
});

it('parts without rows are left out, and a list needs no title', async () => {
  expect(
    await drawn({
      title: '',
      parts: [
        { heading: 'no', rows: [] },
        { heading: '', rows: [term('a', 'b')] },
      ],
    }),
  ).toBe('  a  b\n');
});

it('breaks texts in their own column', async () => {
  expect(await drawn(page(term('name', 'one two three four five six seven')), { columns: 34 })).toContain(
    '  name  one two three four five\n        six seven\n',
  );
});

it('puts texts under their terms where there is little room', async () => {
  expect(await drawn(page(term('aVeryLongName', 'one two three')), { columns: 30 })).toContain(
    '  aVeryLongName\n    one two three\n',
  );
});

it('a term that is much longer than the others has a line of its own', async () => {
  const long = 'x'.repeat(40);
  expect(await drawn(page(term('a', 'short'), term(long, 'long')))).toContain(`  a  short\n  ${long}\n     long\n`);
});

it('breaks commands between words so that they can be copied', async () => {
  expect(
    await drawn(page(command('zstack-cli', 'CreateZone', 'name=a', `'description=b c'`)), { columns: 32 }),
  ).toContain(`  zstack-cli CreateZone name=a \\\n    'description=b c'\n`);
});

it('a pipe gets whole lines and no colours', async () => {
  const words = Array.from({ length: 60 }, (_, at) => `word${at}`);
  const drawing = await drawn(page(term('a', words.join(' ')), command(...words)), { terminal: false, columns: 40 });
  expect(drawing).toContain(`  a  ${words.join(' ')}\n  ${words.join(' ')}\n`);
  expect(drawing).not.toContain('\u001b');
});

it('a terminal gets colours, and nothing that it would act on', async () => {
  const drawing = await drawn(page(term('a\u001b[2J', 'b\u202e')), { colors: 1 });
  expect(drawing).toContain('\u001b[1mT\u001b[22m');
  expect(drawing).not.toContain('\u001b[2J');
  expect(drawing).not.toContain('\u202e');
});

it('counts columns of wide characters', async () => {
  expect(await drawn(page(term('名称', '云主机 '.repeat(8).trim()), term('n', 'x')), { columns: 40 })).toContain(
    '  名称  云主机 云主机 云主机 云主机\n        云主机 云主机 云主机 云主机\n  n     x\n',
  );
});
