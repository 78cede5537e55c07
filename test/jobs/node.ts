// Bundled and run by killed.test.ts as a process of its own: a management node that keeps its jobs and zones in a file, and
// kills itself at the moment it is told. Arguments: file, port, moment.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

interface Kept {
  readonly jobs: Record<string, { name: string; state: 'processing' | 'done' }>;
  readonly zones: { uuid: string; name: string }[];
}

const [file = '', port = '0', moment = 'never'] = process.argv.slice(2);
const kept: Kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { jobs: {}, zones: [] };

function save(): void {
  writeFileSync(`${file}.new`, JSON.stringify(kept));
  renameSync(`${file}.new`, file);
}

function dieAt(each: string): void {
  if (each === moment) process.kill(process.pid, 'SIGKILL');
}

/** A job that was accepted is done a little later, whoever asks; after a restart it is gone on with. */
function work(uuid: string): void {
  setTimeout(() => {
    const job = kept.jobs[uuid];
    if (job?.state !== 'processing') return;
    job.state = 'done';
    kept.zones.push({ uuid, name: job.name });
    save();
  }, 600);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const asked = /\/api-jobs\/(\w+)$/.exec(request.url ?? '')?.[1];
  if (asked !== undefined) {
    dieAt('while it is polled');
    const job = kept.jobs[asked];
    if (!job) response.writeHead(404).end('the job has been expired');
    else if (job.state === 'processing') response.writeHead(202).end('{}');
    else response.end(JSON.stringify({ inventory: kept.zones.find(({ uuid }) => uuid === asked) }));
    return;
  }
  dieAt('before it accepts');
  const uuid = String(request.headers['x-job-uuid']);
  if (kept.jobs[uuid]) return void response.writeHead(400).end(`Duplicate job uuid[${uuid}]`);
  kept.jobs[uuid] = { name: JSON.parse(body).params.name, state: 'processing' };
  save();
  work(uuid);
  dieAt('after it accepted');
  if (moment === 'within its answer') response.socket?.write('HTTP/1.1 202 OK\r\nContent-Le');
  dieAt('within its answer');
  response
    .writeHead(202)
    .end(JSON.stringify({ apiTimeout: 60_000, location: `http://elsewhere/v1/api-jobs/${uuid}` }), () =>
      dieAt('after its answer'),
    );
}

for (const uuid of Object.keys(kept.jobs)) work(uuid);
const server = createServer((request, response) => void answer(request, response));
server.listen(Number(port), '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
