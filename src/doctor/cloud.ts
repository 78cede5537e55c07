import { connectorOf } from '../client/connect.ts';
import { originOf } from '../client/wire.ts';
import type { Connection } from '../connection.ts';
import { type Context, profileOf } from '../context.ts';
import { CliError, isProblem } from '../errors.ts';
import { isJsonObject, own } from '../json/json.ts';
import type { Check, CheckName } from '../problems/checks.ts';
import { reachOf } from '../reach.ts';
import { release } from '../registry/release.ts';
import { requestOfWords } from '../request/own.ts';

/** The management node, from the wire up; what needs more than there is is skipped. */
export async function cloudChecks(context: Context, connection: Connection): Promise<readonly Check[]> {
  const reach = await reached(context, connection);
  const certificate = await certified(context, connection, reach);
  if (reach.state === 'failed' || certificate.state === 'failed')
    return [reach, certificate, ...skipped('clock', 'release', 'login')];
  const [clock, version] = [await clocked(context, connection), await versioned(context, connection)];
  return [reach, certificate, clock, version, await loggedIn(context, connection)];
}

/** Where something on this side keeps even the first step from being made. */
export function noCloudChecks(error: unknown, context: Context): readonly Check[] {
  const facts = { url: addressIn(context), reason: reasonOf(error) };
  return [{ name: 'reach', state: 'failed', facts }, ...skipped('certificate', 'clock', 'release', 'login')];
}

function addressIn({ options }: Context): string {
  return options.url ?? options.host ?? profileOf(options);
}

async function reached(context: Context, { endpoint }: Connection): Promise<Check> {
  const { connectTimeout: timeout = 10_000, proxy } = await reachOf(endpoint, context);
  const facts = { url: originOf(endpoint), ...(proxy && { proxy: originOf(proxy.endpoint) }) };
  const began = context.io.now();
  try {
    const connector = connectorOf(endpoint, { timeout, proxy, trust: { insecure: true } });
    (await connector.open()).destroy();
    return { name: 'reach', state: 'ok', facts: { ...facts, ms: Math.round(context.io.now() - began) } };
  } catch (error) {
    return { name: 'reach', state: 'failed', facts: { ...facts, reason: reasonOf(error) } };
  }
}

async function certified(context: Context, { endpoint }: Connection, reach: Check): Promise<Check> {
  if (endpoint.scheme === 'http' || reach.state === 'failed') return { name: 'certificate', state: 'skipped' };
  try {
    const { connectTimeout: timeout = 10_000, proxy, trust } = await reachOf(endpoint, context);
    const { certificate, reason } = await connectorOf(endpoint, { timeout, proxy, trust }).inspect();
    const days = Math.floor((Date.parse(certificate.to) - context.io.now()) / 86_400_000);
    const pinned = trust?.fingerprint;
    const facts = { days, subject: certificate.subject };
    if (pinned !== undefined) {
      const isSame = pinned === certificate.fingerprint;
      const changed = isSame ? {} : { reason: 'pin-changed' };
      return { name: 'certificate', state: isSame ? 'ok' : 'failed', facts: { ...facts, trust: 'pin', ...changed } };
    }
    if (reason !== undefined)
      return {
        name: 'certificate',
        state: trust?.insecure ? 'warning' : 'failed',
        facts: { ...facts, trust: 'none', reason },
      };
    return { name: 'certificate', state: days < soon ? 'warning' : 'ok', facts: { ...facts, trust: 'authority' } };
  } catch (error) {
    return { name: 'certificate', state: 'failed', facts: { trust: 'none', reason: reasonOf(error) } };
  }
}

/** Days. */
const soon = 30;

/** None of what is asked here is a job; a server that makes one of it is not waited for, milliseconds. */
const brief = { timeout: 5000 };

async function clocked(context: Context, connection: Connection): Promise<Check> {
  const { io, registry } = context;
  try {
    const began = io.now();
    const { envelope } = await connection.send(requestOfWords(['GetCurrentTime'], registry()), brief);
    const times = own(envelope, 'currentTime');
    const time = isJsonObject(times) ? Number(own(times, 'MillionSeconds')) : Number.NaN;
    if (Number.isNaN(time)) return { name: 'clock', state: 'skipped' };
    const seconds = Math.round((time - (began + io.now()) / 2) / 1000);
    const apart = Math.abs(seconds);
    // Access keys are refused from 15 minutes on: RestServer.java, ZStack 5.2.1.
    return { name: 'clock', state: apart >= 900 ? 'failed' : apart > 60 ? 'warning' : 'ok', facts: { seconds } };
  } catch {
    return { name: 'clock', state: 'skipped' };
  }
}

async function versioned({ registry }: Context, connection: Connection): Promise<Check> {
  try {
    const { envelope } = await connection.send(requestOfWords(['GetVersion'], registry()), brief);
    const server = String(own(envelope, 'version') ?? '');
    const isAlike = server.split('.').slice(0, 2).join('.') === release.split('.').slice(0, 2).join('.');
    return { name: 'release', state: isAlike ? 'ok' : 'warning', facts: { server, known: release } };
  } catch (error) {
    return { name: 'release', state: 'failed', facts: { server: reasonOf(error), known: release } };
  }
}

async function loggedIn({ registry, sessions, options }: Context, connection: Connection): Promise<Check> {
  const entry = sessions().find(profileOf(options));
  const account = entry && 'account' in entry ? entry.account : null;
  const session = connection.storedSession();
  try {
    if (connection.storedKeys()) {
      await connection.send(requestOfWords(['QueryAccount', 'limit=1'], registry()), brief);
      return { name: 'login', state: 'ok', facts: { account, state: 'keys' } };
    }
    // The sandbox brings a session by itself, unless somebody logged out of it.
    const isOpen = options.sandbox && !(entry && 'loggedOut' in entry);
    if (session === undefined)
      return { name: 'login', state: isOpen ? 'ok' : 'warning', facts: { account, state: 'none' } };
    const { envelope } = await connection.send(
      requestOfWords(['ValidateSession', `sessionUuid=${session}`], registry()),
      brief,
    );
    const isValid = own(envelope, 'valid') === true;
    return {
      name: 'login',
      state: isValid ? 'ok' : 'failed',
      facts: { account, state: isValid ? 'valid' : 'expired' },
    };
  } catch (error) {
    if (isProblem(error, 'interrupted')) throw error;
    return { name: 'login', state: 'failed', facts: { account, state: 'expired' } };
  }
}

function skipped(...names: readonly CheckName[]): readonly Check[] {
  return names.map((name) => ({ name, state: 'skipped' }) as Check);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof CliError)) throw error;
  const { reason } = error.facts as { readonly reason?: string };
  return reason ?? error.code;
}
