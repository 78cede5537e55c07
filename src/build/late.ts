import type { Plugin } from 'rolldown';

/** What is used of parts of Node that cost milliseconds to load and that most commands never need. */
const rare: Readonly<Record<string, readonly string[]>> = {
  'node:child_process': ['spawn'],
  'node:crypto': ['createHash', 'createHmac'],
  'node:fs/promises': ['readFile'],
  'node:zlib': ['crc32'],
  'node:net': ['BlockList', 'connect', 'isIP'],
  'node:os': ['hostname'],
  'node:stream': ['addAbortSignal', 'PassThrough', 'Readable', 'Transform'],
  'node:timers/promises': ['setTimeout'],
  'node:v8': ['setFlagsFromString'],
};

/** Loads those parts when one of their functions or classes is called. */
export function late(): Plugin {
  return {
    name: 'late',
    // Packages but commander, and the sandbox, have files of their own, and need what they import.
    resolveId: (asked, importer = '') =>
      rare[asked] && !/[\\/](?:node_modules[\\/](?!commander)|sandbox[\\/])/.test(importer) ? `\0late:${asked}` : null,
    load(id) {
      const [, asked] = /^\0late:(.*)$/.exec(id) ?? [];
      if (asked === undefined) return null;
      return (rare[asked] ?? [])
        .map((name) => `export function ${name}(...words) { return ${calling(asked, name)}; }`)
        .join('\n');
    },
  };
}

/** A class is called with `new`, a function without. */
const calling = (module: string, name: string): string => {
  const part = `process.getBuiltinModule('${module}').${name}`;
  return `new.target ? new (${part})(...words) : ${part}(...words)`;
};
