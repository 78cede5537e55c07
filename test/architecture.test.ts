import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { breaches, type Rules } from './harness/architecture.ts';
import { readSources } from './harness/source.ts';

const sourceFolder = path.resolve(import.meta.dirname, '../src');
const pure = ['errors.ts', 'exits.ts', 'json', 'registry', 'language', 'request'];
const effects = ['client', 'settings', 'ask', 'input'];

/** Who may import whom, and where the outside may be touched. Each rule is seen to fail in harness/architecture.test.ts. */
const rules: Rules = {
  mayImport: {
    problems: [],
    'once.ts': [],
    'errors.ts': ['problems'],
    'exits.ts': ['errors.ts'],
    json: [],
    registry: ['errors.ts'],
    text: ['errors.ts', 'problems'],
    language: ['errors.ts'],
    request: ['errors.ts', 'json', 'registry', 'language'],
    output: ['errors.ts', 'once.ts', 'json', 'registry'],
    completion: ['registry', 'language', 'request'],
    explain: ['errors.ts', 'exits.ts', 'json', 'registry', 'text', 'language', 'request', 'output'],
    'repl/editor': ['language', 'output'],
    client: ['errors.ts', 'json', 'request'],
    settings: ['errors.ts', 'json', 'text'],
    ask: ['errors.ts'],
    input: ['errors.ts', 'json', 'language'],
    sandbox: ['registry'],
    'context.ts': ['registry', 'request', 'text', 'output', ...effects],
    'process.ts': ['once.ts', 'settings', 'context.ts'],
    'options.ts': ['request', 'text', 'output', 'context.ts'],
    profiles: ['errors.ts', 'json', 'registry', 'text', 'output', 'client', 'settings', 'context.ts', 'options.ts'],
    'report.ts': ['errors.ts', 'exits.ts', 'json', 'text', 'output', 'context.ts'],
    'timing.ts': ['text', 'context.ts'],
    'print.ts': ['errors.ts', 'once.ts', 'json', 'output', 'context.ts', 'timing.ts'],
    'secrets.ts': ['errors.ts', 'json', 'registry', 'language', 'request', 'report.ts'],
    'trace.ts': [
      'errors.ts',
      'json',
      'registry',
      'request',
      'output',
      'client',
      'settings',
      'context.ts',
      'secrets.ts',
    ],
    'reach.ts': ['text', 'client', 'input', 'context.ts', 'trace.ts'],
    'curl.ts': ['json', 'request', 'output', 'client', 'context.ts'],
    'show.ts': [...pure, 'output', 'client', 'settings', 'context.ts', 'print.ts', 'report.ts', 'secrets.ts'],
    'pin.ts': ['errors.ts', ...effects, 'context.ts', 'report.ts'],
    login: [...pure, ...effects, 'context.ts', 'profiles', 'report.ts', 'secrets.ts'],
    'world.ts': [
      'errors.ts',
      'once.ts',
      'registry',
      'text',
      ...effects,
      'context.ts',
      'options.ts',
      'profiles',
      'report.ts',
    ],
    'prepare.ts': [...pure, 'input', 'context.ts'],
    'skeleton.ts': [...pure, 'text', 'explain', 'context.ts'],
    'door.ts': ['errors.ts', 'json', 'settings', 'sandbox', 'context.ts', 'report.ts'],
    'connection.ts': ['request', ...effects],
    'connect.ts': [
      ...['errors.ts', 'request', ...effects],
      ...['context.ts', 'report.ts', 'login', 'door.ts', 'reach.ts', 'timing.ts', 'connection.ts'],
    ],
    'connections.ts': ['context.ts', 'connection.ts', 'connect.ts', 'timing.ts'],
    live: [
      ...['errors.ts', 'json', 'registry', 'language', 'request', 'completion', 'settings'],
      ...['once.ts', 'context.ts', 'connection.ts'],
    ],
    'naming.ts': [...pure, 'connection.ts'],
    safety: [...pure, 'output', ...effects, 'context.ts', 'connection.ts'],
    jobs: [...pure, 'text', 'output', ...effects, 'context.ts', 'report.ts', 'connection.ts', 'connect.ts'],
    doctor: ['problems', ...pure, ...effects, 'context.ts', 'profiles', 'reach.ts', 'connection.ts', 'connect.ts'],
    'recording.ts': ['json', 'client', 'connection.ts'],
    watch: [
      ...[...pure, 'output', 'repl/editor', 'context.ts', 'report.ts', 'secrets.ts', 'connection.ts', 'jobs'],
      ...['recording.ts'],
    ],
    commands: [
      'problems',
      ...[...pure, 'text', 'output', 'explain', ...effects],
      ...[
        'context.ts',
        'options.ts',
        'pin.ts',
        'doctor',
        'profiles',
        'reach.ts',
        'report.ts',
        'secrets.ts',
        'show.ts',
        'login',
        'prepare.ts',
        'connection.ts',
        'connections.ts',
        'connect.ts',
        'door.ts',
        'jobs',
        'watch',
      ],
    ],
    'paging.ts': ['errors.ts', 'json', 'request', 'client', 'ask', 'context.ts', 'report.ts', 'connection.ts'],
    'why.ts': ['errors.ts', 'json', 'request', 'connection.ts'],
    'clouds.ts': [
      ...pure,
      ...[
        'context.ts',
        'connection.ts',
        'connections.ts',
        'naming.ts',
        'paging.ts',
        'prepare.ts',
        'report.ts',
        'show.ts',
      ],
    ],
    'own-session.ts': ['registry', 'language'],
    'dry-run.ts': [
      ...['json', 'request', 'output', 'client', 'context.ts', 'report.ts', 'secrets.ts'],
      ...['prepare.ts', 'own-session.ts'],
    ],
    'send.ts': [
      ...[...pure, ...effects],
      ...[
        'context.ts',
        'report.ts',
        'secrets.ts',
        'curl.ts',
        'show.ts',
        'login',
        'connection.ts',
        'connect.ts',
        'jobs',
      ],
      ...['safety', 'prepare.ts', 'own-session.ts', 'naming.ts', 'print.ts', 'paging.ts', 'why.ts', 'live'],
    ],
    'run.ts': [
      ...[...pure, 'context.ts', 'connection.ts', 'clouds.ts', 'prepare.ts', 'skeleton.ts', 'dry-run.ts', 'send.ts'],
    ],
    'arguments.ts': ['errors.ts', 'registry', 'options.ts'],
    'line.ts': ['errors.ts', 'registry', 'language', 'settings', 'context.ts', 'connection.ts', 'commands', 'run.ts'],
    batch: [
      ...[...pure, 'text', 'output', 'client', 'context.ts', 'options.ts', 'report.ts', 'secrets.ts', 'show.ts'],
      ...['connection.ts', 'jobs', 'arguments.ts', 'line.ts'],
    ],
    'keeping.ts': ['json', 'registry', 'language', 'request', 'secrets.ts'],
    'child.ts': ['errors.ts', 'context.ts'],
    'files.ts': [],
    repl: [
      ...[...pure, 'text', 'output', 'completion', 'repl/editor', 'explain', 'live', ...effects],
      ...[
        'context.ts',
        'options.ts',
        'report.ts',
        'secrets.ts',
        'show.ts',
        'connection.ts',
        'connections.ts',
        'keeping.ts',
        'child.ts',
      ],
      ...['files.ts', 'world.ts', 'profiles', 'commands', 'arguments.ts', 'line.ts', 'batch'],
      ...['recording.ts', 'timing.ts'],
    ],
    'main.ts': [
      ...[...pure, 'text', 'commands', 'batch', 'repl', 'live', 'settings', 'profiles', 'arguments.ts', 'line.ts'],
      ...[
        'context.ts',
        'process.ts',
        'options.ts',
        'report.ts',
        'secrets.ts',
        'world.ts',
        'connection.ts',
        'connections.ts',
        'run.ts',
        'timing.ts',
      ],
    ],
    'complete.ts': ['completion', 'registry', 'text', 'output', 'files.ts', 'live'],
    build: ['registry', 'text', 'completion', 'options.ts', 'commands', 'complete.ts', 'profiles'],
  },
  homes: {
    commander: ['arguments.ts'],
    conf: ['settings'],
    enquirer: ['ask'],
    undici: ['client'],
    chalk: ['output'],
    '@jmespath-community/jmespath': ['json'],
    'cli-table3': ['output'],
    'string-width': ['output'],
    yaml: ['input'],
    'node-sqlite3-wasm': ['sandbox'],
    rolldown: ['build'],
    'node:buffer': ['client'],
    'node:child_process': ['child.ts', 'process.ts'],
    'node:crypto': ['batch', 'client', 'process.ts', 'request', 'sandbox'],
    'node:fs': [
      'batch',
      'build',
      'commands/completion.ts',
      'complete.ts',
      'process.ts',
      'door.ts',
      'files.ts',
      'live',
      'registry/build.ts',
      'registry/file.ts',
      'registry/read.ts',
      'repl',
      'sandbox',
      'settings',
    ],
    'node:fs/promises': ['input'],
    'node:http': ['client', 'sandbox'],
    'node:https': ['sandbox'],
    'node:net': ['client', 'sandbox'],
    'node:os': ['process.ts'],
    'node:path': [
      'build',
      'commands/completion.ts',
      'complete.ts',
      'door.ts',
      'files.ts',
      'input',
      'live',
      'registry/build.ts',
      'registry/read.ts',
      'repl',
      'sandbox',
      'settings',
      'world.ts',
    ],
    'node:stream': ['client', 'context.ts', 'input', 'repl'],
    'node:timers/promises': ['process.ts'],
    'node:tls': ['client'],
    'node:v8': ['client'],
    'node:zlib': ['registry/lines.ts', 'registry/pack.ts'],
  },
  globals: {
    process: ['complete.ts', 'process.ts', 'build', 'registry/build.ts'],
    console: ['build', 'registry/build.ts'],
    globalThis: [],
    eval: [],
    fetch: [],
    'Date.now': ['complete.ts', 'process.ts'],
    'new Date()': [],
    'Math.random': [],
  },
  eager: { entry: 'main.ts', packages: ['commander'] },
  length: {
    lines: 350,
    longer: {},
  },
};

describe('the architecture', () => {
  const sources = readSources(sourceFolder);

  it('has one direction, a home for every package, and small files', () => {
    expect(sources.size).toBeGreaterThan(20);
    expect(breaches(sources, rules)).toEqual([]);
  });

  it('is drawn on the map', () => {
    const map = readFileSync(path.join(sourceFolder, 'README.md'), 'utf8');
    const places = [...sources.keys()].map((file) => file.replace(/\/.*/, '/'));
    expect(undrawn(map, places)).toEqual([]);
    expect(undrawn('| `main.ts` `json/` | x |\n', ['main.ts', 'json/', 'client/', 'run.ts'])).toEqual([
      'client/',
      'run.ts',
    ]);
  });
});

/** The places that no row of the map names. */
function undrawn(map: string, places: readonly string[]): readonly string[] {
  const rows = map.split('\n').flatMap((line) => /^\|([^|]*)\|/.exec(line)?.[1] ?? []);
  const drawn = new Set(rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, place]) => place)));
  return [...new Set(places)].filter((place) => !drawn.has(place));
}
