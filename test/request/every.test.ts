import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/input/document.ts';
import { isJsonObject, stringifyJson } from '../../src/json/json.ts';
import { readStatement, type Statement } from '../../src/language/statement.ts';
import { lineOfWords } from '../../src/language/words.ts';
import type { Api } from '../../src/registry/types.ts';
import { buildRequest } from '../../src/request/build.ts';
import { withDocument } from '../../src/request/document.ts';
import { variablesOf } from '../../src/request/path.ts';
import { plainSkeleton, skeletonOf } from '../../src/request/skeleton.ts';
import { yamlLines } from '../../src/skeleton.ts';
import { pages as english } from '../../src/text/en/pages.ts';
import { pages as chinese } from '../../src/text/zh/pages.ts';
import { registry } from './registry.ts';

const apis = registry.apiNames().map((name) => registry.api(name) as Api);

function filled(api: Api, text: string) {
  const bare = readStatement(lineOfWords([api.name])) as Statement;
  const statement = withDocument(api, bare, readDocument({ name: 'skeleton', text }));
  return buildRequest(api, statement, registry, { validate: true, byUuid: false });
}

const forms = {
  yaml: (api: Api) => yamlLines(skeletonOf(api, registry), english, registry).join('\n'),
  json: (api: Api) => stringifyJson(plainSkeleton(skeletonOf(api, registry)), 2),
  'yaml in Chinese': (api: Api) => yamlLines(skeletonOf(api, registry), chinese, registry).join('\n'),
};

describe('the skeleton of every API', () => {
  it('is one of at least two thousand', () => {
    expect(apis.length).toBeGreaterThan(2000);
  });

  for (const [form, print] of Object.entries(forms)) {
    it(`is a legal request as ${form}`, () => {
      for (const api of apis) {
        const { request } = filled(api, print(api));
        const variables = variablesOf(api.path ?? '');
        if (api.path === undefined) {
          expect(request, api.name).toMatchObject({ method: 'POST', message: api.fullName, reply: 'envelope' });
          continue;
        }
        expect(request.method, api.name).toBe(api.method);
        expect(request.path, api.name).toMatch(patternOf(api.path));
        expect(request.needSession, api.name).toBe(api.needSession ?? true);
        if (api.method === 'GET' || api.method === 'DELETE') expect(request.body, api.name).toBeUndefined();
        else {
          expect(Object.keys(request.body as object), api.name).toEqual([api.wrap]);
          const inner = (request.body as Record<string, object>)[api.wrap as string] as object;
          const required = api.params.filter((param) => param.required && !variables.includes(param.name));
          for (const { name } of required) expect(inner, api.name).toHaveProperty([name]);
          for (const name of variables) expect(inner, api.name).not.toHaveProperty([name]);
        }
      }
    });
  }

  it('as a message holds all of it beside each other, where the message is known', () => {
    for (const api of apis.filter(({ fullName }) => fullName !== undefined)) {
      const bare = readStatement(lineOfWords([api.name])) as Statement;
      const statement = withDocument(api, bare, readDocument({ name: 'skeleton', text: forms.json(api) }));
      const { request } = buildRequest(api, statement, registry, {
        validate: true,
        byUuid: false,
        transport: 'message',
      });
      expect(request, api.name).toMatchObject({ method: 'POST', path: '', message: api.fullName });
      expect(isJsonObject(request.body), api.name).toBe(true);
      const required = api.kind === 'query' ? [] : api.params.filter((param) => param.required);
      for (const { name } of required) expect(request.body, api.name).toHaveProperty([name]);
    }
  });

  it('names every parameter once, the required ones first', () => {
    for (const api of apis.filter(({ kind }) => kind !== 'query')) {
      const blanks = skeletonOf(api, registry);
      for (const { name } of api.params)
        expect(
          blanks.filter((blank) => blank.name === name),
          api.name,
        ).toHaveLength(1);
      const first = blanks.findIndex(({ required }) => !required);
      expect(
        blanks.slice(first < 0 ? blanks.length : first).some(({ required }) => required),
        api.name,
      ).toBe(false);
    }
  });

  it('is YAML also when every comment is taken away', () => {
    for (const api of apis) {
      const whole = forms.yaml(api).replace(/^[\s#-]+(?=\w+:)/gm, (start) => start.replaceAll('#', ''));
      expect(() => readDocument({ name: api.name, text: whole }), `${api.name}\n${whole}`).not.toThrow();
    }
  });
});

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);
}
