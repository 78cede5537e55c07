import type { CommandName } from '../text/text.ts';
import type { Command } from './command.ts';
import { help } from './help.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { sandbox } from './sandbox.ts';
import { validate } from './validate.ts';

/** What is not an API. */
export const commands: Readonly<Record<CommandName, Command>> = { help, login, logout, sandbox, validate };

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
