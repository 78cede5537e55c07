import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, written } from './compile.ts';
import { readRecords } from './read.ts';

/** `npm run registry -- <facts folder>`: facts become the committed data, or nothing is written and the mistake is named. */
function build([facts]: readonly string[]): void {
  if (facts === undefined) throw new Error('usage: npm run registry -- <facts folder>');
  const data = compile((file) => readRecords(join(facts, file)));
  const folder = join(import.meta.dirname, 'data');
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of written(data)) writeFileSync(join(folder, file), text);
}

try {
  build(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
