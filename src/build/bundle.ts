import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build as bundle, context, type Plugin } from 'esbuild';
import { memorySource } from '../registry/file.ts';
import { pack } from '../registry/pack.ts';
import { readData } from '../registry/read.ts';
import { openRegistry } from '../registry/registry.ts';
import { noticesOf } from './licenses.ts';
import { offeredIn, staticWords } from './offered.ts';

const root = path.resolve(import.meta.dirname ?? __dirname, '../..');
const dist = path.join(root, 'dist');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

/** What most commands never need, each a file of its own beside the program: what it is called, and what it holds. */
const apart: Readonly<Record<string, string>> = {
  undici: 'undici/lib/dispatcher/client.js',
  conf: 'conf',
  enquirer: 'enquirer',
  jmespath: '@jmespath-community/jmespath',
  yaml: 'yaml',
  sandbox: './src/sandbox/sandbox.ts',
};

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: true,
  // The licenses of all packages stand in a file of their own.
  legalComments: 'none',
  metafile: true,
  supported: { 'dynamic-import': false },
  logLevel: 'warning',
};

/**
 * The program in one file, which Node loads faster than many: what is imported lazily is there but has not run. What is
 * large and rare stands apart.
 */
const program: BuildOptions = {
  ...common,
  entryPoints: { main: 'src/main.ts' },
  outdir: dist,
  define: { ZSTACK_CLI_VERSION: JSON.stringify(version) },
  plugins: [beside(), late(), data()],
};

/** The Tab of a shell, a program of its own. */
const completion: BuildOptions = {
  ...common,
  entryPoints: { complete: 'src/complete.ts' },
  outdir: dist,
  // Settings are only read here, and conf writes them.
  external: ['conf'],
};

function parts(): readonly BuildOptions[] {
  return Object.entries(apart).map(([name, of]) => ({
    ...common,
    stdin: { contents: `module.exports = require(${JSON.stringify(of)});`, resolveDir: root, sourcefile: `${name}.js` },
    outfile: path.join(dist, `${name}.js`),
  }));
}

/** Leads imports of what stands apart to its file. */
function beside(): Plugin {
  const files = new Map(Object.entries(apart).map(([name, of]) => [of, `./${name}.js`]));
  return {
    name: 'beside',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path: asked, resolveDir }) => {
        const own = asked.startsWith('.') ? `./${path.relative(root, path.resolve(resolveDir, asked))}` : asked;
        const file = files.get(own);
        return file === undefined ? undefined : { path: file, external: true };
      });
    },
  };
}

/** What is used of parts of Node that cost milliseconds to load and that most commands never need. */
const rare: Readonly<Record<string, readonly string[]>> = {
  'node:child_process': ['spawn'],
  'node:crypto': ['createHash', 'createHmac'],
  'node:fs/promises': ['readFile'],
  'node:zlib': ['crc32'],
};

/** Loads those parts when one of their functions or classes is called. */
function late(): Plugin {
  return {
    name: 'late',
    setup(build) {
      build.onResolve({ filter: /^node:/ }, ({ path: asked, namespace }) =>
        rare[asked] && namespace !== 'late' ? { path: asked, namespace: 'late' } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'late' }, ({ path: asked }) => ({
        contents: (rare[asked] ?? [])
          .map((name) => `export function ${name}(...words) { return ${calling(asked, name)}; }`)
          .join('\n'),
      }));
    },
  };
}

/** A class is called with `new`, a function without. */
const calling = (module: string, name: string): string =>
  `new.target ? new (require('${module}').${name})(...words) : require('${module}').${name}(...words)`;

function data(): Plugin {
  return {
    name: 'data',
    setup(build) {
      build.onEnd(() => {
        const wasm = 'node-sqlite3-wasm.wasm';
        copyFileSync(path.join(root, 'node_modules/node-sqlite3-wasm/dist', wasm), path.join(dist, wasm));
        writeFacts();
      });
    },
  };
}

function writeFacts(): void {
  const write = (name: string, content: string | Uint8Array) => writeFileSync(path.join(dist, name), content);
  const packed = pack(readData(path.join(root, 'src/registry/data')));
  const { verbs, words } = staticWords(openRegistry(memorySource(packed)));
  write('registry.tsv', packed);
  write('verbs.txt', verbs);
  write('words.tsv', words);
  for (const lang of ['en', 'zh'] as const) write(`offered.${lang}.json`, JSON.stringify(offeredIn(lang)));
}

async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const inputs: string[] = [];
  for (const part of [...parts(), completion, program])
    inputs.push(...Object.keys((await bundle(part)).metafile?.inputs ?? {}));
  writeFileSync(path.join(dist, 'licenses.txt'), noticesOf(inputs, root));
  if (process.argv.includes('--watch')) await (await context({ ...program, logLevel: 'info' })).watch();
}

void main();
