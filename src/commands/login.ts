import { addressOf, type Endpoint } from '../client/wire.ts';
import type { Connect, Connection } from '../connection.ts';
import { connectionsOf } from '../connections.ts';
import { type Context, canAsk } from '../context.ts';
import { CliError, isProblem } from '../errors.ts';
import { type Given, kindOf, loginWords, nameIn, stepsOf } from '../login/kinds.ts';
import { passwordFor } from '../login/password.ts';
import { solvedPicture } from '../login/picture.ts';
import { logIn } from '../login/session.ts';
import { askPlace, at, needsPlace } from '../login/wizard.ts';
import { keepPin, sayCertificate, wantsPin } from '../pin.ts';
import type { LoginKind } from '../profiles/table.ts';
import { say } from '../report.ts';
import { requestOfWords } from '../request/own.ts';
import type { KeyPair, Session } from '../settings/sessions.ts';
import type { Command } from './command.ts';
import { assignmentsOf } from './words.ts';

/**
 * `login [kind=…] [name=…] [password=…]`: what is not given comes from settings, the environment, `--password-stdin` or
 * `--password-file`, or is asked for; on a terminal also where to. The sandbox answers for itself when nobody can be asked.
 */
export const login: Command = {
  arguments: [
    { name: 'kind', kind: 'assignment', optional: true },
    { name: 'name', kind: 'assignment', optional: true },
    { name: 'password', kind: 'assignment', optional: true },
    { name: 'account', kind: 'assignment', optional: true },
    { name: 'project', kind: 'assignment', optional: true },
  ],
  options: ['profile', 'sandbox', 'url', 'host', 'port', 'passwordFile'],
  examples: ['login', 'login kind=ldap name=alice', 'login kind=virtual-id name=bob project=web'],
  async run(line, context, connect) {
    const given = assignmentsOf(line, loginWords);
    const isShown = given.password !== undefined || given.accessKeySecret !== undefined;
    if (isShown && !context.isPrivate) await say(context, context.text.login.passwordOnArgv);
    if (!needsPlace(context)) return enter(given, context, connect, false);
    const place = await askPlace(context);
    if (place !== 'sandbox') return elsewhere(at(place, context), (there, to) => enter(given, there, to, true));
    const demo: Given = { name: 'admin', password: 'password' };
    await elsewhere(context.inProfile('sandbox'), (there, to) => enter({ ...demo, ...given }, there, to, false));
    await say(context, context.text.auth.useSandbox);
  },
};

/** With connections of its own, closed at the end. */
async function elsewhere(context: Context, act: (context: Context, connect: Connect) => Promise<void>): Promise<void> {
  const { connect, close } = connectionsOf(context);
  try {
    await act(context, connect);
  } finally {
    await close();
  }
}

async function enter(given: Given, context: Context, connect: Connect, isWizard: boolean): Promise<void> {
  const { setting, text } = context;
  const { value: usual, origin } = setting('login');
  const isOpen = isWizard && origin === 'default' && Object.keys(given).length === 0;
  const kind = isOpen ? await askKind(context) : kindOf(given, usual as LoginKind);
  const name = nameIn(given, kind) ?? (await nameFor(kind, context));
  const whole = canAsk(context) ? await completed(given, kind, isOpen, context) : given;
  // What is missing is told before anybody types a password.
  if (kind !== 'access-key') stepsOf(kind, name, whole);
  const isKey = kind === 'access-key';
  const password =
    given.password ?? given.accessKeySecret ?? (await passwordFor({ name, ...(isKey && { isKey }) }, context));
  const act = async (context: Context, connect: Connect): Promise<void> => {
    const connection = await connect();
    const entry = await (kind === 'access-key'
      ? withKeys(name, password, connection, context)
      : withPassword(kind, name, password, whole, connection, context));
    await connection.keep(entry);
    await say(context, text.login.done(entry.account, addressOf(connection.endpoint)));
  };
  try {
    await act(context, connect);
  } catch (error) {
    const pinned = await pinnedAfter(error, (await connect()).endpoint, context);
    if (!pinned) throw error;
    await elsewhere(pinned, act);
  }
}

async function withPassword(
  kind: Exclude<LoginKind, 'access-key'>,
  name: string,
  password: string,
  given: Given,
  connection: Connection,
  context: Context,
): Promise<Session> {
  try {
    return await logIn(context, connection, connection.endpoint, stepsOf(kind, name, given), password);
  } catch (error) {
    if (!isProblem(error, 'api-failed')) throw error;
    const told = `${error.facts.error.code} ${error.facts.error.details ?? ''}`;
    if (/two.?factor/i.test(told)) await say(context, context.text.auth.twoFactor);
    // Source: conf/errorCodes/loginControl.xml, ZStack 5.2.1: a missing or a wrong code of a picture.
    if (!/LOGIN_CONTROL\.100[35]/.test(told)) throw error;
    if (given.verifyCode !== undefined && canAsk(context)) await say(context, context.text.auth.captchaWrong);
    const solved = canAsk(context) ? await solvedPicture(name, kind, connection, context) : undefined;
    if (!solved) await say(context, context.text.auth.captchaNeeded(name, kind));
    if (!solved || solved.verifyCode === '') throw error;
    return withPassword(kind, name, password, { ...given, ...solved }, connection, context);
  }
}

/** The keys are kept once the server has taken a call that they signed. */
async function withKeys(
  accessKeyId: string,
  accessKeySecret: string,
  connection: Connection,
  context: Context,
): Promise<KeyPair> {
  const keys = { accessKeyId, accessKeySecret };
  const url = addressOf(connection.endpoint);
  const request = requestOfWords(['QueryAccount', 'limit=1'], context.registry());
  const zone = await connection.signedWith(keys, request).catch((error) => {
    // Source: RestAuthenticationType.java, ZStack 5.2.1: nothing there reads them.
    const isForeign = isProblem(error, 'http-failed') && /was not registered by any/.test(error.facts.body);
    throw isForeign ? new CliError('keys-not-taken', { url }, undefined, { cause: error }) : error;
  });
  return { ...keys, account: accessKeyId, url, loggedInAt: context.io.now(), zone };
}

async function nameFor(kind: LoginKind, context: Context): Promise<string> {
  const { io, options, setting, text } = context;
  const isKey = kind === 'access-key';
  if (isKey && io.env.ZSTACK_ACCESS_KEY_ID) return io.env.ZSTACK_ACCESS_KEY_ID;
  const { value: account } = setting('account');
  if (typeof account === 'string' && !isKey) return account;
  if (canAsk(context) && !options.passwordStdin) {
    const { askText } = await import('../ask/ask.ts');
    return askText(io, isKey ? text.ask.keyId : text.ask.account, kind === 'account' ? 'admin' : '');
  }
  if (kind === 'account') return 'admin';
  throw new CliError('missing-params', { api: `login kind=${kind}`, names: ['name'] });
}

async function askKind({ io, text }: Context): Promise<LoginKind> {
  const { askChoice } = await import('../ask/ask.ts');
  return askChoice(io, text.ask.kind, text.ask.kinds);
}

/** What else a kind takes is asked for; a project only by the wizard, for it may be left out. */
async function completed(given: Given, kind: LoginKind, isOpen: boolean, { io, text }: Context): Promise<Given> {
  const { askText } = await import('../ask/ask.ts');
  const account = given.account ?? given.accountName ?? given.accountUuid;
  if (kind === 'user' && account === undefined) return { ...given, account: await askText(io, text.ask.owner, '') };
  const type = given.type ?? given.loginType;
  if ((kind === 'cas' || kind === 'generic') && type === undefined)
    return { ...given, type: await askText(io, text.ask.type, '') };
  if (!isOpen || !kind.startsWith('virtual-id')) return given;
  const project = await askText(io, text.ask.project, '');
  return project === '' ? given : { ...given, project };
}

/** A certificate that nobody vouches for is shown to a person, who may pin it. */
async function pinnedAfter(error: unknown, endpoint: Endpoint, context: Context): Promise<Context | undefined> {
  if (!isProblem(error, 'tls') || !error.facts.certificate || !canAsk(context)) return undefined;
  const { certificate, reason } = error.facts;
  await sayCertificate(certificate, context.text.trust.reason(reason), context);
  if (!(await wantsPin(context))) return undefined;
  await keepPin(endpoint, certificate.fingerprint, context);
  return { ...context, options: { ...context.options, pinned: { fingerprint: certificate.fingerprint } } };
}
