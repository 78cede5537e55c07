import { type Measured, measure, type Subject } from './measure.ts';
import { startRowServer } from './server.ts';
import { has, node, ours, shell } from './subjects.ts';

/** Many rows in each format, beside curl alone and curl into jq. */
export async function rows(count: number, runs: number): Promise<readonly Measured[]> {
  const server = await startRowServer();
  const env = { ZSTACK_API_URL: server.url, ZSTACK_SESSION_ID: 'bench' };
  const curl = `curl -s '${server.url}/v1/database-backups?limit=${count}'`;
  const five = ['--columns', 'name,uuid,state,size,createDate'];
  const query = (format: string, words: readonly string[] = []): Subject =>
    ours(
      [format, ...words.slice(0, 1)].join(' '),
      ['QueryDatabaseBackup', `limit=${count}`, '-o', format, ...words],
      env,
    );
  const jq = has('jq') && count <= mostForJq;
  try {
    return await measure(
      [
        node,
        shell('curl', `exec ${curl}`),
        query('jsonl'),
        query('json'),
        query('table', five),
        query('csv', five),
        query('csv'),
        query('yaml'),
        query('name'),
        ...(jq
          ? [
              shell('curl | jq -c .inventories[]', `${curl} | jq -c '.inventories[]'`),
              shell('curl | jq .', `${curl} | jq .`),
              shell('curl | jq @tsv | column -t', `${curl} | jq -r '.inventories[] | ${tsv}' | column -t -s '\t'`),
            ]
          : []),
      ],
      runs,
    );
  } finally {
    server.close();
  }
}

/** Pages of a slow server: one after the other as curl fetches them, and as `--all` does. */
export async function pages(runs: number): Promise<readonly Measured[]> {
  const server = await startRowServer({ delay: 50, total: 40_000 });
  const env = { ZSTACK_API_URL: server.url, ZSTACK_SESSION_ID: 'bench' };
  const urls = Array.from(
    { length: 40 },
    (_, at) => `'${server.url}/v1/database-backups?limit=1000&start=${at * 1000}'`,
  );
  try {
    return await measure(
      [
        node,
        shell('curl, 40 pages in turn', `exec curl -s ${urls.join(' ')}`),
        ours('--all, 40 pages', ['QueryDatabaseBackup', '--all', '-o', 'jsonl'], env),
      ],
      runs,
    );
  } finally {
    server.close();
  }
}

/** The five columns, as jq writes them. */
const tsv = '[.name, .uuid, .state, .size, .createDate] | @tsv';

/** Beyond this jq needs gigabytes. */
const mostForJq = 100_000;
