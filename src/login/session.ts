import type { Client, Reply } from '../client/client.ts';
import { addressOf, type Endpoint } from '../client/wire.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { isJsonObject, own } from '../json/json.ts';
import { readStatement, type Statement } from '../language/statement.ts';
import { lineOfWords } from '../language/words.ts';
import { apiOf, buildRequest } from '../request/build.ts';
import type { Session } from '../settings/sessions.ts';

/** Calls a log-in API and reads the session out of its reply. */
export async function logIn(
  context: Context,
  client: Pick<Client, 'send'>,
  endpoint: Endpoint,
  apiName: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Session> {
  const words = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const statement = readStatement(lineOfWords([apiName, ...words])) as Statement;
  const registry = context.registry();
  const { request } = buildRequest(apiOf(statement, registry), statement, registry, { validate: true, byUuid: false });
  const reply = await client.send(request, { signal: context.io.interrupted });
  const session = sessionOf(reply, statement, endpoint, context.io.now());
  if (!session) throw new CliError('bad-reply', { api: apiName, status: reply.status, body: '' });
  return session;
}

/** The session that the reply of a log-in API holds under `inventory`. Source: SessionInventory.java, ZStack 5.2.1. */
export function sessionOf(
  { envelope }: Reply,
  statement: Statement,
  endpoint: Endpoint,
  now: number,
): Session | undefined {
  const inventory = own(envelope, 'inventory');
  const uuid = isJsonObject(inventory) ? own(inventory, 'uuid') : undefined;
  if (!isJsonObject(inventory) || typeof uuid !== 'string') return undefined;
  const accountUuid = own(inventory, 'accountUuid');
  return {
    uuid,
    account: accountOf(statement),
    accountUuid: typeof accountUuid === 'string' ? accountUuid : '',
    url: addressOf(endpoint),
    loggedInAt: now,
  };
}

/** The name under which somebody logged in, whichever parameter holds it. */
function accountOf(statement: Statement): string {
  const names = ['userName', 'username', 'accountName', 'uid', 'projectName', 'name'];
  const given = names.map((name) => statement.arguments.find((argument) => argument.name === name)?.value);
  return given.find((value) => value !== undefined) ?? '';
}
