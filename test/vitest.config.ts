import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');

export default defineConfig({
  test: {
    root,
    dir: import.meta.dirname,
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 30_000,
    reporters: ['default', path.join(import.meta.dirname, 'closing.ts')],
  },
});
