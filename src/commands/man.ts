import type { Command } from './command.ts';

export const man: Command = { arguments: [], options: [], async run() {} };
