import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build, context, type Plugin, transform } from 'esbuild';
import { pack } from '../registry/pack.ts';
import { readData } from '../registry/read.ts';

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
        writeFileSync(path.join(dist, 'registry.tsv'), pack(readData(path.join(root, 'src/registry/data'))));
      });
    },
  };
}

async function main(): Promise<void> {
  if (process.argv.includes('--watch')) await (await context({ ...options, logLevel: 'info' })).watch();
  else await build(options);
}

void main();
