import type { CommandName } from '../text/text.ts';
import { attach } from './attach.ts';
import type { Command } from './command.ts';
import { help } from './help.ts';
import { jobs } from './jobs.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { sandbox } from './sandbox.ts';
import { validate } from './validate.ts';
import { wait } from './wait.ts';

/** What is not an API. */
export const commands: Readonly<Record<CommandName, Command>> = {
  help,
  login,
  logout,
  jobs,
  attach,
  wait,
  sandbox,
  validate,
};

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
