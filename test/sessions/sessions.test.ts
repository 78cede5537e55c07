import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { playAlone } from '../harness/play.ts';
import { printSession } from '../harness/session.ts';

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.session'));

describe.concurrent('the session', () => {
  it.each(files)('%s', { timeout: 180_000 }, async (name) => {
    const file = path.join(import.meta.dirname, name);
    const { happened, difference } = await playAlone(readFileSync(file, 'utf8'));
    if (process.env.UPDATE) writeFileSync(file, printSession(happened));
    else expect(difference).toBe('');
  });
});
