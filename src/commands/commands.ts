import type { CommandName } from '../text/text.ts';
import { apis } from './apis.ts';
import { apropos } from './apropos.ts';
import { attach } from './attach.ts';
import { auth } from './auth.ts';
import type { Command } from './command.ts';
import { completion } from './completion.ts';
import { config } from './config.ts';
import { doctor } from './doctor.ts';
import { explain } from './explain.ts';
import { help } from './help.ts';
import { jobs } from './jobs.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { man } from './man.ts';
import { profile } from './profile.ts';
import { sandbox } from './sandbox.ts';
import { schema } from './schema.ts';
import { trust } from './trust.ts';
import { validate } from './validate.ts';
import { wait } from './wait.ts';
import { watch } from './watch.ts';

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
  auth,
  config,
  profile,
  trust,
  doctor,
  jobs,
  attach,
  wait,
  watch,
  sandbox,
  validate,
  completion,
};

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
