import { describe, expect, it } from 'vitest';
import type { Exchange } from '../src/client/client.ts';
import { headersOf } from '../src/client/wire.ts';
import { requestOfWords } from '../src/request/own.ts';
import { traceLines } from '../src/trace.ts';
import { registry } from './request/registry.ts';

const canary = 'c4n4ry';

function traced(words: readonly string[], text: string, more: Partial<Exchange> = {}): string {
  const request = requestOfWords(words, registry);
  const headers = headersOf(request, { session: canary, jobUuid: 'job', userAgent: 'cli' });
  const url = `http://node:8080/zstack/v1${request.path}`;
  const exchange: Exchange = { request, url, headers, body: 'x', ms: 12.4, answer: { status: 200, text }, ...more };
  return traceLines(exchange, /^log-?in/i.test(words[0] ?? '')).join('\n');
}

describe('a traced exchange', () => {
  it('tells method, address, status, time and bodies', () => {
    expect(traced(['CreateZone', 'name=z'], '{"inventory":{"uuid":"u"}}').split('\n')).toEqual([
      'POST http://node:8080/zstack/v1/zones 200 12 ms',
      '> Authorization: ***',
      '> Content-Type: application/json; charset=utf-8',
      '> X-Job-UUID: job',
      '> User-Agent: cli',
      '> {"params":{"name":"z"}}',
      '< {"inventory":{"uuid":"u"}}',
    ]);
  });

  it('shows no secret: of bodies, answers, paths, tags of a log-in and texts within texts', () => {
    const all = [
      traced(
        ['LogInByLdap', 'uid=a', `password=${canary}`, `systemTags=${canary}`],
        `{"inventory":{"uuid":"${canary}"}}`,
      ),
      traced(['LogOut', `sessionUuid=${canary}`], '{}', { url: `http://n/zstack/v1/accounts/sessions/${canary}` }),
      traced(['QueryAccessKey'], `{"inventories":[{"AccessKeySecret":"${canary}","name":"shown"}]}`),
      traced(['GetVersion'], JSON.stringify({ result: JSON.stringify({ reply: { sessionUuid: canary } }) })),
      traced(['LogInByAccount', 'accountName=a', `password=${canary}`], `no json ${canary}`),
      traced(['QueryZone'], '{}', { url: `http://n/zstack/v1/zones?password=${canary}&q=name=x` }),
    ].join('\n');
    expect(all).not.toContain(canary);
    expect(all).toContain('shown');
    expect(all).toContain('q=name=x');
  });

  it('tells why nothing came', () => {
    expect(traced(['QueryZone'], '', { answer: { error: new TypeError('x') } })).toContain('TypeError 12 ms');
  });
});
