import { type CallsOptions, openCalls } from './calls.ts';
import { Refusal } from './fault.ts';
import { broken, type Faults } from './faults.ts';
import { openHooks } from './hooks.ts';
import type { Outgoing } from './http.ts';
import { openLegacy } from './legacy.ts';
import { type Incoming, pathOf } from './rest/incoming.ts';
import { openRest } from './rest/rest.ts';

export interface NodeOptions extends CallsOptions {
  readonly faults: Faults;
  sleep(milliseconds: number): Promise<void>;
  /** Scheme, host and port by which the node knows itself. */
  origin(): string;
}

/** Where the node lives below its origin. */
export const context = '/zstack';

/** A management node. */
export interface ManagementNode {
  /** One request in, its answer out, and nothing thrown. */
  answer(incoming: Incoming): Promise<Outgoing>;
  /** Takes up what a node before it left undone. */
  start(): void;
  stop(): void;
}

export function openNode(options: NodeOptions): ManagementNode {
  const { registry, store, mode, uuid, faults, sleep } = options;
  /** Milliseconds that the node's clock is ahead. */
  let skew = 0;
  const now = (): number => options.now() + skew;
  const calls = openCalls({ registry, store, mode, now, uuid });
  const hooks = openHooks({ registry, calls, sleep });
  const rest = openRest({ registry, calls, uuid, hooks, address: () => options.origin() + context });
  const legacy = openLegacy({ registry, calls, uuid, now });

  const answer = async (incoming: Incoming): Promise<Outgoing> => {
    const path = pathOf(incoming, context);
    try {
      if (path?.startsWith('/v1/')) return await rest(incoming, path);
      if (path !== undefined && /^\/api(?:\/|$)/.test(path)) return await legacy(incoming, path);
      throw new Refusal(404, `no api mapping to ${path ?? incoming.target}`);
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: error.message };
      return { status: 500, body: error instanceof Error ? error.message : String(error) };
    }
  };

  return {
    answer: async (incoming) => {
      const struck = faults.strike(incoming);
      skew = 1000 * (struck.find(({ kind }) => kind === 'skew')?.seconds ?? 0);
      return struck.length === 0 ? answer(incoming) : broken(incoming, { store, faults: struck, answer, sleep });
    },
    start: () => hooks.watch(),
    stop: () => hooks.stop(),
  };
}
