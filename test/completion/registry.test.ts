import { expect, it } from 'vitest';
import { complete } from '../../src/completion/complete.ts';
import { data, must, registry } from '../registry/sample.ts';
import { world } from './world.ts';

const queries = data.apis.filter((api) => api.kind === 'query');

it('offers every queryable field and every join of every query', () => {
  expect(queries.length).toBe(356);
  for (const api of queries) {
    const inventory = must(registry.queried(api), api.name);
    const line = `${api.name} `;
    const { candidates } = complete(line, line.length, world);
    const offered = (kind: string) =>
      candidates.filter((each) => each.kind === kind).map(({ text, tail }) => text + tail);
    const known = inventory.queryable ?? inventory.fields.map(({ name }) => name);
    const fields = inventory.fields.filter(({ name }) => known.includes(name) || inventory.maybe?.includes(name));
    expect([api.name, ...offered('field')]).toEqual([api.name, ...fields.map(({ name }) => `${name}=`)]);
    const joins = inventory.joins.filter((join) => !join.hidden).map(({ name }) => `${name}.`);
    expect([api.name, ...offered('join')]).toEqual([api.name, ...joins]);
    expect(offered('tag')).toHaveLength(3);
    const steering = new Set([...registry.common().queryParams.map(({ name }) => `${name}=`), 'timeout=']);
    expect(new Set(offered('param'))).toEqual(steering);
  }
});

it('offers every parameter of every other API, required ones first', () => {
  for (const api of data.apis.filter(({ kind }) => kind !== 'query')) {
    const line = `${api.name} `;
    const { candidates } = complete(line, line.length, world);
    const names = candidates.map(({ text }) => text);
    expect([api.name, names]).toEqual([api.name, expect.arrayContaining(api.params.map(({ name }) => name))]);
    const marks = candidates.map(({ required }) => required === true);
    expect([api.name, marks]).toEqual([api.name, marks.toSorted((one, other) => Number(other) - Number(one))]);
  }
});

it('offers the fields behind every join', () => {
  for (const api of queries) {
    for (const join of registry.queried(api)?.joins ?? []) {
      const line = `${api.name} ${join.name}.`;
      const fields = registry.inventory(join.to)?.fields.length ?? 0;
      expect([line, complete(line, line.length, world).candidates.length >= Math.min(fields, 3)]).toEqual([line, true]);
    }
  }
});
