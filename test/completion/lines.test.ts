import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { complete } from '../../src/completion/complete.ts';
import { lineOf } from './place.ts';
import { shown } from './shown.ts';
import { world } from './world.ts';

const lines = readFileSync(path.join(import.meta.dirname, 'lines.txt'), 'utf8').split('\n');

/** A line with its cursor, and under it, indented, what is offered there. */
const rows = lines.flatMap((line, at) => {
  const expected = lines[at + 1];
  return !isComment(line) && expected?.startsWith('  ') && !isExpected(lines, at)
    ? [[line, expected.slice(2)] as const]
    : [];
});

it('are read', () => {
  expect(rows.length).toBe(lines.filter((line) => line !== '' && !isComment(line)).length / 2);
  expect(rows.length).toBeGreaterThan(200);
});

it.each(rows)('%s', (text, expected) => {
  const { line, cursor } = lineOf(text);
  expect(shown(complete(line, cursor, world).candidates)).toBe(expected);
});

function isComment(line: string): boolean {
  return line.startsWith('#');
}

/** Lines come in pairs, counted from the last comment. */
function isExpected(all: readonly string[], at: number): boolean {
  const comment = all.slice(0, at).findLastIndex((line) => isComment(line));
  return (at - comment) % 2 === 0;
}
