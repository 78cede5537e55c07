import Ajv from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleOf } from '../../src/explain/example.ts';
import { schemaOf } from '../../src/explain/schema.ts';
import { isJsonObject } from '../../src/json/json.ts';
import { quoteWord } from '../../src/language/words.ts';
import type { Api } from '../../src/registry/types.ts';
import type { PageText } from '../../src/text/pages.ts';
import { textIn } from '../../src/text/text.ts';
import { build } from '../request/build.ts';
import { registry } from '../request/registry.ts';

let text: PageText;
beforeAll(async () => {
  text = await (await textIn('en')).pages();
});

const ajv = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true });
const schema = (name: string) => schemaOf(registry.api(name) as Api, registry, text);

it('the schema of every API is a schema of the draft 2020-12', () => {
  for (const name of registry.apiNames()) {
    const made = schema(name);
    expect(made.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(ajv.validateSchema(made), `${name} ${ajv.errorsText()}`).toBe(true);
  }
});

/** Parameters of a call as its schema describes them. */
function paramsOf(api: Api): unknown {
  const line = exampleOf(api, registry)
    .map((word) => quoteWord(word))
    .join(' ');
  const { body } = build(line).request;
  const inBody = isJsonObject(body) ? Object.values(body)[0] : {};
  const inPath = [...(api.path ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => [
    name,
    '36c27e8ff05c4780bf6d2fa65700f22e',
  ]);
  return JSON.parse(JSON.stringify({ ...(inBody as object), ...Object.fromEntries(inPath) }));
}

it('accepts the example of an API', () => {
  const apis = registry
    .apiNames()
    .flatMap((name) => registry.api(name) ?? [])
    .filter(({ method, kind }, at) => at % 5 === 0 && kind !== 'query' && (method === 'POST' || method === 'PUT'));
  expect(apis.length).toBeGreaterThan(200);
  for (const api of apis) {
    const validate = ajv.compile(schemaOf(api, registry, text));
    expect(validate(paramsOf(api)), `${api.name} ${ajv.errorsText(validate.errors)}`).toBe(true);
  }
});

describe('refuses', () => {
  it.each<[string, object]>([
    ['CreateDatabaseBackup', { name: 'a' }],
    ['CreateDatabaseBackup', { name: '', backupStorageUuid: 'a' }],
    ['CreateDatabaseBackup', { name: 'a'.repeat(256), backupStorageUuid: 'a' }],
    ['CreateDatabaseBackup', { name: 'a', backupStorageUuid: 'a', nmae: 'b' }],
    ['ChangeZoneState', { uuid: 'a', stateEvent: 'on' }],
    [
      'AddIpv6Range',
      { name: 'a', l3NetworkUuid: 'a', startIp: 'a', endIp: 'b', gateway: 'c', prefixLen: 7, addressMode: 'x' },
    ],
    ['AddSecurityGroupRule', { securityGroupUuid: 'a', rules: [{ type: 'Inward' }] }],
    ['AddSecurityGroupRule', { securityGroupUuid: 'a', rules: [] }],
    ['QueryVmInstance', { conditions: [{ name: 'uuid', op: '~=', value: 'x' }] }],
    ['QueryVmInstance', { fields: ['nmae'] }],
    ['QueryVmInstance', { limit: -1 }],
  ])('%s %j', (name, params) => {
    expect(ajv.compile(schema(name))(params)).toBe(false);
  });

  it('nothing that is right', () => {
    const params = { conditions: [{ name: 'vmNics.ip', op: 'like', value: '10.%' }], fields: ['uuid'], limit: 5 };
    expect(ajv.compile(schema('QueryVmInstance'))(params)).toBe(true);
  });
});
