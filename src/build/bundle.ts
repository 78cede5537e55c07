import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type InputOptions, type OutputOptions, rolldown } from 'rolldown';
import { memorySource } from '../registry/file.ts';
import { pack } from '../registry/pack.ts';
import { readData } from '../registry/read.ts';
import { openRegistry } from '../registry/registry.ts';
import { late } from './late.ts';
import { partsOf } from './layers.ts';
import { noticesOf } from './licenses.ts';
import { offeredIn, staticWords } from './offered.ts';

const root = path.resolve(import.meta.dirname ?? __dirname, '../..');
const dist = path.join(root, 'dist');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

const input = (name: string): InputOptions => ({
  cwd: root,
  input: { [name]: `src/${name}.ts` },
  platform: 'node',
  transform: { target: 'node20', define: { ZSTACK_CLI_VERSION: JSON.stringify(version) } },
  plugins: [late()],
  // Settings are only read where a shell completes, and conf writes them.
  external: name === 'complete' ? ['conf'] : [],
  preserveEntrySignatures: 'allow-extension',
  checks: { ineffectiveDynamicImport: false },
});

const output: OutputOptions = {
  format: 'cjs',
  dynamicImportInCjs: false,
  minify: true,
  // The licenses of all packages stand in a file of their own.
  comments: false,
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
};

/** Writes what begins with `src/<name>.ts`, and gives the files that it is made of. */
async function write(name: string, options: OutputOptions): Promise<readonly string[]> {
  const bundle = await rolldown(input(name));
  const { output: made } = await bundle.generate({ ...output, ...options });
  await bundle.close();
  const chunks = made.filter((each) => each.type === 'chunk');
  for (const { fileName, code } of chunks) put(fileName, ascii(wrapped(code)));
  return chunks.flatMap(({ moduleIds }) => moduleIds);
}

/** As Node wraps a module, so that whoever loads it need not copy it. */
function wrapped(code: string): string {
  return `(function (exports, require, module, __dirname) {${code}\n})`;
}

/** What is not ASCII as escapes, so that Node can take a file as it is, a byte for a character. */
function ascii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function put(name: string, content: string | Uint8Array): void {
  writeFileSync(path.join(dist, name), content);
}

async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const parts = await partsOf(input('main'), root);
  const program: OutputOptions = {
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: (module) => parts.get(module) ?? null, debugName: 'layers' }],
    },
  };
  // The Tab of a shell is a program of its own, in one file.
  const files = [...(await write('complete', { codeSplitting: false })), ...(await write('main', program))];
  const inputs = files.filter((file) => path.isAbsolute(file)).map((file) => path.relative(root, file));
  put('licenses.txt', noticesOf(inputs, root));
  await writeFacts();
}

async function writeFacts(): Promise<void> {
  const wasm = 'node-sqlite3-wasm.wasm';
  copyFileSync(path.join(root, 'node_modules/node-sqlite3-wasm/dist', wasm), path.join(dist, wasm));
  const packed = pack(readData(path.join(root, 'src/registry/data')));
  const { verbs, words } = await staticWords(openRegistry(memorySource(packed)));
  put('registry.tsv', packed);
  put('verbs.txt', verbs);
  put('words.tsv', words);
  for (const lang of ['en', 'zh'] as const) put(`offered.${lang}.json`, JSON.stringify(await offeredIn(lang)));
}

void main();
