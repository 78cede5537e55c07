import type { Client, Reply } from '../client/client.ts';
import { addressOf, type Endpoint } from '../client/wire.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { isJsonObject, own } from '../json/json.ts';
import type { Statement } from '../language/statement.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { requestOfWords } from '../request/own.ts';
import { hashed } from '../request/password.ts';
import { isSecret } from '../secrets.ts';
import type { LoginWords, Session } from '../settings/sessions.ts';

/** Calls one log-in API after the other and gives the session of the last. Throws what the server says. */
export async function logIn(
  context: Context,
  client: Pick<Client, 'send'>,
  endpoint: Endpoint,
  { api, words, next }: LoginWords,
  password: string,
): Promise<Session> {
  // Source: AccountLoginBackend.java, ZStack 5.2.1: it compares what comes with what is stored.
  const sent = api === 'LogIn' && words.loginType === 'account' ? hashed(password) : password;
  const first = await openSession(context, client, endpoint, api, { ...words, password: sent });
  const last = next ? await openSession(context, client, endpoint, next.api, next.words, first.uuid) : first;
  // A code that is good for once is no help for the next time.
  const { captchaUuid: _, verifyCode: __, systemTags: ___, ...lasting } = words;
  const account = Object.entries(lasting).find(([name]) => accountNames.includes(name))?.[1] ?? last.account;
  return {
    ...last,
    account: next?.words.projectName === undefined ? account : `${account}@${next.words.projectName}`,
    login: { api, words: lasting, ...(next && { next }) },
  };
}

async function openSession(
  context: Context,
  client: Pick<Client, 'send'>,
  endpoint: Endpoint,
  api: string,
  parameters: Readonly<Record<string, string>>,
  session?: string,
): Promise<Session> {
  const words = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const request = requestOfWords([api, ...words], context.registry());
  const reply = await client.send(request, {
    signal: context.io.interrupted,
    ...(session !== undefined && { session }),
  });
  const opened = sessionIn(reply, endpoint, context.io.now());
  if (!opened) throw new CliError('bad-reply', { api, status: reply.status, body: '' });
  return opened;
}

/** The session that a statement has opened, with what a new log-in would need. */
export function sessionOf(
  reply: Reply,
  api: Api,
  { arguments: given }: Statement,
  endpoint: Endpoint,
  now: number,
  before: LoginWords | undefined,
  registry: Registry,
): Session | undefined {
  const session = sessionIn(reply, endpoint, now);
  if (!session) return undefined;
  const plain = given.filter((argument) => !isSecret(argument, api, registry) && !passing.has(argument.name));
  const words = Object.fromEntries(plain.map(({ name, value }) => [name, value]));
  const account = accountNames.map((name) => words[name]).find((value) => value !== undefined);
  // Some go on from a session that is there.
  const first = api.needSession === false ? { api: api.name, words } : before;
  const login = first && (api.needSession === false ? first : { ...first, next: { api: api.name, words } });
  return { ...session, account: account ?? '', ...(login && { login }) };
}

/** Under `inventory`. Source: SessionInventory.java, ZStack 5.2.1. */
function sessionIn({ envelope }: Reply, endpoint: Endpoint, now: number): Session | undefined {
  const inventory = own(envelope, 'inventory');
  const uuid = isJsonObject(inventory) ? own(inventory, 'uuid') : undefined;
  if (!isJsonObject(inventory) || typeof uuid !== 'string') return undefined;
  const [accountUuid, expires] = [own(inventory, 'accountUuid'), own(inventory, 'expiredDate')];
  return {
    uuid,
    account: '',
    accountUuid: typeof accountUuid === 'string' ? accountUuid : '',
    url: addressOf(endpoint),
    loggedInAt: now,
    ...(typeof expires === 'string' && { expires }),
  };
}

/** The parameters that may hold the name of who logs in; of a user rather than of its account. */
const accountNames = ['userName', 'username', 'accountName', 'uid', 'projectName', 'name'];

/** What is good for one log-in only. */
const passing: ReadonlySet<string> = new Set(['captchaUuid', 'verifyCode', 'systemTags', 'clientInfo']);
