import { mayPass } from '../client/patience.ts';
import type { Connection } from '../connection.ts';
import type { Context } from '../context.ts';
import { CliError, type Span } from '../errors.ts';
import { type Expression, isTrue, readExpression } from '../json/jmespath.ts';
import { isArray, isJsonObject, type JsonObject, own } from '../json/json.ts';
import { quoteWord } from '../language/words.ts';
import { nearest } from '../registry/near.ts';
import type { Registry } from '../registry/registry.ts';
import type { Inventory } from '../registry/types.ts';
import { requestOfWords } from '../request/own.ts';
import { openWatch } from './watch.ts';

/** One resource that can be asked after. */
export interface Resource {
  readonly inventory: Inventory;
  readonly queryApi: string;
  readonly uuid: string;
}

/**
 * Looks at a resource until the expression is true of it, and gives it; a resource that is not there counts as null.
 * Throws `wait-timeout` after `timeout` ms, with the line that waits on.
 */
export async function waitFor(
  { inventory, queryApi, uuid }: Resource,
  text: string,
  connection: Connection,
  context: Context,
): Promise<JsonObject | undefined> {
  const { io, options, registry } = context;
  const { timeout = usualTimeout, poll = usualPoll } = options;
  const expression = await expressionFor(text, inventory);
  const kind = kindOf(inventory);
  const request = requestOfWords([queryApi, `uuid=${uuid}`], registry());
  const deadline = io.now() + timeout;
  let state: string | undefined;
  let isKnown = false;
  const watch = openWatch(context);
  watch.show(
    (seconds) => context.text.job.waiting({ kind, uuid, expression: text }, seconds, state),
    async () => ({}),
  );
  try {
    for (;;) {
      const sent = connection.send(request);
      // A server that was never there is not waited for.
      const seen = await (isKnown ? sent.catch(toleranceUntil(deadline, io)) : sent);
      if (seen) {
        isKnown = true;
        const found = firstOf(seen.envelope);
        if (holds(expression, found)) return found;
        const now = found && own(found, 'state');
        state = typeof now === 'string' ? now : undefined;
      }
      const left = deadline - io.now();
      if (left <= 0) {
        const program = options.sandbox ? 'zstack-cli --sandbox' : 'zstack-cli';
        const line = `${program} wait ${kind} ${uuid} --for ${quoteWord(text)}`;
        throw new CliError('wait-timeout', { kind, uuid, expression: text, seconds: timeout / 1000, line });
      }
      await io.sleep(Math.min(poll, left), io.interrupted);
    }
  } catch (error) {
    throw io.interrupted.aborted ? new CliError('interrupted', {}) : error;
  } finally {
    await watch.end();
  }
}

/** Reads `--for`; the fields of the resource are no text. Throws `bad-expression`, with an example of a right one. */
export async function expressionFor(
  text: string,
  inventory?: Inventory,
  example = '--for "state==Running"',
): Promise<Expression> {
  try {
    return await readExpression(text, (name) => inventory?.fields.some((field) => field.name === name) ?? true);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CliError('bad-expression', { expression: text, reason: error.message, example });
  }
}

/** A resource by its kind, `VmInstance` or `QueryVmInstance`. Throws `unknown-kind`. */
export function resourceOf(kind: string, uuid: string, registry: Registry, span: Span): Resource {
  const inventory = inventoryOf(kind, registry);
  if (!inventory?.queryApi)
    throw new CliError('unknown-kind', { kind, nearest: nearest(kind, registry.inventoryNames().map(stem)) }, span);
  return { inventory, queryApi: inventory.queryApi, uuid };
}

/** The kind of a resource as the server knows it. Source: APIGetResourceNamesMsg.java, ZStack 5.2.1. */
export async function findResource(
  uuid: string,
  connection: Connection,
  { registry }: Context,
): Promise<Resource | undefined> {
  const request = requestOfWords(['GetResourceNames', `uuids=${uuid}`], registry());
  const found = firstOf((await connection.send(request)).envelope);
  const type = found && own(found, 'resourceType');
  const inventory = typeof type === 'string' ? registry().inventory(type.replace(/VO$/, '')) : undefined;
  return inventory?.queryApi ? { inventory, queryApi: inventory.queryApi, uuid } : undefined;
}

/** `VmInstance` of `VmInstanceInventory`. */
export function kindOf({ name }: Inventory): string {
  return stem(name);
}

/** Milliseconds. */
const usualTimeout = 10 * 60_000;
const usualPoll = 2000;

function inventoryOf(kind: string, registry: Registry): Inventory | undefined {
  const api = registry.api(kind);
  return api?.kind === 'query' ? registry.queried(api) : registry.inventory(kind);
}

function stem(name: string): string {
  return name.replace(/Inventory$/, '');
}

function firstOf(envelope: JsonObject): JsonObject | undefined {
  const rows = own(envelope, 'inventories');
  const [first] = isArray(rows) ? rows : [];
  return isJsonObject(first) ? first : undefined;
}

/** A function that does not suit what is not yet there is not true yet. */
function holds(expression: Expression, found: JsonObject | undefined): boolean {
  try {
    return isTrue(expression.search(found ?? null));
  } catch {
    return false;
  }
}

/** What may pass is borne as long as there is time. */
function toleranceUntil(deadline: number, { now }: { now(): number }): (error: unknown) => undefined {
  return (error) => {
    if (!mayPass(error) || now() >= deadline) throw error;
    return undefined;
  };
}
