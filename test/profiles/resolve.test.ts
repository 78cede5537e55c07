import { describe, expect, it, test } from 'vitest';
import type { Asked } from '../../src/options.ts';
import { isProfileName, resolve, type Sources } from '../../src/profiles/resolve.ts';
import { settings } from '../../src/profiles/table.ts';
import type { SettingKey } from '../../src/text/accounts.ts';

const asked: Asked = { validate: true, wait: true };
const config = {
  settings: { language: 'zh', 'read-timeout': 60, url: 'http://all:8080/zstack' },
  profiles: {
    prod: { url: 'https://prod:8443/zstack', 'read-only': true, output: 'table', pin: 'ab'.repeat(32) },
    test: { url: 'http://test:8080/zstack' },
  },
  current: 'test',
};
const found = (more: Partial<Sources> = {}) => resolve({ asked, env: {}, config, terminal: true, ...more });

describe('a setting', () => {
  it('comes from the option, else the environment, else the profile, else what is set for all, else the default', () => {
    const env = { ZSTACK_API_URL: 'http://env:8080/zstack' };
    const where = (sources: Partial<Sources>) => {
      const { value, origin } = found(sources).settings.url;
      return [value, origin];
    };
    expect(where({ asked: { ...asked, url: 'http://flag' }, env })).toEqual(['http://flag', 'flag']);
    expect(where({ env })).toEqual(['http://env:8080/zstack', 'environment']);
    expect(where({})).toEqual(['http://test:8080/zstack', 'profile']);
    expect(where({ asked: { ...asked, profile: 'default' } })).toEqual(['http://all:8080/zstack', 'config']);
    expect(where({ config: { settings: {}, profiles: {} } })).toEqual([undefined, 'default']);
  });

  it('becomes the option of its name', () => {
    const { options } = found({ asked: { ...asked, profile: 'prod' } });
    expect(options).toMatchObject({
      profile: 'prod',
      url: 'https://prod:8443/zstack',
      readOnly: true,
      output: 'table',
      lang: 'zh',
      readTimeout: 60,
      pinned: { origin: 'https://prod:8443' },
    });
    expect(options).not.toHaveProperty('connectTimeout');
    expect(options).not.toHaveProperty('pin');
  });

  it('never makes a script get anything but JSON, unless the command line says so', () => {
    const output = (more: Partial<Sources>) => found({ terminal: false, ...more }).options.output;
    expect(output({ asked: { ...asked, profile: 'prod' }, env: { ZSTACK_OUTPUT: 'table' } })).toBeUndefined();
    expect(output({ asked: { ...asked, output: 'table' } })).toBe('table');
  });

  it('leaves alone a host that is given', () => {
    expect(found({ asked: { ...asked, host: 'other' } }).options).not.toHaveProperty('url');
  });

  it('that is wrong is told with its place, and is as safe as can be', () => {
    const wrong = { settings: { color: 'blue', future: 1 }, profiles: { p: { 'read-only': 'yes', proxy: ['x'] } } };
    const { problems, options } = found({
      config: wrong,
      env: { ZSTACK_READ_TIMEOUT: '-1' },
      asked: { ...asked, profile: 'p' },
    });
    expect(problems.map(({ code, facts }) => [code, 'name' in facts && facts.name]).sort()).toEqual([
      ['bad-proxy', false],
      ['bad-setting', 'ZSTACK_READ_TIMEOUT'],
      ['not-one-of', 'color'],
      ['not-one-of', 'p.read-only'],
    ]);
    expect(options.readOnly).toBe(true);
  });

  test.each(Object.keys(settings) as SettingKey[])('%s has a variable of its own and a legal default', (key) => {
    const { env, initial } = settings[key];
    expect(env).toMatch(/^ZSTACK_[A-Z_]+$/);
    expect(Object.values(settings).filter((other) => other.env === env)).toHaveLength(1);
    expect(String(found({ config: { settings: {}, profiles: {} } }).settings[key].value)).toBe(String(initial));
  });
});

describe('a profile', () => {
  const names = (more: Partial<Sources>) => found(more).profiles;
  it('is the one named by the option, else by the environment, else the one in use, else default', () => {
    const env = { ZSTACK_PROFILE: 'prod' };
    expect(names({ asked: { ...asked, sandbox: true }, env })).toEqual(['sandbox']);
    expect(names({ asked: { ...asked, profile: 'default' }, env })).toEqual(['default']);
    expect(names({ env })).toEqual(['prod']);
    expect(names({})).toEqual(['test']);
    expect(names({ config: { settings: {}, profiles: {} } })).toEqual(['default']);
    expect(found({ asked: { ...asked, profile: 'sandbox' } }).options.sandbox).toBe(true);
  });

  it('may be several', () => {
    expect(names({ asked: { ...asked, profile: 'test,prod,test' } })).toEqual(['test', 'prod']);
    expect(names({ asked: { ...asked, profile: 'all' } })).toEqual(['prod', 'test']);
  });

  it('that is not there is an error with the nearest name', () => {
    const { problems } = found({ asked: { ...asked, profile: 'tset' } });
    expect(problems).toMatchObject([{ code: 'unknown-profile', facts: { name: 'tset', nearest: ['test'] } }]);
    expect(found({ asked: { ...asked, profile: '__proto__' } }).problems).toMatchObject([{ code: 'unknown-profile' }]);
    const none = found({ asked: { ...asked, profile: 'all' }, config: { settings: {}, profiles: {} } });
    expect(none.problems).toMatchObject([{ code: 'no-profiles' }]);
  });

  test.each([
    ['prod', true],
    ['生产', true],
    ['a.b_c@d-1', true],
    ['all', false],
    ['', false],
    ['-x', false],
    ['__proto__', false],
    ['a,b', false],
    ['a b', false],
    ['a\n', false],
  ])('may be called %j: %s', (name, legal) => expect(isProfileName(name)).toBe(legal));
});
