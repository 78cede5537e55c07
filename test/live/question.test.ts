import { describe, expect, it } from 'vitest';
import type { LiveQuery } from '../../src/completion/world.ts';
import { parseJson } from '../../src/json/json.ts';
import { questionOf, valuesIn } from '../../src/live/question.ts';
import { data, must, registry } from '../registry/sample.ts';

const resources = (inventory: string): LiveQuery => ({ kind: 'resources', inventory });
const values = (inventory: string, field: string, ...conditions: readonly string[]): LiveQuery => ({
  kind: 'values',
  inventory,
  field,
  conditions,
});

describe('what is asked', () => {
  it('of resources are names and states, where there are some', () => {
    expect(must(questionOf(resources('VmInstance'), registry), 'a request')).toMatchObject({
      method: 'GET',
      path: '/vm-instances',
      query: [
        ['fields', 'uuid,name,state'],
        ['limit', '500'],
      ],
    });
    const host = must(questionOf(resources('KVMHost'), registry), 'a request');
    expect(host.query).toContainEqual(['q', 'hypervisorType=KVM']);
    expect(host.query).toContainEqual(['fields', 'uuid,name,state,status']);
    expect(questionOf(resources('NoSuchThing'), registry)).toBeUndefined();
  });

  it('of values are counts under the conditions, quoted', () => {
    const zql = (...query: Parameters<typeof values>) => questionOf(values(...query), registry)?.query;
    expect(zql('VmInstance', 'state')).toEqual([
      ['zql', 'count vminstance group by state order by groupCount desc limit 500'],
    ]);
    expect(zql('VmInstance', 'name', "name~=it's", 'host.zone.name?=a,b', 'hostUuid=null', 'cpuNum>2')).toEqual([
      [
        'zql',
        "count vminstance where name like '%it''s%' and host.zone.name in ('a','b') and hostUuid is null and cpuNum > '2'" +
          ' group by name order by groupCount desc limit 500',
      ],
    ]);
  });

  it('of a crowd is only what holds the typed part, which stands for itself', () => {
    const zql = (query: LiveQuery) => questionOf(query, registry)?.query[0]?.[1];
    expect(zql({ ...resources('Host'), part: "it's_5%" })).toBe(
      "query host.uuid,name,state,status where uuid like 'it''s\\\\_5\\\\%%' or name like '%it''s\\\\_5\\\\%%' limit 500",
    );
    expect(zql({ ...values('VmInstance', 'name', 'state=Running'), part: 'web' })).toBe(
      "count vminstance where state = 'Running' and name like '%web%' group by name order by groupCount desc limit 500",
    );
  });

  it('can be built for every inventory', () => {
    for (const { name } of data.inventories) {
      const query = resources(name.replace(/Inventory$/, ''));
      const request = questionOf(query, registry);
      if (request) expect([name, request.needSession, request.method]).toEqual([name, true, 'GET']);
    }
  });
});

describe('what is read', () => {
  const read = (query: LiveQuery, text: string) => valuesIn(query, parseJson(text) as never);

  it('of resources leaves out what has another shape', () => {
    const rows = '[{"uuid":"a","name":"x","state":"Enabled","status":"Connected"},{"uuid":"b"},{"name":"c"},null,7]';
    expect(read(resources('Host'), `{"inventories":${rows}}`)).toEqual([
      { value: 'b' },
      { value: 'a', name: 'x', state: 'Enabled, Connected' },
    ]);
    expect(
      read(
        { ...resources('Host'), part: 'x' },
        '{"results":[{"inventories":[{"uuid":"a","name":"z"},{"uuid":"b","name":"x"}]}]}',
      ),
    ).toEqual([
      { value: 'b', name: 'x' },
      { value: 'a', name: 'z' },
    ]);
    for (const odd of ['{}', '{"inventories":null}', '{"inventories":{"a":1}}', '{"__proto__":{"inventories":[]}}'])
      expect(read(resources('Host'), odd)).toEqual([]);
  });

  it('of values keeps every digit', () => {
    const counts = '[[{"size":9223372036854775807},3],[{"size":1},2],[{"size":null},1],[{}],7,[[],1]]';
    expect(read(values('Volume', 'size'), `{"results":[{"inventoryCounts":${counts}}]}`)).toEqual([
      { value: '9223372036854775807', count: 3 },
      { value: '1', count: 2 },
    ]);
    for (const odd of ['{}', '{"results":[]}', '{"results":[{"total":0}]}', '{"results":[{"inventoryCounts":1}]}'])
      expect(read(values('Volume', 'size'), odd)).toEqual([]);
  });
});
