import type { CommandName } from '../text/text.ts';
import type { Command } from './command.ts';

/** What is not an API. Most lines need none of them, and a line at most one. */
export const commands: Readonly<Record<CommandName, () => Promise<Command>>> = {
  help: async () => (await import('./help.ts')).help,
  apropos: async () => (await import('./apropos.ts')).apropos,
  apis: async () => (await import('./apis.ts')).apis,
  schema: async () => (await import('./schema.ts')).schema,
  explain: async () => (await import('./explain.ts')).explain,
  man: async () => (await import('./man.ts')).man,
  login: async () => (await import('./login.ts')).login,
  logout: async () => (await import('./logout.ts')).logout,
  auth: async () => (await import('./auth.ts')).auth,
  config: async () => (await import('./config.ts')).config,
  profile: async () => (await import('./profile.ts')).profile,
  trust: async () => (await import('./trust.ts')).trust,
  doctor: async () => (await import('./doctor.ts')).doctor,
  jobs: async () => (await import('./jobs.ts')).jobs,
  attach: async () => (await import('./attach.ts')).attach,
  wait: async () => (await import('./wait.ts')).wait,
  watch: async () => (await import('./watch.ts')).watch,
  sandbox: async () => (await import('./sandbox.ts')).sandbox,
  validate: async () => (await import('./validate.ts')).validate,
  completion: async () => (await import('./completion.ts')).completion,
};

export const commandNames = Object.keys(commands) as readonly CommandName[];

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/** All of them, for who has to know what they take. */
export async function allCommands(): Promise<Readonly<Record<CommandName, Command>>> {
  const loaded = commandNames.map(async (name) => [name, await commands[name]()] as const);
  return Object.fromEntries(await Promise.all(loaded)) as Record<CommandName, Command>;
}
