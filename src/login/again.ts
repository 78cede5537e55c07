import type { Client } from '../client/client.ts';
import type { Endpoint } from '../client/wire.ts';
import { type Context, canAsk } from '../context.ts';
import { say } from '../report.ts';
import type { Session } from '../settings/sessions.ts';
import { keptPassword } from './password.ts';
import { logIn } from './session.ts';

/**
 * A new session in the place of one that has ended: in silence where the password is at hand, else after one question.
 * `undefined` where neither is possible. Throws what the server says to the log-in.
 */
export async function logInAgain(
  context: Context,
  client: Pick<Client, 'send'>,
  endpoint: Endpoint,
  { account, login }: Session,
): Promise<Session | undefined> {
  if (!login) return undefined;
  const password = (await keptPassword({ name: account }, context)) ?? (await askedPassword(account, context));
  if (password === undefined) return undefined;
  const session = await logIn(context, client, endpoint, login, password);
  await say(context, context.text.login.renewed(account));
  return session;
}

async function askedPassword(account: string, context: Context): Promise<string | undefined> {
  if (!canAsk(context)) return undefined;
  const { askPassword } = await import('../ask/ask.ts');
  const password = await askPassword(context.io, context.text.ask.again(account));
  return password === '' ? undefined : password;
}
