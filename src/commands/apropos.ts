import type { Command } from './command.ts';

export const apropos: Command = { arguments: [], options: [], async run() {} };
