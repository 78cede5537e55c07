import { describe, expect, it, test } from 'vitest';
import { type Given, kindOf, nameIn, stepsOf } from '../../src/login/kinds.ts';
import { isSecret } from '../../src/secrets.ts';
import { registry } from '../request/registry.ts';

describe('the kind of a log-in', () => {
  test.each<[Given, string]>([
    [{}, 'account'],
    [{ kind: 'cas' }, 'cas'],
    [{ kind: 'cas', uid: 'x' }, 'cas'],
    [{ accountName: 'admin' }, 'account'],
    [{ uid: 'alice' }, 'ldap'],
    [{ userName: 'bob', accountName: 'admin' }, 'user'],
    [{ loginType: 'plugin' }, 'generic'],
    [{ project: 'web' }, 'virtual-id'],
    [{ accessKeyId: 'x' }, 'access-key'],
  ])('of %j is %s', (given, kind) => expect(kindOf(given, 'account')).toBe(kind));

  it('is what was set where nothing says otherwise', () => {
    expect(kindOf({ name: 'alice' }, 'ldap')).toBe('ldap');
    expect(kindOf({ uid: 'alice', project: 'web' }, 'virtual-id-ldap')).toBe('virtual-id-ldap');
  });

  it('is one of those that there are, and the nearest is named', () => {
    const meant = { code: 'not-one-of', facts: { nearest: ['account'] } };
    expect(() => kindOf({ kind: 'acount' }, 'ldap')).toThrow(
      expect.objectContaining({ ...meant, facts: expect.objectContaining(meant.facts) }),
    );
    expect(() => kindOf({ kind: 'x' }, 'account')).toThrow(expect.objectContaining({ code: 'not-one-of' }));
  });
});

describe('the calls of a log-in', () => {
  const steps = (given: Given) => {
    const kind = kindOf(given, 'account');
    if (kind === 'access-key') throw new Error(kind);
    return stepsOf(kind, nameIn(given, kind) ?? '?', given);
  };
  const project = { api: 'LoginIAM2Project', words: { projectName: 'web' } };
  test.each<[Given, unknown]>([
    [{ name: 'admin' }, { api: 'LogInByAccount', words: { accountName: 'admin' } }],
    [
      { kind: 'user', name: 'bob', account: 'dev' },
      { api: 'LogInByUser', words: { userName: 'bob', accountName: 'dev' } },
    ],
    [
      { userName: 'bob', accountUuid: 'u' },
      { api: 'LogInByUser', words: { userName: 'bob', accountUuid: 'u' } },
    ],
    [{ uid: 'alice' }, { api: 'LogInByLdap', words: { uid: 'alice' } }],
    [
      { name: 'v', project: 'web' },
      { api: 'LoginIAM2VirtualID', words: { name: 'v' }, next: project },
    ],
    [
      { kind: 'virtual-id-ldap', name: 'v', projectName: 'web' },
      { api: 'LoginIAM2VirtualIDWithLdap', words: { uid: 'v' }, next: project },
    ],
    [
      { kind: 'virtual-id', name: 'v', platform: 'true' },
      { api: 'LoginIAM2VirtualID', words: { name: 'v' }, next: { api: 'LoginIAM2Platform', words: {} } },
    ],
    [
      { kind: 'cas', name: 'c', type: 't' },
      { api: 'LoginByCas', words: { name: 'c', type: 't' } },
    ],
    [
      { username: 'g', loginType: 'ldap', captchaUuid: 'c', verifyCode: '7' },
      { api: 'LogIn', words: { username: 'g', loginType: 'ldap', captchaUuid: 'c', verifyCode: '7' } },
    ],
  ])('for %j', (given, expected) => expect(steps(given)).toEqual(expected));

  test.each<[Given, string]>([
    [{ kind: 'user', name: 'bob' }, 'account'],
    [{ kind: 'cas', name: 'c' }, 'type'],
    [{ kind: 'generic', name: 'g' }, 'type'],
  ])('for %j need %s', (given, name) => {
    expect(() => steps(given)).toThrow(expect.objectContaining({ facts: expect.objectContaining({ names: [name] }) }));
  });

  it('take what the registry knows, and one secret', () => {
    for (const kind of ['account', 'user', 'ldap', 'virtual-id', 'virtual-id-ldap', 'cas', 'generic'] as const) {
      const { api: name, words } = stepsOf(kind, 'n', { account: 'a', type: 't', project: 'p' });
      const api = registry.api(name);
      expect(api?.params.map((param) => param.name)).toEqual(
        expect.arrayContaining([...Object.keys(words), 'password']),
      );
      expect(Object.entries(words).some(([word, value]) => isSecret({ name: word, value }, api, registry))).toBe(false);
    }
  });
});
