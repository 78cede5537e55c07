import { describe, expect, it } from 'vitest';
import { checkedConfig } from '../../src/commands/config-edit.ts';
import { type CliError, problemsOf } from '../../src/errors.ts';
import { registry } from '../request/registry.ts';

/** What is wrong with a text: codes, and where each points to. */
async function wrongIn(text: string): Promise<readonly (readonly [code: string, at: string])[]> {
  const error = await checkedConfig({ name: 'config.json', text }, () => registry).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return (problemsOf(error) ?? []).map(({ code, span }: CliError) => [code, text.slice(span?.start, span?.end)]);
}

describe('settings that were edited', () => {
  it('are taken as they are meant', async () => {
    const text =
      '{\n\t"settings": {"read-timeout": "20", "read-only": "true"},\n\t"profiles": {"p": {"output": "json"}},\n}';
    expect(await checkedConfig({ name: 'config.json', text }, () => registry)).toEqual({
      settings: { 'read-timeout': 20, 'read-only': true },
      profiles: { p: { output: 'json' } },
    });
    expect(await checkedConfig({ name: 'config.json', text: '' }, () => registry)).toEqual({
      settings: {},
      profiles: {},
    });
  });

  it.each([
    ['{"settings": {"output": "tabel", "colour": 1}}', ['not-one-of', '"output"'], ['unknown-setting', '"colour"']],
    ['{"profiles": {"p": {"read-only": null}}}', ['not-one-of', '"read-only"']],
    ['{"profiles": {"all": {}, "default": {}}}', ['bad-profile-name', '"all"']],
    ['{"settings": {"columns.Zone": "nmae"}}', ['unknown-column', '"columns.Zone"']],
    ['{"current": "p"}', ['unknown-profile', '"current"']],
    ['{"setings": {}}', ['unknown-setting', '"setings"']],
    ['{"settings": {"connect-timeout": 1.50}}', ['bad-setting', '"connect-timeout"']],
    ['{"settings": {"__proto__": {"output": "json"}}}', ['unknown-setting', '"__proto__"']],
    ['{"settings": {"output": "json"', ['bad-config', '']],
    ['{"settings": {"output": "json" "color": "never"}}', ['bad-config', '"color"']],
    ['{"settings": {"output": "json", "output": "csv"}}', ['bad-config', '"']],
  ])('%s is refused in its place', async (text, ...expected) => {
    expect(await wrongIn(text)).toEqual(expected);
  });

  it.each(['{"settings": []}', '[1]', '{"profiles": {"p": 1}}', '7'])('%s has another form', async (text) => {
    expect((await wrongIn(text)).map(([code]) => code)).toEqual(['bad-config']);
  });
});
