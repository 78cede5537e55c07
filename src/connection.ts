import type { FollowOptions, Reply, SendOptions } from './client/client.ts';
import type { Job, JobName } from './client/job.ts';
import type { Keys } from './client/sign.ts';
import type { Endpoint } from './client/wire.ts';
import type { HttpRequest } from './request/request.ts';
import type { KeyPair, LoginWords, Session } from './settings/sessions.ts';

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
  follow(job: Job, options?: Pick<FollowOptions, 'timeout' | 'onTrouble'>): Promise<Reply>;
  /** What a new log-in of the stored session would take. */
  loginWords(): LoginWords | undefined;
  /** The keys that sign instead of a session. */
  storedKeys(): Keys | undefined;
  /** Signs a call with keys that are not kept yet, and tells the zone with which the server took it. */
  signedWith(keys: Keys, request: HttpRequest): Promise<string>;
  keep(session: Session | KeyPair): Promise<void>;
  forget(): Promise<void>;
  close(): Promise<void>;
}

/** `session`: another one than the stored. */
export type Sending = SendOptions;

/** Gives the connection that is open already, or opens it. */
export type Connect = () => Promise<Connection>;
