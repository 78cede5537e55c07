import http from 'node:http';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Endpoint } from '../../src/client/wire.ts';
import type { Options } from '../../src/context.ts';
import { isProblem, problemsOf } from '../../src/errors.ts';
import { readLine } from '../../src/language/words.ts';
import { runLine } from '../../src/line.ts';
import { formatNames } from '../../src/output/format.ts';
import { reportProblem } from '../../src/report.ts';
import { stageAt } from '../harness/context.ts';
import { registry } from '../request/registry.ts';
import { controlsIn, damaged, hostileText, jsonText, pollution, runs } from './hostile.ts';

interface Reply {
  readonly status: number;
  readonly headers: http.OutgoingHttpHeaders;
  /** A character for each byte, so that a failure can be read. */
  readonly body: string;
}

const job = 'a'.repeat(32);

/** What the server may mean, with something hostile in its place. */
const bodies: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: jsonText, weight: 1 },
  { arbitrary: fc.array(jsonText, { maxLength: 5 }).map((rows) => `{"inventories":[${rows.join(',')}]}`), weight: 3 },
  fc.tuple(fc.array(jsonText, { maxLength: 3 }), jsonText).map(([rows, total]) => {
    return `{"inventories":[${rows.map((row) => `{"uuid":"${job}","name":${row}}`).join(',')}],"total":${total}}`;
  }),
  jsonText.map((value) => `{"inventory":${value}}`),
  jsonText.map((value) => `{"error":${value}}`),
  fc.tuple(jsonText, jsonText, jsonText).map(([code, details, cause]) => {
    return `{"error":{"code":${code},"description":"no","details":${details},"cause":${cause}}}`;
  }),
  jsonText.map((value) => `{"location":"http://x/v1/api-jobs/${job}","apiTimeout":${value}}`),
  jsonText.map((value) => `{"location":${value}}`),
  jsonText.map((value) => `{"results":[{"inventories":${value},"total":${value}}]}`),
  jsonText.map((value) => `{"uuid":"${job}","state":"Done","result":${value}}`),
  jsonText.map((value) => {
    return `{"uuid":"${job}","state":"Done","result":${JSON.stringify(`{"org.zstack.Reply":${value}}`)}}`;
  }),
  fc.constant(`{"uuid":"${job}","state":"Processing"}`),
  hostileText.map((text) => `<html><head><title>${text}</title></head><body>${text}</body></html>`),
  hostileText,
);

const replies: fc.Arbitrary<Reply> = fc.record({
  status: fc.oneof(
    { arbitrary: fc.constant(200), weight: 5 },
    fc.constantFrom(201, 202, 204, 206, 301, 302, 307, 400, 401, 403, 404, 429, 500, 502, 503, 599),
  ),
  headers: fc.constantFrom<http.OutgoingHttpHeaders>(
    {},
    { 'content-encoding': 'gzip' },
    { 'content-type': 'text/html; charset=utf-16' },
    { location: '/zstack/v1/zones' },
    { location: 'http://evil\u00ff/' },
    { 'content-encoding': 'br', 'transfer-encoding': 'chunked' },
  ),
  body: bodies.chain(damaged).map((bytes) => bytes.toString('latin1')),
});

const statements = [
  'QueryZone',
  'QueryVmInstance name=x fields=name,uuid,vmNics',
  'QueryZone count=true',
  'ZQLQuery zql="query zone"',
  'GetVersion',
  'GetVmConsoleAddress uuid=x',
  'CreateZone name=x',
  'DeleteZone uuid=x',
  'LogInByAccount accountName=x password=y',
  'QueryZone zone.name=x',
  'jobs',
  `attach ${job}`,
];

const askings: fc.Arbitrary<Partial<Options>> = fc.record(
  {
    output: fc.constantFrom(...formatNames),
    columns: fc.constantFrom('name,uuid', 'name.x', '__proto__,constructor'),
    sort: fc.constantFrom('name', '-size', '__proto__'),
    query: fc.constantFrom('inventories[].name', '@', 'length(@)', 'keys(@)', 'sort_by(inventories,&name)'),
    maxBytes: fc.nat(2000),
    transport: fc.constantFrom('rest', 'message'),
    all: fc.constant(true),
    why: fc.constant(true),
    wait: fc.constant(false),
    raw: fc.boolean(),
    errorFormat: fc.constantFrom('text', 'json'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Options>>;

/** A server that answers with these one after the other, and with the last from then on. */
async function serverOf(replies: () => readonly Reply[]): Promise<Endpoint & { restart(): void }> {
  const at = { nth: 0 };
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const list = replies();
      const { status, headers, body } = list[Math.min(at.nth++, list.length - 1)] as Reply;
      response.writeHead(status, headers).end(body, 'latin1');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { scheme: 'http', host: '127.0.0.1', port, context: '/zstack', restart: () => Object.assign(at, { nth: 0 }) };
}

describe('whatever a server answers', () => {
  it('is a result or a problem of ours, and no terminal acts on it', { timeout: 3_600_000 }, async () => {
    let list: readonly Reply[] = [];
    const server = await serverOf(() => list);
    const property = fc.asyncProperty(
      fc.array(replies, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...statements),
      askings,
      fc.boolean(),
      fc.integer({ min: 10, max: 200 }),
      async (answers, text, options, isTerminal, columns) => {
        list = answers;
        server.restart();
        const asked = { timeout: 3000, yes: true, readTimeout: 10, ...options };
        const stage = stageAt(server, registry, asked, { isTerminal, columns });
        const problem = await runLine(readLine(text), stage.context, stage.connect).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (problem !== undefined) {
          if (!problemsOf(problem) || isProblem(problem, 'internal')) throw problem;
          const code = await reportProblem(problem, { ...stage.context, errorFormat: 'text' });
          expect([1, 2, 3, 4, 5, 6]).toContain(code);
        }
        if (isTerminal) expect(controlsIn(stage.stdout(), options.output === 'tsv' ? '\t' : '')).toEqual([]);
        expect(controlsIn(stage.stderr().replaceAll('\r\u001b[K', ''))).toEqual([]);
        expect(pollution()).toEqual([]);
      },
    );
    await fc.assert(property, runs(400));
  });
});
