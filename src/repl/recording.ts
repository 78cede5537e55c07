import { isReply } from '../client/client.ts';
import type { Connection } from '../connection.ts';
import type { JsonObject } from '../json/json.ts';

/** What came back while one line ran. */
export interface Recording {
  /** The connection, watched. */
  watch(connection: Connection): Connection;
  /** The last answer to that API. */
  answerTo(api: string): JsonObject | undefined;
  /** Milliseconds spent waiting for the server. */
  readonly waited: number;
}

export function openRecording(now: () => number): Recording {
  const answers = new Map<string, JsonObject>();
  let waited = 0;
  const timed = async <T>(act: () => Promise<T>): Promise<T> => {
    const began = now();
    try {
      return await act();
    } finally {
      waited += now() - began;
    }
  };
  const keep = <T>(api: string, answer: T): T => {
    if (typeof answer === 'object' && answer !== null && 'envelope' in answer)
      answers.set(api, answer.envelope as JsonObject);
    return answer;
  };
  return {
    watch: (connection) => ({
      ...connection,
      send: async (request, sending) => keep(request.api, await timed(() => connection.send(request, sending))),
      begin: async (request, sending) => {
        const answer = await timed(() => connection.begin(request, sending));
        return isReply(answer) ? keep(request.api, answer) : answer;
      },
      follow: async (job, timeout) => keep(job.api, await timed(() => connection.follow(job, timeout))),
    }),
    answerTo: (api) => answers.get(api),
    get waited() {
      return waited;
    },
  };
}
