import { connectorOf } from '../client/connect.ts';
import { originOf } from '../client/wire.ts';
import { notLoggedIn } from '../connect.ts';
import type { Connection } from '../connection.ts';
import { type Context, profileNamed, profileOf } from '../context.ts';
import { CliError, isProblem, problemsOf } from '../errors.ts';
import { isJsonObject, own } from '../json/json.ts';
import type { Check, CheckName } from '../problems/checks.ts';
import { reachOf } from '../reach.ts';
import { release } from '../registry/release.ts';
import { requestOfWords } from '../request/own.ts';

/** What was found; a problem of an exchange is told as it is told anywhere else. */
export type Finding = Check & { readonly problem?: CliError };

/** The management node, from the wire up; what needs more than there is is skipped. */
export async function cloudChecks(context: Context, connection: Connection): Promise<readonly Finding[]> {
  const reach = await reached(context, connection);
  const certificate = await certified(context, connection, reach);
  if (reach.state === 'failed' || certificate.state === 'failed')
    return [reach, certificate, ...skipped('clock', 'release', 'login')];
  const [clock, version] = [await clocked(context, connection), await versioned(context, connection)];
  return [reach, certificate, clock, version, await loggedIn(context, connection)];
}

/** Where something on this side keeps even the first step from being made. */
export function noCloudChecks(error: unknown): readonly Finding[] {
  return [failed('reach', error), ...skipped('certificate', 'clock', 'release', 'login')];
}

async function reached(context: Context, { endpoint }: Connection): Promise<Finding> {
  try {
    const { connectTimeout: timeout = 10_000, proxy } = await reachOf(endpoint, context);
    const began = context.io.now();
    const connector = connectorOf(endpoint, { timeout, proxy, trust: { insecure: true } });
    (await connector.open()).destroy();
    const ms = Math.round(context.io.now() - began);
    const facts = { url: originOf(endpoint), ms, ...(proxy && { proxy: originOf(proxy.endpoint) }) };
    return { name: 'reach', state: 'ok', facts };
  } catch (error) {
    return failed('reach', error);
  }
}

async function certified(context: Context, { endpoint }: Connection, reach: Finding): Promise<Finding> {
  if (endpoint.scheme === 'http' || reach.state === 'failed') return { name: 'certificate', state: 'skipped' };
  try {
    const { connectTimeout: timeout = 10_000, proxy, trust } = await reachOf(endpoint, context);
    const { certificate, reason } = await connectorOf(endpoint, { timeout, proxy, trust }).inspect();
    const { subject, fingerprint, to } = certificate;
    const days = Math.floor((Date.parse(to) - context.io.now()) / 86_400_000);
    const where = { url: originOf(endpoint), ...profileNamed(context) };
    const pinned = trust?.fingerprint;
    if (pinned === fingerprint) return { name: 'certificate', state: 'ok', facts: { days, subject, trust: 'pin' } };
    if (pinned !== undefined)
      return failed('certificate', new CliError('pin-changed', { ...where, pinned, certificate }));
    if (reason !== undefined) {
      const found = failed('certificate', new CliError('tls', { ...where, reason, certificate }));
      return trust?.insecure ? { ...found, state: 'warning' } : found;
    }
    const facts = { days, subject, trust: 'authority' } as const;
    return days < soon
      ? { name: 'certificate', state: 'warning', code: 'certificate-ends-soon', facts }
      : { name: 'certificate', state: 'ok', facts };
  } catch (error) {
    return failed('certificate', error);
  }
}

/** Days. */
const soon = 30;

/** None of what is asked here is a job; a server that makes one of it is not waited for, milliseconds. */
const brief = { timeout: 5000 };

async function clocked(context: Context, connection: Connection): Promise<Finding> {
  const { io, registry } = context;
  try {
    const began = io.now();
    const { envelope } = await connection.send(requestOfWords(['GetCurrentTime'], registry()), brief);
    const times = own(envelope, 'currentTime');
    const time = isJsonObject(times) ? Number(own(times, 'MillionSeconds')) : Number.NaN;
    if (Number.isNaN(time)) return { name: 'clock', state: 'skipped' };
    const seconds = Math.round((time - (began + io.now()) / 2) / 1000);
    const apart = Math.abs(seconds);
    if (apart <= 60) return { name: 'clock', state: 'ok', facts: { seconds } };
    // Access keys are refused from 15 minutes on: RestServer.java, ZStack 5.2.1.
    return { name: 'clock', state: apart >= 900 ? 'failed' : 'warning', code: 'clocks-apart', facts: { seconds } };
  } catch (error) {
    if (isProblem(error, 'interrupted')) throw error;
    return { name: 'clock', state: 'skipped' };
  }
}

async function versioned({ registry }: Context, connection: Connection): Promise<Finding> {
  try {
    const { envelope } = await connection.send(requestOfWords(['GetVersion'], registry()), brief);
    const server = own(envelope, 'version');
    if (typeof server !== 'string') return { name: 'release', state: 'skipped' };
    const facts = { server, known: release };
    const isAlike = server.split('.').slice(0, 2).join('.') === release.split('.').slice(0, 2).join('.');
    return isAlike
      ? { name: 'release', state: 'ok', facts }
      : { name: 'release', state: 'warning', code: 'other-release', facts };
  } catch (error) {
    return failed('release', error);
  }
}

async function loggedIn(context: Context, connection: Connection): Promise<Finding> {
  const { registry, sessions, options } = context;
  const entry = sessions().peek(profileOf(options));
  const account = entry && 'account' in entry ? entry.account : null;
  try {
    const session = connection.storedSession();
    if (connection.storedKeys()) {
      await connection.send(requestOfWords(['QueryAccount', 'limit=1'], registry()), brief);
      return { name: 'login', state: 'ok', facts: { account, state: 'keys' } };
    }
    // The sandbox brings a session by itself, unless somebody logged out of it.
    const isOpen = options.sandbox && !(entry && 'loggedOut' in entry);
    if (session === undefined && isOpen) return { name: 'login', state: 'ok', facts: { account, state: 'open' } };
    if (session === undefined) return { ...failed('login', notLoggedIn(context)), state: 'warning' };
    const { envelope } = await connection.send(
      requestOfWords(['ValidateSession', `sessionUuid=${session}`], registry()),
      brief,
    );
    if (own(envelope, 'valid') === true) return { name: 'login', state: 'ok', facts: { account, state: 'valid' } };
    return {
      name: 'login',
      state: 'failed',
      code: 'session-ended',
      facts: { account, state: 'expired', ...profileNamed(context) },
    };
  } catch (error) {
    return failed('login', error);
  }
}

function skipped(...names: readonly CheckName[]): readonly Finding[] {
  return names.map((name) => ({ name, state: 'skipped' }) as Finding);
}

function failed(name: CheckName, error: unknown): Finding {
  const [problem] = problemsOf(error) ?? [];
  if (!problem || isProblem(problem, 'interrupted')) throw error;
  return { name, state: 'failed', problem } as Finding;
}
