import { describe, expect, it } from 'vitest';
import { isSecretParam, maskedValue, withoutSecrets } from '../src/keeping.ts';
import { readLine } from '../src/language/words.ts';
import { registry } from './request/registry.ts';

const kept = (line: string): string => withoutSecrets(readLine(line), registry);

describe('a line that is kept', () => {
  it.each([
    ['QueryZone name=x', 'QueryZone name=x'],
    ['LogInByAccount accountName=a password=canary', 'LogInByAccount accountName=a password='],
    [`LogInByAccount password='canary with blanks' accountName=a`, `LogInByAccount password='' accountName=a`],
    ['LogInByAcount pasword=x password=canary', 'LogInByAcount pasword=x password='],
    ['login password="canary', 'login password="'],
    [`CreateSystemTag resourceType=x tag=canary`, /tag=/],
    [`alias up='LogInByAccount accountName=x password=canary'`, `alias 'up=LogInByAccount accountName=x password='`],
    ['query save q LogInByAccount password=canary', 'query save q LogInByAccount password='],
    ['watch -n 2 LogInByAccount password=canary', 'watch -n 2 LogInByAccount password='],
    [`X params='{"password":"canary"}'`, `X params=''`],
    [`X params="{\\"userPassword\\": \\"canary\\"}"`, 'X params=""'],
    ['!mysql --password canary', '!mysql --password '],
    ['!x --token=canary --password canary', '!x --token= --password '],
    ['X url=http://me:canary@host/', 'X url='],
  ])('%s', (line, expected) => {
    if (typeof expected === 'string') expect(kept(line)).toBe(expected);
    expect(kept(line)).not.toContain('canary');
  });

  it('holds no value of any parameter that the registry calls a secret', () => {
    const secrets = registry.apiNames().flatMap((name) => {
      const params = registry.api(name)?.params ?? [];
      return params.filter(({ secret }) => secret).map((param) => `${name} ${param.name}`);
    });
    expect(secrets.length).toBeGreaterThan(100);
    for (const secret of secrets) {
      const [api, param] = secret.split(' ') as [string, string];
      for (const line of [
        `${api} ${param}=canary`,
        `${api} a=b ${param}='can"ary canary'`,
        `alias x='${api} ${param}=canary'`,
        `query save x ${api} ${param}="canary"`,
      ])
        expect(kept(line)).not.toContain('canary');
      expect(isSecretParam(api, param, registry)).toBe(true);
    }
  });
});

describe('an answer that is kept', () => {
  it('has its secrets masked, however deep', () => {
    const value = {
      inventories: [{ uuid: 'u', password: 'x', nested: [{ accessToken: 't', ok: true }], secretKey: null }],
    };
    expect(maskedValue(value)).toEqual({
      inventories: [{ uuid: 'u', password: '***', nested: [{ accessToken: '***', ok: true }], secretKey: null }],
    });
    expect(maskedValue({ inventory: { uuid: 'u' } }, true)).toEqual({ inventory: { uuid: '***' } });
  });
});
