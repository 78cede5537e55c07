import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import type { Json } from './reply.ts';
import type { Db } from './sqlite.ts';

/** One call as the node took it; kept as JSON between its begin and its end, which another process may see to. */
export interface Call {
  readonly api: string;
  /** Path variables, `systemTags`, `userTags` and `resourceUuid` among them. */
  readonly params: Readonly<Record<string, Json>>;
  readonly jobUuid: string;
  /** Who calls. */
  readonly accountUuid: string;
}

/** What an effect works on, inside one transaction. */
export interface Scene {
  readonly db: Db;
  readonly registry: Registry;
  readonly api: Api;
  readonly call: Call;
  /** The node's time as `YYYY-MM-DD hh:mm:ss`. */
  readonly now: string;
  /** The same in milliseconds since 1970. */
  readonly clock: number;
  /** 32 lower-case hex digits of a version-4 uuid. */
  uuid(): string;
}

/**
 * What an asynchronous API does to the tables: something at once, such as a machine that turns `Starting`, and the rest
 * when its time is over. Both throw `Failure`.
 */
export interface Effect {
  /** Milliseconds from begin to end. */
  duration(scene: Scene): number;
  /** What it returns is kept for `finish`. */
  begin?(scene: Scene): Json;
  /** The body of the reply, `{"inventory": …}` or `{}`. */
  finish(scene: Scene, begun: Json): { readonly [key: string]: Json };
  /** It succeeds and changes nothing, where a real node would do something outside of its tables. */
  readonly simulated?: 'no-op';
  /** What it says to be doing while it runs, each for the same part of its time. */
  readonly steps?: readonly string[];
  /** Undoes the begin when `finish` failed or the call was cancelled. */
  undo?(scene: Scene, begun: Json): void;
}
