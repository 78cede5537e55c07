import path from 'node:path';
import { memorySource } from '../../src/registry/file.ts';
import { pack } from '../../src/registry/pack.ts';
import { readData } from '../../src/registry/read.ts';
import { openRegistry } from '../../src/registry/registry.ts';

/** The committed registry, packed in memory. */
export const registry = openRegistry(
  memorySource(pack(readData(path.join(import.meta.dirname, '../../src/registry/data')))),
);
