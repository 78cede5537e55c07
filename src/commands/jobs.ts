import { refresh } from '../jobs/refresh.ts';
import type { JsonObject } from '../json/json.ts';
import type { JobRecord } from '../settings/jobs.ts';
import { showRows } from '../show.ts';
import type { Command } from './command.ts';
import { choiceOf } from './words.ts';

/** `jobs`: those begun in any shell, the latest first; those that may still run are asked after for a moment. */
export const jobs: Command = {
  arguments: [],
  options: ['output'],
  async run(line, context, connect) {
    choiceOf(line, []);
    await refresh(context, connect);
    const { io } = context;
    const rows = context
      .jobs()
      .all()
      .map((record) => rowOf(record, io.now()));
    await showRows('jobs', rows, ['uuid', 'api', 'state', 'startedAt', 'seconds', 'profile'], context);
  },
};

function rowOf({ uuid, api, state, startedAt, endedAt, profile, url, long }: JobRecord, now: number): JsonObject {
  return {
    uuid,
    api,
    state,
    startedAt: new Date(startedAt).toISOString(),
    ...(endedAt !== undefined && { endedAt: new Date(endedAt).toISOString() }),
    seconds: Math.round(((endedAt ?? now) - startedAt) / 1000),
    profile,
    url,
    ...(long && { longJob: true }),
  };
}
