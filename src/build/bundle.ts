import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build as bundle, context, type Plugin, transform } from 'esbuild';
import { memorySource } from '../registry/file.ts';
import { pack } from '../registry/pack.ts';
import { readData } from '../registry/read.ts';
import { openRegistry } from '../registry/registry.ts';
import { offeredIn, staticWords } from './offered.ts';

const root = path.resolve(import.meta.dirname ?? __dirname, '../..');
const dist = path.join(root, 'dist');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

/**
 * One bundle, split where the code imports lazily. esbuild splits ES modules only, and Node loads CommonJS faster, so
 * each piece is turned into CommonJS after splitting.
 */
const options: BuildOptions = {
  absWorkingDir: root,
  entryPoints: { main: 'src/main.ts' },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: false,
  legalComments: 'none',
  chunkNames: 'part-[hash]',
  define: { ZSTACK_CLI_VERSION: JSON.stringify(version) },
  write: false,
  logLevel: 'warning',
  plugins: [commonJs()],
};

/** The Tab of a shell is a file of its own: reading several costs more than what they share. */
const completeOptions: BuildOptions = {
  absWorkingDir: root,
  entryPoints: { complete: 'src/complete.ts' },
  outdir: dist,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  // Settings are only read here, and conf writes them.
  external: ['conf'],
  logLevel: 'warning',
};

function commonJs(): Plugin {
  return {
    name: 'commonjs',
    setup(build) {
      build.onEnd(async ({ outputFiles = [], errors }) => {
        if (errors.length > 0) return;
        rmSync(dist, { recursive: true, force: true });
        mkdirSync(dist, { recursive: true });
        for (const file of outputFiles) {
          const { code } = await transform(file.text, {
            format: 'cjs',
            platform: 'node',
            target: 'node20',
            minify: true,
            supported: { 'dynamic-import': false },
          });
          writeFileSync(file.path, code);
        }
        copyFileSync(
          path.join(root, 'node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm'),
          path.join(dist, 'node-sqlite3-wasm.wasm'),
        );
        writeFacts();
        await bundle(completeOptions);
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
  if (process.argv.includes('--watch')) await (await context({ ...options, logLevel: 'info' })).watch();
  else await bundle(options);
}

void main();
