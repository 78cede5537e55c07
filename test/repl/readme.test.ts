import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { enter, prompt, takeSeat } from './desk.ts';

const seat = takeSeat();
const file = path.resolve(import.meta.dirname, '../../README.md');
const sign = 'admin@sandbox >>> ';

/** How long something took differs from run to run. */
const settled = (text: string): string => text.replace(/\d+\.\d+ s$/gm, '0.05 s');

describe('the REPL in README.md', () => {
  it('shows what really happens', async () => {
    const page = readFileSync(file, 'utf8');
    const [, session = ''] = /```repl\n([\s\S]*?)```/.exec(page) ?? [];
    const lines = session.split('\n').flatMap((line) => (line.startsWith(sign) ? [line.slice(sign.length)] : []));
    expect(lines.length).toBeGreaterThan(3);
    const terminal = await seat.open({ columns: 100, rows: 60 });
    for (const line of lines) {
      await enter(terminal, line, prompt);
    }
    const screen = terminal.screen();
    const start = screen.findIndex((row) => row.startsWith(sign));
    const end = screen.findLastIndex((row) => row.startsWith(sign.trim()));
    const happened = settled(`${screen.slice(start, end).join('\n')}\n`);
    if (process.env.UPDATE)
      writeFileSync(
        file,
        page.replace(session, () => happened),
      );
    else expect(settled(session)).toBe(happened);
  });
});
