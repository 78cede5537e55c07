import { isReply } from './client/client.ts';
import type { Connection, Sending } from './connection.ts';
import { type Json, type JsonObject, own } from './json/json.ts';
import type { Rows } from './json/rows.ts';

/** What came back while one line ran. */
export interface Recording {
  /** The connection, watched. */
  watch(connection: Connection): Connection;
  /** The last answer to that API; `too-large` where it had more rows than are kept. */
  answerTo(api: string): JsonObject | 'too-large' | undefined;
}

export function openRecording(): Recording {
  const answers = new Map<string, JsonObject | 'too-large'>();
  /** Rows that were written while they came, by API. */
  const streamed = new Map<string, Collected>();
  const keep = (api: string, envelope: JsonObject): void => {
    const rows = streamed.get(api);
    if (!rows) answers.set(api, envelope);
    else if (own(envelope, 'inventories') !== undefined)
      answers.set(api, rows.isTooLarge ? 'too-large' : { ...envelope, inventories: rows.values });
  };
  const collecting = (api: string, sending: Sending | undefined): Sending | undefined => {
    const onRows = sending?.onRows;
    if (!onRows) return sending;
    const rows = streamed.get(api) ?? { values: [], bytes: 0, isTooLarge: false };
    streamed.set(api, rows);
    return {
      ...sending,
      onRows: (more) => {
        collect(rows, more);
        return onRows(more);
      },
    };
  };
  return {
    watch: (connection) => ({
      ...connection,
      send: async (request, sending) => {
        const reply = await connection.send(request, collecting(request.api, sending));
        keep(request.api, reply.envelope);
        return reply;
      },
      begin: async (request, sending) => {
        const answer = await connection.begin(request, collecting(request.api, sending));
        if (isReply(answer)) keep(request.api, answer.envelope);
        return answer;
      },
      follow: async (job, timeout) => {
        const reply = await connection.follow(job, timeout);
        keep(job.api, reply.envelope);
        return reply;
      },
    }),
    answerTo: (api) => answers.get(api),
  };
}

interface Collected {
  readonly values: Json[];
  bytes: number;
  isTooLarge: boolean;
}

function collect(rows: Collected, more: Rows): void {
  rows.bytes += more.bytes?.ends.at(-1) ?? 0;
  rows.isTooLarge ||= rows.bytes > mostBytes || rows.values.length + more.count > mostRows;
  if (rows.isTooLarge) rows.values.length = 0;
  else rows.values.push(...more.values());
}

/** What is more is written and not kept. */
const mostBytes = 8 << 20;
const mostRows = 50_000;
