import type { Connect, Connection } from '../connection.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { type Ended, endOfJob, withConnection } from '../jobs/attach.ts';
import { recordOf } from '../jobs/find.ts';
import { expressionFor, findResource, type Resource, resourceOf, waitFor } from '../jobs/wait.ts';
import { isJsonObject, own } from '../json/json.ts';
import type { Line, Word } from '../language/words.ts';
import type { Registry } from '../registry/registry.ts';
import { showEnded } from '../show.ts';
import type { Command } from './command.ts';

/**
 * `wait <job>`, `wait <Kind> <uuid> --for <JMESPath>`, `wait <uuid> --for <JMESPath>` where the server tells the kind.
 * With `--for` a job is waited for first, and then what it made.
 */
export const wait: Command = {
  arguments: [{ name: 'job', kind: 'jobOrUuid', repeated: true }],
  options: ['for', 'timeout', 'poll', 'output'],
  examples: [`wait VmInstance 36c27e8ff05c4780bf6d2fa65700f22e --for state=='Running'`],
  async run(line, context, connect) {
    const { first, second } = wordsOf(line);
    const wanted = context.options.for;
    if (wanted !== undefined) await expressionFor(wanted);
    if (second) {
      const resource = resourceOf(first.text, second.text, context.registry(), first);
      if (wanted === undefined)
        throw new CliError('option-needed', { command: 'wait', option: '--for' }, line.words[0]);
      return showResource(resource, wanted, await connect(), context);
    }
    const record = recordOf(first, context.jobs().all());
    if (record || wanted === undefined) return waitForJob(first, wanted, context, connect);
    const connection = await connect();
    const resource = await findResource(first.text, connection, context);
    if (!resource) throw new CliError('no-such-resource', { uuid: first.text }, first);
    await showResource(resource, wanted, connection, context);
  },
};

async function waitForJob(word: Word, wanted: string | undefined, context: Context, open: Connect): Promise<void> {
  const record = recordOf(word, context.jobs().all());
  const uuid = record?.uuid ?? word.text.toLowerCase();
  await withConnection(record, context, open, async (connection) => {
    const ended = await endOfJob(uuid, record, connection, context, context.options.timeout);
    if (wanted === undefined) return showEnded(ended.api, ended.envelope, context);
    const resource = resourceIn(ended, context.registry());
    if (!resource) throw new CliError('not-a-resource', { api: ended.api?.name ?? uuid }, word);
    await showResource(resource, wanted, connection, context);
  });
}

async function showResource(
  resource: Resource,
  wanted: string,
  connection: Connection,
  context: Context,
): Promise<void> {
  const found = await waitFor(resource, wanted, connection, context);
  await showEnded(context.registry().api(resource.queryApi), { inventories: found ? [found] : [] }, context);
}

function resourceIn({ api, envelope }: Ended, registry: Registry): Resource | undefined {
  const kind = api?.result?.inventory;
  const result = own(envelope, 'inventory');
  const uuid = isJsonObject(result) ? own(result, 'uuid') : undefined;
  const inventory = kind === undefined ? undefined : registry.inventory(kind);
  if (!inventory?.queryApi || typeof uuid !== 'string') return undefined;
  return { inventory, queryApi: inventory.queryApi, uuid };
}

function wordsOf({ words }: Line): { readonly first: Word; readonly second: Word | undefined } {
  const [command, first, second, extra] = words;
  if (!first) throw new CliError('missing-words', { command: 'wait', words: ['<job>'] }, command);
  if (extra) throw new CliError('unexpected-word', { word: extra.text, legal: [] }, extra);
  return { first, second };
}
