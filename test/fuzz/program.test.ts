import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isProblem } from '../../src/errors.ts';
import { memorySource } from '../../src/registry/file.ts';
import { pack } from '../../src/registry/pack.ts';
import { readData } from '../../src/registry/read.ts';
import { openRegistry } from '../../src/registry/registry.ts';
import { openShell, requireBuild, type Shell } from '../harness/shell.ts';
import { runs } from './hostile.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The program once more, in a folder where its files can be harmed, run as `$Z`. */
function openInstalled(): { readonly shell: Shell; readonly file: (name: string) => string } {
  requireBuild();
  const shell = openShell(30_000);
  onTestFinished(() => shell.close());
  const folder = path.join(shell.home, 'installed');
  mkdirSync(folder);
  for (const name of ['bin', 'dist', 'package.json'])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  return {
    shell: { ...shell, run: (command) => shell.run(`Z=installed/bin/zstack-cli.js; ${command}`) },
    file: (name) => path.join(folder, 'dist', name),
  };
}

const harms: Readonly<Record<string, (file: string) => void>> = {
  'is empty': (file) => truncateSync(file),
  'is missing': (file) => rmSync(file),
  'ends too early': (file) => truncateSync(file, 1_000_000),
  'is something else': (file) => writeFileSync(file, Buffer.alloc(1_000_000, 'no registry ')),
  'has a wrong byte': (file) => {
    const bytes = readFileSync(file);
    const at = bytes.indexOf('"name":"QueryZone"') + '"name":"'.length;
    bytes[at] = 'X'.charCodeAt(0);
    writeFileSync(file, bytes);
  },
};

describe('where the registry', () => {
  it.each(Object.keys(harms))('%s, it is said, with the way out', { timeout: 60_000 }, async (harm) => {
    const { shell, file } = openInstalled();
    (harms[harm] as (file: string) => void)(file('registry.tsv'));
    const told = await shell.run('$Z --dry-run QueryZone nosuch=x');
    expect(told).toMatchObject({ stdout: '', exit: 1 });
    expect(told.stderr).toMatch(/^error: the program's own files are damaged.*\n {2}install it again: /);
    const chinese = await shell.run('$Z --lang zh --dry-run QueryZone nosuch=x');
    expect(chinese.stderr).toMatch(/程序自身的文件已损坏.*\n {2}请重新安装：/);
    const json = await shell.run('$Z -o json --dry-run QueryZone nosuch=x');
    expect(JSON.parse(json.stderr)).toMatchObject({
      code: 'program-damaged',
      hint: expect.stringContaining('install'),
    });
    expect(await shell.run('$Z --version')).toMatchObject({ stderr: '', exit: 0 });
    expect((await shell.run('$Z config list')).exit).toBe(0);
    const [found] = JSON.parse((await shell.run('$Z doctor -o json')).stdout).checks;
    expect(found).toMatchObject({ name: 'program', state: 'failed', code: 'program-damaged' });
    expect(JSON.stringify(found)).toMatch(/its own files are damaged.*install it again/);
    const tab = await shell.run("$Z __complete --shell bash -- ' QueryZone na'");
    expect(tab).toMatchObject({ stderr: '', exit: 0 });
    if (harm !== 'has a wrong byte') expect(tab.stdout).toMatch(/^\t.*damaged/);
  });
});

it('what is offered being damaged, a Tab offers nothing and says nothing', { timeout: 60_000 }, async () => {
  const { shell, file } = openInstalled();
  for (const text of ['', '{', '[]', 'null']) {
    writeFileSync(file('offered.en.json'), text);
    expect(await shell.run("$Z __complete --shell bash -- ' --output '")).toMatchObject({ stderr: '', exit: 0 });
  }
});

it('what V8 compiled is used only as it was kept', { timeout: 120_000 }, async () => {
  const { shell } = openInstalled();
  const ask = () => shell.run("$Z __complete --shell bash -- ' QueryZo'");
  const good = await ask();
  const caches = path.join(shell.home, '.cache/zstack-cli/compiled');
  const folder = path.join(caches, readdirSync(caches)[0] ?? '');
  const name = 'complete';
  const kept = readFileSync(path.join(folder, name));
  for (let at = 64; at < kept.length; at += Math.floor(kept.length / 15)) {
    const wrong = Buffer.from(kept);
    wrong[at] = (wrong[at] ?? 0) ^ 8;
    writeFileSync(path.join(folder, name), wrong);
    expect(await ask()).toEqual(good);
  }
  for (const odd of [Buffer.alloc(0), Buffer.alloc(kept.length), kept.subarray(1), Buffer.from('ab')]) {
    writeFileSync(path.join(folder, name), odd);
    expect(await ask()).toEqual(good);
  }
  rmSync(path.join(folder, name));
  expect(await shell.run(`mkfifo '${folder}/${name}'; $Z __complete --shell bash -- ' QueryZo'`)).toEqual(good);
});

describe('a wrong bit in the registry', () => {
  const packed = pack(readData(path.join(root, 'src/registry/data')));
  const names = openRegistry(memorySource(packed)).apiNames();

  it('is found, and no look-up does anything but fail as a damaged program', () => {
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.nat(7), fc.constantFrom(...names), (at, bit, name) => {
        const wrong = Buffer.from(packed);
        wrong[at] = (wrong[at] ?? 0) ^ (1 << bit);
        try {
          const registry = openRegistry(memorySource(wrong));
          expect(registry.isWhole()).toBe(false);
          registry.api(name);
          registry.inventory(name.replace(/^Query/, ''));
          registry.apiNames();
          registry.removed(name);
        } catch (error) {
          if (!isProblem(error, 'program-damaged')) throw error;
        }
      }),
      runs(60),
    );
  });

  it('or any bytes in its place are borne', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, asHead) => {
        const file = asHead ? Buffer.concat([Buffer.from('*\t{"release":'), bytes, Buffer.from('\n')]) : bytes;
        try {
          openRegistry(memorySource(file)).apiNames();
        } catch (error) {
          if (!isProblem(error, 'program-damaged')) throw error;
        }
      }),
      runs(500),
    );
  });
});
