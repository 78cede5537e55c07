import { addressOf } from '../client/wire.ts';
import { type Context, canAsk } from '../context.ts';
import { CliError } from '../errors.ts';
import { logIn } from '../login/session.ts';
import { say } from '../report.ts';
import type { Command } from './command.ts';
import { assignmentsOf } from './words.ts';

const words = ['accountName', 'password'] as const;

/**
 * `login [accountName=…] [password=…]`: what is not given comes from ZSTACK_ACCOUNT and ZSTACK_PASSWORD, from standard
 * input (`--password-stdin`), or is asked for. The sandbox answers for itself when nobody can be asked.
 */
export const login: Command = {
  arguments: [
    { name: 'accountName', kind: 'assignment', optional: true },
    { name: 'password', kind: 'assignment', optional: true },
  ],
  options: ['sandbox', 'url', 'host', 'port'],
  async run(line, context, connect) {
    const given = assignmentsOf(line, words);
    if (given.password !== undefined && !context.isPrivate) await say(context, context.text.login.passwordOnArgv);
    const accountName = given.accountName ?? (await accountFor(context));
    const password = given.password ?? (await passwordFor(accountName, context));
    const connection = await connect();
    const session = await logIn(context, connection, connection.endpoint, 'LogInByAccount', { accountName, password });
    await connection.keep(session);
    await say(context, context.text.login.done(session.account, addressOf(connection.endpoint)));
  },
};

async function accountFor(context: Context): Promise<string> {
  const { io, options, text } = context;
  if (io.env.ZSTACK_ACCOUNT) return io.env.ZSTACK_ACCOUNT;
  if (!canAsk(context) || options.passwordStdin) return 'admin';
  const { askText } = await import('../ask/ask.ts');
  return askText(io, text.ask.account, 'admin');
}

async function passwordFor(account: string, context: Context): Promise<string> {
  const { io, options, text } = context;
  if (options.passwordStdin) return firstLine(io.stdin);
  if (io.env.ZSTACK_PASSWORD) return io.env.ZSTACK_PASSWORD;
  if (!canAsk(context)) {
    if (options.sandbox && account === 'admin') return 'password';
    throw new CliError('no-terminal', { wanted: text.ask.password(account) });
  }
  const { askPassword } = await import('../ask/ask.ts');
  return askPassword(io, text.ask.password(account));
}

/** The first line of a stream without its line end. */
async function firstLine(stream: NodeJS.ReadStream): Promise<string> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    text += chunk;
    if (text.includes('\n') || text.length > 4096) break;
  }
  return text.split(/\r?\n/, 1)[0] ?? '';
}
