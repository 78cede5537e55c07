import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { undamaged } from './damage.ts';

/** Bytes that can be read piece by piece. */
export interface Source {
  readonly size: number;
  /** The bytes from `at`; fewer than `length` only at the end. */
  read(at: number, length: number): Uint8Array;
}

/** A file that stays open and of which only what is asked for is read. Throws `program-damaged` where it cannot be opened. */
export function fileSource(path: string): Source & { close(): void } {
  const file = undamaged(() => openSync(path, 'r'));
  return {
    size: fstatSync(file).size,
    read: (at, length) => {
      const bytes = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const got = readSync(file, bytes, filled, length - filled, at + filled);
        if (got === 0) break;
        filled += got;
      }
      return bytes.subarray(0, filled);
    },
    close: () => closeSync(file),
  };
}

export function memorySource(bytes: Uint8Array): Source {
  return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) };
}
