import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/settings/config.ts';
import { merged } from '../../src/settings/merge.ts';

const names = fc.constantFrom('output', 'color', 'url', 'pin');
const contents = fc.dictionary(names, fc.constantFrom('1', '2', true));
const configs: fc.Arbitrary<Config> = fc
  .record({
    settings: contents,
    profiles: fc.dictionary(fc.constantFrom('p', 'q', 'r'), contents),
    current: fc.option(fc.constantFrom('p', 'q'), { nil: undefined }),
  })
  .map(({ current, ...config }) => ({ ...config, ...(current !== undefined && { current }) }));

describe('what was edited while others changed settings', () => {
  it('keeps what both did', () => {
    const base: Config = { settings: { output: 'json' }, profiles: { old: {}, p: { url: 'a' } }, current: 'p' };
    const edited: Config = { settings: { output: 'csv' }, profiles: { p: { url: 'a', pin: 'x' } }, current: 'p' };
    const now: Config = {
      settings: { output: 'json', color: 'never' },
      profiles: { old: {}, p: { url: 'b' }, fresh: { url: 'c' } },
    };
    expect(merged(base, edited, now)).toEqual({
      settings: { output: 'csv', color: 'never' },
      profiles: { p: { url: 'b', pin: 'x' }, fresh: { url: 'c' } },
    });
  });

  it('is the edited where nobody else did anything, and what others did where nothing was edited', () => {
    fc.assert(
      fc.property(configs, configs, (one, other) => {
        expect(merged(one, other, one)).toEqual(other);
        expect(merged(one, one, other)).toEqual(other);
      }),
    );
  });
});
