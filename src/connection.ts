import type { Client, Reply, SendOptions } from './client/client.ts';
import type { Job, JobName } from './client/job.ts';
import { addressOf, type Endpoint, endpointOf, originOf } from './client/wire.ts';
import { type Context, profileOf } from './context.ts';
import { enterSandbox, runningIn } from './door.ts';
import { CliError, isProblem } from './errors.ts';
import { logIn } from './login/session.ts';
import { reachOf } from './reach.ts';
import { reportNotes, say } from './report.ts';
import type { HttpRequest } from './request/request.ts';
import type { Session } from './settings/sessions.ts';

/** A management node, the session there, and the one way to send to it. */
export interface Connection {
  readonly endpoint: Endpoint;
  /** The session in use; the sandbox brings its own unless somebody logged out. Throws `not-logged-in`. */
  requireSession(): Promise<string>;
  /** The session that is there already, without bringing one. */
  storedSession(): string | undefined;
  /** Sends with the session where the request needs one; throws `not-logged-in` where there is none. */
  send(request: HttpRequest, options?: Sending): Promise<Reply>;
  /** As `send`, and comes back when there is a reply or a job. */
  begin(request: HttpRequest, options?: Sending): Promise<Reply | Job>;
  /** Asks once after a job: `undefined` while it runs. */
  ask(job: JobName, signal?: AbortSignal): Promise<Reply | undefined>;
  /** Asks after a job until it ends or for `timeout` ms. */
  follow(job: Job, timeout?: number): Promise<Reply>;
  keep(session: Session): Promise<void>;
  forget(): Promise<void>;
  close(): Promise<void>;
}

export type Sending = Omit<SendOptions, 'session'>;

/** Gives the connection that is open already, or opens it. */
export type Connect = () => Promise<Connection>;

/** One connection for all that is done under a context, opened when first needed; `close` tells whether it was. */
export function connectionsOf(context: Context): { readonly connect: Connect; close(): Promise<boolean> } {
  let opened: Promise<Connection> | undefined;
  return {
    connect: () => {
      opened ??= connect(context);
      return opened;
    },
    close: async () => {
      const connection = await opened?.catch(() => undefined);
      await connection?.close();
      return connection !== undefined;
    },
  };
}

/** Opens the way to the sandbox or to the node that options, environment or the stored session name. */
export async function connect(context: Context): Promise<Connection> {
  const { io, options } = context;
  const door = options.sandbox ? await enterSandbox(context) : undefined;
  const endpoint = door ? endpointOf(door.url) : context.endpoint();
  if (options.insecure && endpoint.scheme === 'https')
    await reportNotes([{ code: 'insecure', facts: { url: originOf(endpoint) } }], context);
  const { openClient } = await import('./client/client.ts');
  const client: Client = openClient(endpoint, io, {
    ...(await reachOf(endpoint, context)),
    connections: options.all || context.isPrivate ? 'pooled' : 'single',
  });
  const sessions = context.sessions();
  const profile = profileOf(context.options);

  /** A session is only ever shown to the server that gave it; the sandbox is itself on whatever port. */
  const storedSession = (): string | undefined => {
    if (io.env.ZSTACK_SESSION_ID && !door) return io.env.ZSTACK_SESSION_ID;
    const entry = sessions.find(profile);
    return entry && 'uuid' in entry && (door || entry.url === addressOf(endpoint)) ? entry.uuid : undefined;
  };

  /** The sandbox's own log-in, over the wire like any other. */
  const enter = async (): Promise<string> => {
    const session = await logIn(context, client, endpoint, 'LogInByAccount', {
      accountName: 'admin',
      password: 'password',
    });
    await sessions.save(profile, session);
    await say(context, context.text.login.sandbox(session.account));
    return session.uuid;
  };

  const requireSession = async (): Promise<string> => {
    const session = storedSession();
    if (session !== undefined) return session;
    const entry = sessions.find(profile);
    if (!door || (entry && 'loggedOut' in entry)) throw notLoggedIn(context);
    return enter();
  };

  const stored = (): { readonly session?: string } => {
    const session = storedSession();
    return session === undefined ? {} : { session };
  };

  const withSession = async <T>(
    { needSession }: HttpRequest,
    sending: Sending = {},
    act: (options: SendOptions) => Promise<T>,
  ): Promise<T> => {
    const options = { signal: io.interrupted, ...sending };
    if (!needSession) return act(options);
    const session = await requireSession();
    try {
      return await act({ ...options, session });
    } catch (error) {
      // A refused session means that nothing was executed, so that sending once more, as another job, is safe.
      if (!door || !isProblem(error, 'api-failed') || error.facts.error.code !== 'ID.1001') throw error;
      const { jobUuid: _, ...again } = options;
      return act({ ...again, session: await enter() });
    }
  };

  return {
    endpoint,
    requireSession,
    storedSession,
    send: (request, sending) => withSession(request, sending, (options) => client.send(request, options)),
    begin: (request, sending) => withSession(request, sending, (options) => client.begin(request, options)),
    ask: (job, signal = io.interrupted) => client.ask(job, { signal, ...stored() }),
    follow: (job, timeout) =>
      client.follow(job, { signal: io.interrupted, ...stored(), ...(timeout !== undefined && { timeout }) }),
    keep: (session) => sessions.save(profile, session),
    forget: () => sessions.save(profile, { loggedOut: true }),
    close: async () => {
      await client.close();
      await door?.leave();
    },
  };
}

/** Where others can send to: the sandbox too has to run as a server. Throws `sandbox-not-running`. */
export function lastingEndpoint(context: Context): Endpoint {
  if (!context.options.sandbox) return context.endpoint();
  const running = runningIn(context);
  if (!running) throw new CliError('sandbox-not-running', {});
  return endpointOf(running.url);
}

function notLoggedIn(context: Context): CliError {
  const login = context.options.sandbox ? 'zstack-cli --sandbox login' : 'zstack-cli login';
  return new CliError('not-logged-in', { profile: profileOf(context.options), login });
}
