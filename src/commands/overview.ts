import type { OptionEntry } from '../options.ts';
import { optionTable } from '../options.ts';
import { command, type Page, type Row, text as sentence, term } from '../output/page.ts';
import type { PageText } from '../text/pages.ts';
import type { CommandName, Text } from '../text/text.ts';
import type { Command, CommandArgument } from './command.ts';
import { allCommands, commands } from './commands.ts';

/** Each is run by a test. */
export const examples = [
  'zstack-cli --sandbox QueryDatabaseBackup',
  `zstack-cli --sandbox QueryDatabaseBackup 'name~=nightly' fields=uuid,name,size sortBy=createDate limit=5`,
  `zstack-cli --sandbox QueryVmInstance state=Running | jq -r '.inventories[].name'`,
  'zstack-cli --dry-run QueryVmInstance host.zone.name=zone-1',
] as const;

/** What the program is, its commands and its options, from the tables that define them. */
export function overviewPage({ help }: Text): Page {
  return {
    title: 'zstack-cli',
    summary: help.about,
    parts: [
      { heading: help.usage, rows: help.usageLines.map(([line, what]) => term(line, what)) },
      { heading: help.examples, rows: examples.map((line) => command(...line.split(' '))) },
      { heading: help.commands, rows: Object.entries(help.command).map(([name, what]) => term(name, what)) },
      { heading: help.options, rows: optionTable.map((entry) => optionRow(entry, help)) },
      { heading: '', rows: [sentence(help.more)] },
    ],
  };
}

/** One command: how it is written, what its words are, its options. */
export async function commandPage(name: CommandName, { help }: Text, pages: PageText): Promise<Page> {
  const about = await commands[name]();
  const { arguments: words, examples: shown = [] } = about;
  const { heading, commands: said } = pages;
  return {
    title: `zstack-cli ${name}`,
    summary: help.command[name],
    parts: [
      { heading: heading.usage, rows: [command('zstack-cli', name, ...words.map((word) => usageWord(word)))] },
      {
        heading: heading.arguments,
        rows: words.map((word) =>
          term(
            `<${word.name}>`,
            [
              word.about ? said.about[word.about] : said.argument[word.kind],
              ...(word.choices ? [said.choices(word.choices)] : []),
            ].join(': '),
          ),
        ),
      },
      { heading: heading.options, rows: optionsOf(name, about).map((entry) => optionRow(entry, help)) },
      { heading: heading.examples, rows: shown.map((line) => command('zstack-cli', ...line.split(' '))) },
      { heading: '', rows: [sentence(said.globalOptions)] },
    ],
  };
}

/** All commands and options, for programs. */
export async function commandFacts({ help }: Text) {
  const optionFacts = ({ name, flags, values }: OptionEntry) => ({
    flags: flags.match(/--?[\w-]+/g) ?? [],
    summary: help.option[name],
    ...(values && { values }),
  });
  return {
    commands: Object.entries(await allCommands()).map(([name, about]) => ({
      name,
      summary: help.command[name as CommandName],
      arguments: about.arguments.map((word) => ({ ...word })),
      options: optionsOf(name, about).map((entry) => optionFacts(entry)),
    })),
    options: optionTable.map((entry) => optionFacts(entry)),
  };
}

function optionsOf(name: string, { options }: Command): readonly OptionEntry[] {
  return optionTable.filter((entry) => entry.of === name || options.includes(entry.name));
}

function usageWord({ name, kind, choices, optional, repeated }: CommandArgument): string {
  const few = choices && choices.length < 10 ? choices : undefined;
  const word = (few?.join('|') ?? (kind === 'assignment' ? `${name}=…` : `<${name}>`)) + (repeated ? ' …' : '');
  return optional ? `[${word}]` : word;
}

function optionRow({ flags, name, values }: OptionEntry, help: Text['help']): Row {
  const said = help.option[name];
  const legal = values && !said.includes(values[0] ?? '') ? ` (${values.join(', ')})` : '';
  return term(flags.startsWith('--') ? `    ${flags}` : flags, said + legal);
}
