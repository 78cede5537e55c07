import { describe, expect, it } from 'vitest';
import type { Reply } from '../src/client/client.ts';
import { CliError, problemsOf } from '../src/errors.ts';
import { lookUp } from '../src/naming.ts';
import type { HttpRequest } from '../src/request/request.ts';
import { build } from './request/build.ts';
import { registry } from './request/registry.ts';

const hosts = [
  { uuid: 'u1', name: 'host-1' },
  { uuid: 'u2', name: 'host-2' },
  { uuid: 'u3', name: 'twin' },
  { uuid: 'u4', name: 'twin' },
  { uuid: 'u5', name: 'a, b' },
];

const known = hosts.map(({ name }) => name);

/** A cloud that answers queries of names without minding their case, as MySQL does. */
function cloud(rows: readonly { readonly uuid: string; readonly name: string }[]) {
  const asked: HttpRequest[] = [];
  const send = async (request: HttpRequest): Promise<Reply> => {
    asked.push(request);
    const q = request.query.find(([name]) => name === 'q')?.[1];
    const [, operator, value = ''] = /^name(\?=|=)(.*)$/.exec(q ?? '') ?? [];
    const wanted = (operator === '?=' ? value.split(',') : [value]).map((name) => name.toLowerCase());
    const inventories = rows.filter(({ name }) => q === undefined || wanted.includes(name.toLowerCase()));
    return { status: 200, envelope: { inventories: inventories.map((row) => ({ ...row })) } };
  };
  return { asked, send };
}

async function resolve(line: string, connection: ReturnType<typeof cloud>) {
  const { names } = build(line);
  return build(line, { uuidOf: await lookUp(names, connection, registry) }).request;
}

async function problems(line: string, connection = cloud(hosts)) {
  try {
    await resolve(line, connection);
  } catch (error) {
    return (problemsOf(error) ?? []).map(({ code, facts, span }) => [code, facts, line.slice(span?.start, span?.end)]);
  }
  return [];
}

describe('a name where a uuid is due', () => {
  it('is looked up with one query for each kind', async () => {
    const connection = cloud(hosts);
    const request = await resolve(`QueryVmInstance 'hostUuid?=@host-1,@name:host-2' lastHostUuid!=@host-1`, connection);
    expect(request.query).toEqual([
      ['q', 'hostUuid?=u1,u2'],
      ['q', 'lastHostUuid!=u1'],
    ]);
    expect(connection.asked.map(({ path, query }) => [path, query])).toEqual([
      [
        '/hosts',
        [
          ['q', 'name?=host-1,host-2'],
          ['fields', 'uuid,name'],
        ],
      ],
    ]);
  });

  it('may hold a comma', async () => {
    expect((await resolve(`CreateVmInstance name=x 'hostUuid=@a, b'`, cloud(hosts))).body).toEqual({
      params: { name: 'x', hostUuid: 'u5' },
    });
  });

  it('that several have is refused with their uuids', async () => {
    expect(await problems('DeleteHost uuid=@twin')).toEqual([
      ['ambiguous-name', { kind: 'Host', name: 'twin', uuids: ['u3', 'u4'] }, '@twin'],
    ]);
  });

  it('that nothing has is refused with the nearest, case and all', async () => {
    expect(await problems('CreateVmInstance name=x hostUuid=@hots-1 clusterUuid=@HOST-1')).toEqual([
      ['unknown-name', { kind: 'Host', name: 'hots-1', nearest: ['host-1'], known }, '@hots-1'],
      ['unknown-name', { kind: 'Cluster', name: 'HOST-1', nearest: ['host-1'], known }, '@HOST-1'],
    ]);
  });

  it('of something without names is refused before anything is asked', async () => {
    const connection = cloud(hosts);
    expect(await problems('LogOut sessionUuid=@me', connection)).toEqual([
      ['not-nameable', { name: 'sessionUuid', kind: 'Session' }, '@me'],
    ]);
    expect(connection.asked).toEqual([]);
  });

  it('needs no suggestion when the cloud will not give one', async () => {
    const empty = cloud([]);
    const refusing = {
      ...empty,
      send: async (request: HttpRequest) => {
        if (!request.query.some(([name]) => name === 'q'))
          throw new CliError('http-failed', { api: 'x', status: 500, body: '' });
        return empty.send(request);
      },
    };
    expect(await problems('DeleteHost uuid=@x', refusing)).toEqual([
      ['unknown-name', { kind: 'Host', name: 'x', nearest: [], known: [] }, '@x'],
    ]);
  });

  it('is not compared with what a server sends that is no row', async () => {
    const odd = {
      ...cloud([]),
      send: async (): Promise<Reply> => ({ status: 200, envelope: { inventories: ['x', { name: 5 }, { name: 'y' }] } }),
    };
    expect(await problems('DeleteHost uuid=@y', odd)).toEqual([
      ['unknown-name', { kind: 'Host', name: 'y', nearest: ['y'], known: ['y'] }, '@y'],
    ]);
  });
});
