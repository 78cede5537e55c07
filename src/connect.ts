import { type Client, openClient, type SendOptions } from './client/client.ts';
import type { Job } from './client/job.ts';
import type { Keys } from './client/sign.ts';
import { addressOf, type Endpoint, endpointOf, originOf, type Sign } from './client/wire.ts';
import type { Connection, Sending } from './connection.ts';
import { type Context, profileNamed, profileOf } from './context.ts';
import { enterSandbox, runningIn } from './door.ts';
import { CliError, isProblem } from './errors.ts';
import type { Signatory } from './login/keys.ts';
import { logIn } from './login/session.ts';
import { reachOf } from './reach.ts';
import { reportNotes, say } from './report.ts';
import type { HttpRequest } from './request/request.ts';
import type { KeyPair, Session } from './settings/sessions.ts';
import { timed } from './timing.ts';

/** Opens the way to the sandbox or to the node that options, environment or the stored session name. */
export async function connect(context: Context): Promise<Connection> {
  const { io, options, timing } = context;
  const door = options.sandbox ? await enterSandbox(context) : undefined;
  const endpoint = door ? endpointOf(door.url) : context.endpoint();
  if (options.insecure && endpoint.scheme === 'https')
    await reportNotes([{ code: 'insecure', facts: { url: originOf(endpoint) } }], context);
  const client: Client = openClient(endpoint, io, {
    ...(await reachOf(endpoint, context)),
    connections: options.all || context.isPrivate ? 'pooled' : 'single',
  });
  const sessions = context.sessions();
  const profile = profileOf(context.options);
  const { ZSTACK_SESSION_ID: given, ZSTACK_ACCESS_KEY_ID: keyId, ZSTACK_ACCESS_KEY_SECRET: keySecret } = io.env;

  /** A session is only ever shown to the server that gave it; the sandbox is itself on whatever port. */
  const entryHere = (): Session | KeyPair | undefined => {
    const known = sessions.peek(profile);
    const isHere = known && 'url' in known && (door || known.url === addressOf(endpoint));
    const entry = isHere ? sessions.find(profile) : undefined;
    return entry && 'url' in entry ? entry : undefined;
  };

  const storedSession = (): string | undefined => {
    if (given && !door) return given;
    const entry = entryHere();
    return entry && 'uuid' in entry ? entry.uuid : undefined;
  };

  /** Keys of the environment, else those that are kept, where no session comes before them. */
  const storedKeys = (): (Keys & { readonly zone?: string | undefined }) | undefined => {
    if (door || given) return undefined;
    if (keyId && keySecret) return { accessKeyId: keyId, accessKeySecret: keySecret };
    const entry = entryHere();
    return entry && 'accessKeyId' in entry ? entry : undefined;
  };

  let signatory: Signatory | undefined;
  const signed = async <T>(keys: Keys & { readonly zone?: string | undefined }, act: (sign: Sign) => Promise<T>) => {
    const { openSignatory } = await import('./login/keys.ts');
    signatory ??= openSignatory(context, client, keys, keys.zone);
    return signatory.sign(act);
  };

  /** The sandbox's own log-in, over the wire like any other. */
  const enter = async (): Promise<string> => {
    const admin = { api: 'LogInByAccount', words: { accountName: 'admin' } };
    const session = await logIn(context, client, endpoint, admin, 'password');
    await sessions.save(profile, session);
    await say(context, context.text.login.sandbox(session.account));
    return session.uuid;
  };

  const requireSession = async (): Promise<string> => {
    const session = storedSession();
    if (session !== undefined) return session;
    const entry = sessions.peek(profile);
    if (!door || (entry && 'loggedOut' in entry)) throw notLoggedIn(context);
    return enter();
  };

  const stored = (): { readonly session?: string } => {
    const session = storedSession();
    return session === undefined ? {} : { session };
  };

  /** Once for a session that has ended, whatever comes of it and however many calls it refused. */
  let renewal: { readonly of: string | undefined; readonly fresh: Promise<string | undefined> } | undefined;
  const renewed = (ended: string | undefined): Promise<string | undefined> => {
    if (!renewal || renewal.of !== ended) renewal = { of: ended, fresh: renew() };
    return renewal.fresh;
  };
  const renew = async (): Promise<string | undefined> => {
    const entry = entryHere();
    if (door) return enter();
    if (given || !entry || !('uuid' in entry)) return undefined;
    const { logInAgain } = await import('./login/again.ts');
    const session = await logInAgain(context, client, endpoint, entry);
    if (session) await sessions.save(profile, session);
    return session?.uuid;
  };

  const withSession = async <T>(
    request: HttpRequest,
    sending: Sending = {},
    act: (options: SendOptions) => Promise<T>,
  ): Promise<T> => {
    const { timeout } = context.options;
    const options = { signal: io.interrupted, ...(timeout !== undefined && { timeout }), ...sending };
    if (!request.needSession || options.session !== undefined) return act(options);
    const keys = storedKeys();
    if (keys && request.message !== undefined) throw new CliError('keys-need-rest', { api: request.api });
    if (keys) return signed(keys, (sign) => act({ ...options, sign }));
    const session = await requireSession();
    try {
      return await act({ ...options, session });
    } catch (error) {
      if (!isExpired(error)) throw error;
      const fresh = await renewed(session);
      if (fresh === undefined || fresh === session) throw error;
      if (!door && !maySendAgain(request, error)) throw new CliError('not-repeated', { api: request.api });
      const { jobUuid: _, ...again } = options;
      return act({ ...again, session: fresh });
    }
  };

  /** The time of a call is the server's until there is a job. */
  const clocked = async <T>(
    request: HttpRequest,
    sending: Sending | undefined,
    act: (options: SendOptions) => Promise<T>,
  ): Promise<T> => {
    if (!timing) return withSession(request, sending, act);
    let polled: (() => void) | undefined;
    const onJob = (job: Job): void => {
      polled ??= timing.begin('poll');
      sending?.onJob?.(job);
    };
    try {
      return await timed(timing, 'server', () => withSession(request, { ...sending, onJob }, act));
    } finally {
      polled?.();
    }
  };

  return {
    endpoint,
    requireSession,
    storedSession,
    send: (request, sending) => clocked(request, sending, (options) => client.send(request, options)),
    begin: (request, sending) => clocked(request, sending, (options) => client.begin(request, options)),
    ask: (job, signal = io.interrupted) => timed(timing, 'poll', () => client.ask(job, { signal, ...stored() })),
    async follow(job, options) {
      const session = stored();
      try {
        const following = { signal: io.interrupted, ...session, ...options };
        return await timed(timing, 'poll', () => client.follow(job, following));
      } catch (error) {
        if (!isExpired(error)) throw error;
        if ((await renewed(session.session)) === undefined) throw error;
        throw new CliError('not-repeated', { api: job.api });
      }
    },
    loginWords: () => {
      const entry = entryHere();
      return entry && 'uuid' in entry ? entry.login : undefined;
    },
    storedKeys,
    async signedWith(keys, request) {
      signatory = undefined;
      await signed(keys, (sign) => client.send(request, { signal: io.interrupted, sign }));
      return (signatory as Signatory | undefined)?.zone() ?? '';
    },
    keep: (session) => sessions.save(profile, session),
    forget: () => sessions.save(profile, { loggedOut: true }),
    close: async () => {
      await client.close();
      await door?.leave();
    },
  };
}

/** Codes of a session that is none any more: conf/errorCodes/identity.xml, ZStack 5.2.1. */
function isExpired(error: unknown): error is CliError<'api-failed'> {
  return isProblem(error, 'api-failed') && error.facts.error.code === 'ID.1001';
}

/**
 * What only reads, and what was refused as it came. A job that was refused did nothing either, but that is not said by
 * the server that took it, so a person decides.
 */
function maySendAgain({ method, needPoll }: HttpRequest, { facts }: CliError<'api-failed'>): boolean {
  return facts.jobUuid === undefined && (method === 'GET' || !needPoll);
}

/** Where others can send to: the sandbox too has to run as a server. Throws `sandbox-not-running`. */
export function lastingEndpoint(context: Context): Endpoint {
  if (!context.options.sandbox) return context.endpoint();
  const running = runningIn(context);
  if (!running) throw new CliError('sandbox-not-running', {});
  return endpointOf(running.url);
}

/** How to log in where that is to be done. */
export function notLoggedIn(context: Context): CliError {
  const { profile } = profileNamed(context);
  const way = context.options.sandbox ? '--sandbox ' : profile === undefined ? '' : `--profile ${profile} `;
  const login = `zstack-cli ${way}login`;
  return new CliError('not-logged-in', { profile: profileOf(context.options), login });
}
