import type { Connect } from '../connection.ts';
import { type Context, canAsk } from '../context.ts';
import { CliError } from '../errors.ts';
import { endOfJob, withConnection } from '../jobs/attach.ts';
import { recordOf } from '../jobs/find.ts';
import { refresh } from '../jobs/refresh.ts';
import { isOpen, type JobRecord } from '../settings/jobs.ts';
import { showEnded } from '../show.ts';
import type { Command } from './command.ts';
import { oneWordOf } from './words.ts';

/** `attach [job]`: follows a job begun in whatever shell to its end, and shows its result as the call would have. */
export const attach: Command = {
  arguments: [{ name: 'job', kind: 'job', optional: true }],
  options: ['output', 'timeout'],
  async run(line, context, connect) {
    const word = oneWordOf(line);
    const record = word ? recordOf(word, context.jobs().all()) : await chosenJob(context, connect);
    const uuid = record?.uuid ?? word?.text.toLowerCase() ?? '';
    const { api, envelope } = await withConnection(record, context, connect, (connection) =>
      endOfJob(uuid, record, connection, context, context.options.timeout),
    );
    await showEnded(api, envelope, context);
  },
};

/** The only job that runs, or the one that somebody chooses. Throws `no-open-job`, `which-job`. */
async function chosenJob(context: Context, connect: Connect): Promise<JobRecord> {
  await refresh(context, connect);
  const open = context.jobs().all().filter(isOpen);
  const [first, second] = open;
  if (!first) throw new CliError('no-open-job', {});
  if (!second) return first;
  const { io, text } = context;
  if (!canAsk(context)) {
    const jobs = open.map(({ uuid, api }) => `${uuid} ${api}`);
    throw new CliError('which-job', { jobs });
  }
  const { askChoice } = await import('../ask/ask.ts');
  const labels = open.map(({ uuid, api, startedAt }): [string, string] => [
    uuid,
    text.job.choice(api, uuid, (io.now() - startedAt) / 1000),
  ]);
  const chosen = await askChoice(io, text.job.which, Object.fromEntries(labels));
  return open.find(({ uuid }) => uuid === chosen) ?? first;
}
