import type { Command } from './command.ts';

export const apis: Command = { arguments: [], options: [], async run() {} };
