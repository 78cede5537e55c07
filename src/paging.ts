import type { Reply, SendOptions } from './client/client.ts';
import type { Connection } from './connection.ts';
import { type Context, canAsk } from './context.ts';
import { CliError } from './errors.ts';
import { type JsonObject, own } from './json/json.ts';
import type { Rows } from './json/rows.ts';
import { say } from './report.ts';
import type { Built } from './request/build.ts';
import type { Query } from './request/query.ts';

type Asked = NonNullable<Built['asked']>;
type Send = (query: Query, onRows?: SendOptions['onRows']) => Promise<Reply>;

/**
 * All rows of a query, page by page in one stable order; several pages are asked for at once, and their rows arrive as
 * if it had been one. Gives the envelope without rows. Where somebody can be asked, they are before more than
 * `manyRows` are fetched; throws `declined`.
 */
export async function sendAll(
  { query: wanted, request }: Asked,
  connection: Connection,
  context: Context,
  onRows: (rows: Rows) => Promise<void>,
): Promise<JsonObject> {
  const { io, options } = context;
  const query = ordered(wanted);
  const send: Send = (query, onRows) => connection.send(request(query), onRows && { onRows });
  await askFirst(query, send, context);
  const progress = progressLine(context);
  try {
    return await fetchPages(
      query,
      options.pageSize || usualPage,
      send,
      async (rows) => {
        progress.add(rows.count);
        await onRows(rows);
      },
      progress.expect,
    );
  } finally {
    await progress.clear();
  }

  async function askFirst(query: Query, send: Send, { text }: Context): Promise<void> {
    if (!canAsk(context) || options.yes || query.count) return;
    const total = await countOf(query, send);
    if (total === undefined) return;
    const rows = Math.min(Math.max(0, total - (query.start ?? 0)), query.limit ?? Number.POSITIVE_INFINITY);
    if (rows <= usualPage) return;
    if (rows <= manyRows) return say(context, text.rows.count(rows));
    const { confirm } = await import('./ask/ask.ts');
    const isWanted = await confirm({ stdin: io.stdin, prompts: io.prompts }, text.rows.fetchAll(rows));
    if (!isWanted) throw new CliError('declined', { api: query.api.name });
  }
}

/** Rows of the server, fetched without asking. */
const manyRows = 10_000;
/** Larger pages gain nothing, and the server has this limit by itself. */
const usualPage = 1000;
const inFlight = 8;
/** Bytes of a page that wait for the pages before it. */
const mostWaiting = 4 << 20;

/** Without an order of its own, a query that can be is ordered by uuid; equal rows of any other order are too. */
function ordered(query: Query): Query {
  const hasUuid = query.target?.inventory.queryable?.includes('uuid') ?? false;
  if (!hasUuid || query.sortBy === 'uuid') return query;
  return query.sortBy === undefined ? { ...query, sortBy: 'uuid' } : { ...query, thenBy: 'uuid' };
}

/** The number of rows that match, wherever the server can say; `start` and `limit` do not count. */
async function countOf(query: Query, send: Send): Promise<number | undefined> {
  const { limit, start, fields, sortBy, sortDirection, thenBy, replyWithCount, ...rest } = query;
  return totalIn((await send({ ...rest, count: true })).envelope);
}

function totalIn(envelope: JsonObject): number | undefined {
  const total = own(envelope, 'total');
  return typeof total === 'number' ? total : undefined;
}

async function fetchPages(
  query: Query,
  pageSize: number,
  send: Send,
  onRows: (rows: Rows) => Promise<void>,
  expect: (rows: number) => void,
): Promise<JsonObject> {
  const start = query.start ?? 0;
  const wanted = query.limit ?? Number.POSITIVE_INFINITY;
  const page = async (from: number, give: (rows: Rows) => Promise<void>, more: Partial<Query> = {}) => {
    const limit = Math.min(pageSize, start + wanted - from);
    let count = 0;
    const reply = await send({ ...query, ...more, start: from, limit }, async (rows) => {
      count += rows.count;
      await give(rows);
    });
    return { envelope: reply.envelope, isFull: count === limit };
  };

  // With fields, the server counts the rows in which the first of them holds something.
  const first = await page(start, onRows, query.fields ? {} : { replyWithCount: true });
  const { total: counted, ...others } = first.envelope;
  const envelope = query.replyWithCount ? first.envelope : others;
  let next = start + pageSize;
  if (query.count || !first.isFull || next >= start + wanted) return envelope;
  const total = query.fields ? await countOf(query, send) : totalIn(first.envelope);
  const end = start + Math.min(wanted, total === undefined ? Number.POSITIVE_INFINITY : total - start);
  if (Number.isFinite(end)) expect(end - start);

  const window: { readonly lane: Lane; readonly done: Promise<boolean> }[] = [];
  let isEnd = false;
  const fill = (): void => {
    while (window.length < inFlight && next < end && !isEnd) {
      const lane = new Lane(onRows);
      const done = page(next, (rows) => lane.give(rows)).then(({ isFull }) => isFull);
      done.catch(() => undefined);
      window.push({ lane, done });
      next += pageSize;
    }
  };
  for (fill(); window.length > 0; fill()) {
    const { lane, done } = window[0] as (typeof window)[number];
    await lane.open();
    isEnd ||= !(await done);
    window.shift();
  }
  return envelope;
}

/** Rows of a page wait here until it is their turn; when too many do, the server waits too. */
class Lane {
  readonly #waiting: Rows[] = [];
  #bytes = 0;
  #isOpen = false;
  #opened: Promise<void> | undefined;
  #release: () => void = () => undefined;
  readonly #turn = new Promise<void>((resolve) => {
    this.#release = resolve;
  });

  constructor(private readonly onRows: (rows: Rows) => Promise<void>) {}

  async give(rows: Rows): Promise<void> {
    if (!this.#isOpen) {
      this.#waiting.push(rows);
      this.#bytes += rows.bytes?.buffer.length ?? 0;
      if (this.#bytes > mostWaiting) await this.#turn;
      return;
    }
    await this.#opened;
    await this.onRows(rows);
  }

  /** It is the turn of this page: what waits goes first. */
  open(): Promise<void> {
    this.#opened ??= this.#flush();
    return this.#opened;
  }

  async #flush(): Promise<void> {
    this.#isOpen = true;
    for (const rows of this.#waiting.splice(0)) await this.onRows(rows);
    this.#release();
  }
}

/** How far it is, on one line of a terminal that vanishes at the end; never beside rows on the same terminal. */
function progressLine({ io, text }: Context) {
  const ended = new AbortController();
  let rows = 0;
  let total: number | undefined;
  const tick = async (): Promise<void> => {
    let isShown = false;
    for (;;) {
      await io.sleep(500, ended.signal).catch(() => undefined);
      if (ended.signal.aborted) break;
      isShown = true;
      await io.stderr.write(`\r\u001b[K${text.rows.soFar(rows, total)}`);
    }
    if (isShown) await io.stderr.write('\r\u001b[K');
  };
  const ticking = io.stderr.isTerminal && !io.stdout.isTerminal ? tick().catch(() => undefined) : undefined;
  return {
    add: (count: number): void => {
      rows += count;
    },
    expect: (rows: number): void => {
      total = rows;
    },
    clear: async (): Promise<void> => {
      ended.abort();
      await ticking;
    },
  };
}
