import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A management node that answers any query with as many rows as are asked for, faster than they can be read. */
export interface RowServer {
  readonly url: string;
  /** Rows that were written, to all who asked. */
  rows(): number;
  /** Answers that somebody still waits for. */
  open(): number;
  close(): void;
}

export interface RowServerOptions {
  readonly total?: number;
  /** Milliseconds before each answer. */
  readonly delay?: number;
  /** PEM texts, where it speaks https. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** `total` rows are there. */
export function startRowServer({ total = 1_000_000, delay = 0, tls }: RowServerOptions = {}): Promise<RowServer> {
  let rows = 0;
  let open = 0;
  const answer: RequestListener = (request, response) => {
    open++;
    response.on('close', () => open--);
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const start = Number(searchParams.get('start') ?? 0);
    const limit = Math.max(0, Math.min(Number(searchParams.get('limit') ?? 1000), total - start));
    const counted = searchParams.get('replyWithCount') === 'true' ? `,"total":${total}` : '';
    response.setHeader('Content-Type', 'application/json;charset=utf-8');
    setTimeout(() => {
      if (searchParams.get('count') === 'true') response.end(`{"total":${total}}`);
      else
        void writeRows(response, start, limit, counted, (count) => {
          rows += count;
        });
    }, delay);
  };
  const server = tls ? createSecure(tls, answer) : createServer(answer);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const url = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/zstack`;
      resolve({
        url,
        rows: () => rows,
        open: () => open,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
}

async function writeRows(
  response: ServerResponse,
  start: number,
  limit: number,
  after: string,
  written: (count: number) => void,
): Promise<void> {
  let isClosed = false;
  let wake = (): void => undefined;
  response.on('drain', () => wake());
  response.on('close', () => {
    isClosed = true;
    wake();
  });
  response.write('{"inventories":[');
  for (let at = 0; at < limit && !isClosed; ) {
    const from = (start + at) % inBlock;
    const count = Math.min(inBlock - from, limit - at);
    const piece = block.subarray(places[from], (places[from + count] as number) - (at + count === limit ? 1 : 0));
    at += count;
    written(count);
    if (response.write(piece) || isClosed) continue;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  response.end(`]${after}}`);
}

/** Row `at`, about 640 bytes: nested references, Chinese names, quotes and braces in texts, a number of 16 digits. */
export function rowText(at: number): string {
  const uuid = (salt: number): string => (at * 2654435761 + salt).toString(16).padStart(32, '0').slice(-32);
  return JSON.stringify({
    uuid: uuid(1),
    name: at % 3 === 0 ? `数据库备份-${at}` : `nightly-backup-${at}`,
    description: `kept for {"days": ${at % 90}} by "policy" \\ ${at}`,
    state: at % 50 === 0 ? 'Disabled' : 'Enabled',
    status: at % 40 === 0 ? 'Error' : 'Ready',
    type: 'zstack',
    size: 1_099_511_627_776 + at,
    metadata: '{"version":"5.2.1","tables":317}',
    createDate: 'Jan 1, 2026 2:00:00 AM',
    lastOpDate: 'Jan 2, 2026 2:00:00 PM',
    backupStorageRefs: [
      {
        databaseBackupUuid: uuid(1),
        backupStorageUuid: uuid(2),
        installPath: `/zstack_bs/database/${uuid(3)}.gz`,
        status: 'Ready',
        createDate: 'Jan 1, 2026 2:00:00 AM',
        lastOpDate: 'Jan 2, 2026 2:00:00 PM',
      },
    ],
  });
}

const inBlock = 1000;
const texts = Array.from({ length: inBlock }, (_, at) => Buffer.from(`${rowText(at)},`));
const block = Buffer.concat(texts);
const places = [0, ...texts.map((_, at) => texts.slice(0, at + 1).reduce((sum, { length }) => sum + length, 0))];
