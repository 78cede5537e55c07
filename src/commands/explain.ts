import type { Command } from './command.ts';

export const explain: Command = { arguments: [], options: [], async run() {} };
