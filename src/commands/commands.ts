import type { CommandName } from '../text/text.ts';
import { apis } from './apis.ts';
import { apropos } from './apropos.ts';
import type { Command } from './command.ts';
import { explain } from './explain.ts';
import { help } from './help.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { man } from './man.ts';
import { sandbox } from './sandbox.ts';
import { schema } from './schema.ts';

/** What is not an API. */
export const commands: Readonly<Record<CommandName, Command>> = {
  help,
  apropos,
  apis,
  schema,
  explain,
  man,
  login,
  logout,
  sandbox,
};

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
