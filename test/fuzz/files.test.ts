import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openShell, type Shell } from '../harness/shell.ts';
import { runs } from './hostile.ts';

const id = 'a'.repeat(32);
/** Files that the program keeps, and what reads them. */
const files: Readonly<Record<string, readonly string[]>> = {
  '.config/zstack-cli/config.json': ['config list', 'doctor -o json', '--dry-run QueryZone', '__complete -- " -o "'],
  '.config/zstack-cli/sessions.json': ['auth status', 'profile list', '--dry-run QueryZone'],
  [`.local/state/zstack-cli/jobs/${id}.json`]: ['jobs', '__complete -- " attach "', 'attach'],
  '.local/state/zstack-cli/usage/default.txt': ['__complete -- " Query"'],
  '.local/share/zstack-cli/sandbox/server.json': ['sandbox status', '--sandbox --dry-run QueryZone'],
};

/** What may stand in the place of a file. */
const places: Readonly<Record<string, (file: string) => void>> = {
  'a pipe': (file) => execFileSync('mkfifo', [file]),
  'a folder': (file) => mkdirSync(file),
  'a device without an end': (file) => symlinkSync('/dev/zero', file),
  'a link to itself': (file) => symlinkSync(file, file),
  'a link that leads nowhere': (file) => symlinkSync('/nowhere/at/all', file),
  '40 MB': (file) => writeFileSync(file, `{"settings":{"output":"${'x'.repeat(40 << 20)}"}}`),
  nothing: (file) => writeFileSync(file, ''),
  'half a file': (file) => writeFileSync(file, '{"settings":{"output":"js'),
  NUL: (file) => writeFileSync(file, Buffer.alloc(5000)),
  'values of other types': (file) =>
    writeFileSync(
      file,
      JSON.stringify({
        ...{ settings: { output: 5, url: {}, 'page-size': [], 'completion-live': null }, profiles: { a: { url: 7 } } },
        ...{ current: 'none', sessions: { default: 7, a: null, b: [] }, uuid: 5, pid: 'x', url: {} },
      }),
    ),
  'times that are none': (file) =>
    writeFileSync(
      file,
      `{"sessions":{"default":{"uuid":"x","account":"a","accountUuid":"b","url":"http://x:1/zstack","loggedInAt":1e300}},` +
        `"uuid":"${id}","api":"X","profile":"default","url":"http://x","state":"running","startedAt":1e300,"endedAt":-1e300}`,
    ),
  'inherited names': (file) =>
    writeFileSync(
      file,
      '{"__proto__":{"settings":{"output":"name"}},"settings":{"__proto__":{"output":"csv"}},' +
        '"profiles":{"__proto__":{"url":"http://evil"}},"sessions":{"__proto__":{"loggedOut":true}},"constructor":{"prototype":{"x":1}}}',
    ),
  '100,000 levels': (file) => writeFileSync(file, '['.repeat(100_000) + ']'.repeat(100_000)),
  '50,000 objects in each other': (file) =>
    writeFileSync(file, `${'{"settings":'.repeat(50_000)}1${'}'.repeat(50_000)}`),
};

function openHome(): Shell {
  const shell = openShell(20_000);
  onTestFinished(() => shell.close());
  return shell;
}

/** What of an outcome no person should meet. */
const odd = /\n\s+at \S|node:internal|should not happen|不应发生|Error: |RangeError|\.js:\d+/;

describe('in the place of all files that the program keeps', () => {
  it.each(Object.keys(places))('%s is borne', { timeout: 120_000 }, async (place) => {
    const home = openHome();
    for (const name of Object.keys(files)) {
      const file = path.join(home.home, name);
      mkdirSync(path.dirname(file), { recursive: true });
      (places[place] as (file: string) => void)(file);
    }
    for (const command of new Set(Object.values(files).flat())) {
      const { stdout, stderr, exit } = await home.run(`ZSTACK_API_URL=http://127.0.0.1:9 zstack-cli ${command}`);
      expect({ command, odd: odd.test(stdout + stderr), stderr }).toMatchObject({ odd: false });
      expect([0, 1, 2, 3, 4, 6]).toContain(exit);
    }
  });
});

describe('settings that can be none of ours', () => {
  it.each(['a pipe', 'a device without an end', '40 MB', 'half a file', 'NUL'])(
    '%s is put aside by the next change, and said',
    { timeout: 60_000 },
    async (place) => {
      const home = openHome();
      const folder = path.join(home.home, '.config/zstack-cli');
      mkdirSync(folder, { recursive: true });
      (places[place] as (file: string) => void)(path.join(folder, 'config.json'));
      const { stderr, exit } = await home.run('zstack-cli config set output yaml');
      expect(exit).toBe(0);
      expect(stderr).toMatch(/cannot read .*config\.json: it is .*\n.*put aside as .*config\.json\.corrupt-/);
      expect(readdirSync(folder).sort()).toEqual(['config.json', expect.stringMatching(/^config\.json\.corrupt-/)]);
      expect((await home.run('zstack-cli config get output')).stdout).toContain('yaml');
    },
  );

  it('a folder and a link to itself stay, and say what they are', { timeout: 60_000 }, async () => {
    const home = openHome();
    const file = path.join(home.home, '.config/zstack-cli/config.json');
    for (const [place, said] of [
      ['a folder', 'it is a folder'],
      ['a link to itself', 'its links lead round in a circle'],
    ] as const) {
      rmSync(path.dirname(file), { recursive: true, force: true });
      mkdirSync(path.dirname(file), { recursive: true });
      (places[place] as (file: string) => void)(file);
      const { stderr, exit } = await home.run('zstack-cli config set output yaml');
      expect({ stderr, exit }).toMatchObject({ exit: 1, stderr: expect.stringContaining(said) });
    }
  });
});

describe('any bytes', () => {
  it('in the place of all files together are borne', { timeout: 3_600_000 }, async () => {
    const home = openHome();
    const property = fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => Buffer.from(text)),
        ),
        {
          minLength: 5,
          maxLength: 5,
        },
      ),
      async (contents) => {
        for (const [at, name] of Object.keys(files).entries()) {
          const file = path.join(home.home, name);
          mkdirSync(path.dirname(file), { recursive: true });
          writeFileSync(file, contents[at] ?? '');
        }
        const { stdout, stderr } = await home.run(
          'zstack-cli --version; zstack-cli jobs; zstack-cli auth status; zstack-cli __complete -- " attach "',
        );
        expect(stdout + stderr).not.toMatch(odd);
      },
    );
    await fc.assert(property, runs(4));
  });
});
