import type { Command } from './command.ts';

export const schema: Command = { arguments: [], options: [], async run() {} };
