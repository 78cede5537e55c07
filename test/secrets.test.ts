import { describe, expect, it } from 'vitest';
import { liveQueryOf } from '../src/completion/values.ts';
import { lineOfWords } from '../src/language/words.ts';
import { namesSecret } from '../src/registry/secret.ts';
import { shownLine, shownRequest } from '../src/secrets.ts';
import { must } from './registry/sample.ts';
import { build } from './request/build.ts';
import { registry } from './request/registry.ts';

const canary = 'c4n4ry';
const shown = (...words: string[]) => shownLine(lineOfWords(words), registry);

describe('a line as it may be shown', () => {
  it('hides every secret parameter of every API', () => {
    let hidden = 0;
    for (const name of registry.apiNames()) {
      for (const param of registry.api(name)?.params ?? []) {
        if (!param.secret) continue;
        hidden++;
        expect(shown(name, `${param.name}=${canary}`).text, `${name} ${param.name}`).not.toContain(canary);
      }
    }
    expect(hidden).toBeGreaterThan(100);
  });

  it.each([
    ['LogInByAccuont', `password=${canary}`],
    ['login', `password=${canary}`],
    ['LogOut', `sessionUuid=${canary}`],
    ['LogInByAccount', `passwrod=a`, `Password=${canary} with spaces`],
    ['X', `properties.secretKey=${canary}`],
  ])('hides what its name gives away: %s', (...words) => {
    expect(shown(...words).text).not.toContain(canary);
  });

  it.each([
    ['explain', `LogInByAccount accountName=admin password=${canary}`],
    ['explain', `LogInByAccount accountName=admin 'password=${canary} x'`],
    ['explain', `'password=${canary}`],
    ['explain', 'LogInByAccount', `password=${canary}`],
    ['explain', `CreateSanSecSecretResourcePool sm4Key=${canary}`],
    ['AddCephPrimaryStorage', `monUrls=root:${canary}@1.2.3.4`],
  ])('hides what a line within a line or a URL holds: %s %s', (...words) => {
    const { text } = shown(...words);
    expect(text).not.toContain(canary);
    expect(text).toContain('***');
  });

  it('keeps places: what follows a secret is still pointed at', () => {
    const line = lineOfWords(['LogInByAccount', `password=${canary}`, 'acountName=x']);
    const { text, span } = shownLine(line, registry);
    const last = line.words[2];
    const { start, end } = span(last ?? { start: 0, end: 0 });
    expect(text.slice(start, end)).toBe('acountName=x');
  });

  it('a place inside a secret becomes the mask', () => {
    const line = lineOfWords(['LogInByAccount', 'password=abcdefgh']);
    const { text, span } = shownLine(line, registry);
    const { start, end } = span({ start: 'LogInByAccount password='.length, end: line.text.length });
    expect(text.slice(start, end)).toBe('***');
  });
});

it('is in no question about values that completion keeps on disk', () => {
  const inventory = must(registry.inventory('SdnController'), 'an inventory');
  const field = must(registry.field(inventory, 'name'), 'a field');
  const query = liveQueryOf(field, inventory, '=', [`password=${canary}`, 'ip=1.2.3.4'], { registry });
  expect(query).toMatchObject({ conditions: ['ip=1.2.3.4'] });
});

describe('names', () => {
  it.each([
    'password',
    'oldPassword',
    'AccessKeySecret',
    'sshPrivKey',
    'sessionUuid',
    'hmacToken',
    'psk',
    'clientSecrete',
  ])('%s tells a secret', (name) => {
    expect(namesSecret(name)).toBe(true);
  });

  it.each([
    'name',
    'secretResourcePoolUuid',
    'tokenUrl',
    'tokens',
    'maxNewTokens',
    'secretResourcePool',
    'uuid',
    'key',
  ])('%s tells none', (name) => {
    expect(namesSecret(name)).toBe(false);
  });
});

describe('a request as it may be shown', () => {
  it('hides secrets in the body', () => {
    const { request } = build(`LogInByLdap uid=me password=${canary}`);
    expect(JSON.stringify(shownRequest(request))).not.toContain(canary);
    expect(shownRequest(request).body).toEqual({ logInByLdap: { uid: 'me', password: '***' } });
  });

  it('hides secrets in the query string', () => {
    const api = registry
      .apiNames()
      .map((name) => registry.api(name))
      .find((api) => api?.method === 'GET' && api.kind !== 'query' && api.params.some((param) => param.secret));
    const param = api?.params.find((param) => param.secret)?.name;
    const others =
      api?.params
        .filter((other) => other.required && !other.secret)
        .map(({ name, values }) => `${name}=${values?.[0] ?? 'x'}`) ?? [];
    const { request } = build(`${api?.name} ${param}=${canary} ${others.join(' ')}`, { validate: false });
    expect(JSON.stringify(request.query)).toMatch(/c4n4ry|[0-9a-f]{128}/);
    expect(JSON.stringify(shownRequest(request))).not.toMatch(/c4n4ry|[0-9a-f]{128}/);
  });
});
