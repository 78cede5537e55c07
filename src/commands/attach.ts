import { endOfJob, withConnection } from '../jobs/attach.ts';
import { recordOf } from '../jobs/find.ts';
import { showEnded } from '../show.ts';
import type { Command } from './command.ts';
import { neededWordOf } from './words.ts';

/** `attach <job>`: follows a job begun in whatever shell to its end, and shows its result as the call would have. */
export const attach: Command = {
  arguments: [{ name: 'job', kind: 'job' }],
  options: ['output', 'timeout'],
  async run(line, context, connect) {
    const word = neededWordOf(line, 'job');
    const record = recordOf(word, context.jobs().all());
    const uuid = record?.uuid ?? word.text.toLowerCase();
    const { api, envelope } = await withConnection(record, context, connect, (connection) =>
      endOfJob(uuid, record, connection, context, context.options.timeout),
    );
    await showEnded(api, envelope, context);
  },
};
