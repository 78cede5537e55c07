import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { complete } from './completion/complete.ts';
import { type Dialect, scan } from './completion/dialect.ts';
import { givenOptions } from './completion/options.ts';
import { cut, shellWords, wordAtEnd } from './completion/shell.ts';
import type { World } from './completion/world.ts';
import { filesBeginning } from './files.ts';
import { type Desk, openTab } from './live/tab.ts';
import { visible } from './output/sanitize.ts';
import { fileSource } from './registry/file.ts';
import { openRegistry } from './registry/registry.ts';
import { languageOf } from './text/language.ts';

/** What the program offers of itself in one language, as the build wrote it down. */
export interface Offered extends Required<Pick<World, 'options' | 'commands' | 'settings'>> {
  readonly required: string;
  readonly loading: string;
  readonly unreachable: string;
  readonly damaged: string;
}

/**
 * Answers the Tab of a shell: `__complete [--shell bash] [--menu] [--replaces word] -- '<the line up to the cursor>'`, the
 * line without the name of the program. `--replaces` tells which end of the line bash will replace, `--menu` that it lists
 * nothing. A program of its own, so that nothing is loaded that it does not need.
 */
export function answer(): void {
  write(answerOrNote(process.argv.slice(3)));
}

/** Runs through what answers have in common, so that it is compiled. */
export function rehearse(): void {
  const lines = ['qvm', 'QueryHost host.na', 'QueryZone name=x n', "StartVmInstance 'uuid=", 'help S', '--output '];
  const alone = { ...desk, env: { ...desk.env, ZSTACK_COMPLETION_LIVE: 'off' } };
  for (const line of lines) for (const shell of dialects) answerTo(['--shell', shell, '--', line], alone);
}

/** Whatever is wrong, no more than a note comes between a person and their line. */
function answerOrNote(typed: readonly string[]): string {
  try {
    return answerTo(typed, desk);
  } catch {
    return noteOfDamage();
  }
}

function noteOfDamage(): string {
  try {
    return `\t${readOffered().damaged}\n`;
  } catch {
    return '';
  }
}

function answerTo(typed: readonly string[], desk: Desk): string {
  const asked = typed.slice(0, -1);
  const valueAfter = (option: string) => (asked.includes(option) ? asked[asked.indexOf(option) + 1] : undefined);
  const shell = dialects.find((name) => name === valueAfter('--shell')) ?? 'zstack';
  const given = typed.at(-1) ?? '';
  const line = withoutProgram(asked.includes('--base64') ? Buffer.from(given, 'base64').toString() : given, shell);
  const offered = readOffered();
  const { ask, ...tab } = openTab(givenOptions(line, shell, offered.options), desk);
  const world: World = {
    registry: openRegistry(fileSource(join(__dirname, 'registry.tsv'))),
    ...{ options: offered.options, commands: offered.commands, settings: offered.settings },
    ...tab,
    files: (begun) => filesBeginning(begun, process.cwd(), process.env.HOME ?? '/'),
  };
  const first = complete(line, line.length, world, shell);
  const state = first.wanted && ask(first.wanted);
  const completion = state === 'more' ? complete(line, line.length, world, shell) : first;
  const words = shellWords(line, completion, shell, { ...offered, asMenu: asked.includes('--menu') });
  const replaced = valueAfter('--replaces') ?? wordAtEnd(line, shell);
  const told = cut(words, wordAtEnd(line, shell), replaced);
  // A line without a word is a note.
  const note = state === 'loading' || state === 'unreachable' ? `\t${offered[state]}\n` : '';
  return told.map(([word, detail]) => `${word}\t${visible(detail)}\n`).join('') + note;
}

/** The process as its work with the cloud sees it. */
const desk: Desk = {
  env: process.env,
  platform: process.platform,
  pid: process.pid,
  now: () => Date.now(),
  running: () => process.uptime() * 1000,
  pause: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
  start: (words) => {
    const { spawn } = process.getBuiltinModule('node:child_process');
    const { ZSTACK_EXTRA_CA_CERTS, ...env } = process.env;
    const certificates = ZSTACK_EXTRA_CA_CERTS ? { NODE_EXTRA_CA_CERTS: ZSTACK_EXTRA_CA_CERTS } : {};
    const options = { detached: true, stdio: 'ignore', env: { ...env, ...certificates } } as const;
    spawn(process.execPath, [process.argv[1] as string, ...words], options).unref();
  },
};

const dialects: readonly Dialect[] = ['bash', 'zsh', 'fish', 'powershell'];

/** A line may begin with the program, which is no word of a statement. */
function withoutProgram(line: string, shell: Dialect): string {
  const [first] = scan(line, shell);
  return first && /(?:^|\/)zstack-cli$/.test(first.text) && first.end < line.length ? line.slice(first.end) : line;
}

function readOffered(): Offered {
  const file = join(__dirname, `offered.${languageOf(undefined, process.env)}.json`);
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
