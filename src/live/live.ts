import path from 'node:path';
import type { LiveQuery, LiveValue } from '../completion/world.ts';
import type { Connect } from '../connection.ts';
import { type Context, profileOf } from '../context.ts';
import { CliError } from '../errors.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { cloudName, isOff } from './cloud.ts';
import { questionOf, valuesIn } from './question.ts';
import { isFresh, isPending, type Known, openValues, type Values } from './values.ts';

/** Values that exist in the cloud of a context: what is known at once, and a way to know more. */
export interface Live {
  /** For `World.live`. */
  read(query: LiveQuery): readonly LiveValue[] | undefined;
  /** Whether asking would tell more: nothing fresh is known and nobody asks yet. */
  wants(query: LiveQuery): boolean;
  /** Asks and keeps what comes. Never fails: why nothing came is kept too. */
  refresh(query: LiveQuery): Promise<void>;
  /** Why the last asking failed, where it did just now. */
  failure(query: LiveQuery): string | undefined;
}

/** Undefined where a person set `completion-live` to `off`. */
export function liveOf(context: Context, connect: Connect): Live | undefined {
  const { io } = context;
  if (isOff(context.setting('completion-live').value)) return undefined;
  const values = valuesOfCloud(context);
  const known = (query: LiveQuery): Known => values.read(query) ?? {};
  return {
    read: (query) => known(query).values,
    wants: (query) => !isFresh(known(query), io.now()) && !isPending(known(query), io.now()),
    refresh: async (query) => {
      const request = questionOf(query, context.registry());
      if (!request) return values.write(query, { at: io.now(), values: [] });
      const { askedAt: _, failedAt, reason, ...before } = known(query);
      values.write(query, { ...before, askedAt: io.now() });
      try {
        const connection = await connect();
        const { envelope } = await connection.send(request, {
          signal: AbortSignal.any([io.interrupted, AbortSignal.timeout(longest)]),
        });
        values.write(query, { at: io.now(), values: valuesIn(query, envelope) });
      } catch (error) {
        values.write(query, {
          ...before,
          failedAt: io.now(),
          reason: error instanceof CliError ? error.code : 'internal',
        });
      }
    },
    failure: (query) => {
      const { failedAt, reason } = known(query);
      return failedAt !== undefined && isPending({ failedAt }, io.now()) ? reason : undefined;
    },
  };
}

/** Milliseconds after which nobody waits for values any more. */
const longest = 20_000;

/** After a call that changes something: what was known of its kinds is not true any more. */
export function forgetChanged(api: Api, context: Context): void {
  valuesOfCloud(context).forget(kindsChanged(api, context.registry()));
}

/** What was known of the cloud of a context is asked for again. */
export function forgetValues(context: Context): void {
  valuesOfCloud(context).forgetAll();
}

/** The inventories that a call makes, changes or takes away, as far as its reply and its parameters tell. */
export function kindsChanged(api: Api, registry: Registry): readonly string[] {
  const results = Object.values(api.result ?? {}).flatMap((type) => /(\w+)Inventory/.exec(type)?.[1] ?? []);
  const targets = api.params.flatMap((param) => {
    const inventory = /uuids?$/i.test(param.name) ? registry.referenced(param) : undefined;
    return inventory ? [inventory.name.replace(/Inventory$/, '')] : [];
  });
  return [...new Set([...results, ...targets])];
}

function valuesOfCloud({ io, options, folders, sessions }: Context): Values {
  const profile = profileOf(options);
  const entry = sessions().peek(profile);
  const session = entry && 'url' in entry ? entry : undefined;
  return openValues(path.join(folders.cache, 'values', cloudName(profile, options, io.env, session)), io.now, io.uuid);
}
