import { readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { complete } from './completion/complete.ts';
import { type Dialect, scan } from './completion/dialect.ts';
import { shellWords } from './completion/shell.ts';
import type { CommandShape, OptionShape, World } from './completion/world.ts';
import { filesBeginning } from './files.ts';
import { visible } from './output/sanitize.ts';
import { fileSource } from './registry/file.ts';
import { openRegistry } from './registry/registry.ts';
import { languageOf } from './text/language.ts';

/** What the program offers of itself in one language, as the build wrote it down. */
export interface Offered {
  readonly options: readonly OptionShape[];
  readonly commands: readonly CommandShape[];
  readonly required: string;
}

/**
 * Answers the Tab of a shell: `__complete [--shell <name>] [--menu] '<the line up to the cursor>'`, without the name of the
 * program. A program of its own, so that nothing is loaded that it does not need.
 */
export function answer(): void {
  const typed = process.argv.slice(3);
  const named = typed.includes('--shell') ? typed[typed.indexOf('--shell') + 1] : undefined;
  const shell = dialects.find((name) => name === named) ?? 'zstack';
  const line = withoutProgram(typed.at(-1) ?? '', shell);
  const offered = readOffered();
  const world: World = {
    registry: openRegistry(fileSource(path.join(__dirname, 'registry.tsv'))),
    options: offered.options,
    commands: offered.commands,
    files: (begun) => filesBeginning(begun, process.cwd(), process.env.HOME ?? '/'),
  };
  const completion = complete(line, line.length, world, shell);
  const words = shellWords(line, completion, shell, offered, typed.includes('--menu'));
  write(words.map(([word, detail]) => `${word}\t${visible(detail)}\n`).join(''));
}

const dialects: readonly Dialect[] = ['bash', 'zsh', 'fish', 'powershell'];

/** A line may begin with the program, which is no word of a statement. */
function withoutProgram(line: string, shell: Dialect): string {
  const [first] = scan(line, shell);
  return first && /(?:^|\/)zstack-cli$/.test(first.text) && first.end < line.length ? line.slice(first.end) : line;
}

function readOffered(): Offered {
  const file = path.join(__dirname, `offered.${languageOf(undefined, process.env)}.json`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** A pipe that is full takes the rest later. */
function write(text: string): void {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(1, bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') continue;
      return;
    }
  }
}
