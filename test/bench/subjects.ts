import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Subject } from './measure.ts';

export const program = path.resolve(import.meta.dirname, '../../bin/zstack-cli.js');

/** Node itself, to which everything is set in proportion. */
export const node: Subject = { name: 'node -e 0', command: [process.execPath, '-e', '0'] };

export function ours(name: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Subject {
  return { name, command: [process.execPath, program, ...words], env };
}

export function shell(name: string, line: string): Subject {
  return { name, command: ['sh', '-c', line] };
}

/** Whether the machine has the program. */
export function has(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}

/** Other command lines of clouds, where the machine has them. */
export function peers(): readonly Subject[] {
  const known: readonly (readonly [string, string])[] = [
    ['kubectl', 'version --client'],
    ['gh', '--version'],
    ['aws', '--version'],
    ['openstack', '--version'],
    ['mongosh', '--version'],
  ];
  return known
    .filter(([command]) => has(command))
    .map(([command, words]) => shell(`${command} ${words}`, `exec ${command} ${words}`));
}
