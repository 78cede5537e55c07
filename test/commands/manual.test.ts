import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/arguments.ts';
import { allCommands, commandNames } from '../../src/commands/commands.ts';
import { manualPage } from '../../src/commands/manual.ts';
import { optionTable } from '../../src/options.ts';
import { type Lang, textIn } from '../../src/text/text.ts';

const hasGroff = spawnSync('groff', ['--version']).status === 0;

async function manual(lang: Lang): Promise<string> {
  const text = await textIn(lang);
  return manualPage(text, await text.pages(), '1.2.3');
}

describe.each<Lang>(['en', 'zh'])('the manual page (%s)', (lang) => {
  it('tells every command and every option', async () => {
    const page = (await manual(lang)).replaceAll('\\-', '-');
    for (const name of commandNames) expect(page).toContain(`.SS "zstack-cli ${name}"`);
    for (const { flags } of optionTable) expect(page).toContain(flags);
  });

  it('begins no line with what troff would take for a request', async () => {
    const requests = (await manual(lang)).split('\n').filter((line) => /^[.']/.test(line));
    expect(requests.filter((line) => !/^\.(?:TH|ad|SH|SS|PP|TP|B|nf|fi)\b/.test(line))).toEqual([]);
  });

  it.runIf(hasGroff)('is what groff reads without a warning', async () => {
    const { stdout, stderr } = spawnSync('groff', ['-man', '-ww', '-Kutf8', '-Tutf8'], { input: await manual(lang) });
    expect(stderr.toString()).toBe('');
    expect(stdout.toString()).toContain('--dry-run');
  });
});

it('the examples of commands can be read, and begin with their command', async () => {
  for (const [name, { examples = [] }] of Object.entries(await allCommands())) {
    for (const example of examples) {
      const [line = ''] = example.split(' | ');
      const { words } = readArguments(line.replaceAll("'", '').split(' '));
      expect(words[0]).toBe(name);
    }
  }
});

it('what a command takes is told by options that exist', async () => {
  const known = new Set(optionTable.map(({ name }) => name));
  for (const { options } of Object.values(await allCommands()))
    for (const name of options) expect(known).toContain(name);
});
