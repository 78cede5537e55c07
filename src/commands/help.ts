import { optionTable } from '../options.ts';
import { pad } from '../output/width.ts';
import type { Command } from './command.ts';

/** What the program is, its commands and its options, from the tables that define them. */
export const help: Command = {
  arguments: [{ name: 'topic', kind: 'topic', optional: true }],
  options: ['output'],
  async run(_line, { io, text: { help } }) {
    const commands = Object.entries(help.command);
    const options = optionTable.map(({ flags, name, values }) => {
      const legal = values && !help.option[name].includes(values[0] ?? '') ? ` (${values.join(', ')})` : '';
      return [flags.startsWith('--') ? `    ${flags}` : flags, help.option[name] + legal] as const;
    });
    const text = [
      help.about,
      '',
      ...section(help.usage, help.usageLines),
      ...section(
        help.examples,
        examples.map((line) => [line, ''] as const),
      ),
      ...section(help.commands, commands),
      ...section(help.options, options),
      help.more,
    ];
    await io.stdout.write(`${text.join('\n')}\n`);
  },
};

/** Each is run by a test. */
export const examples = [
  'zstack-cli --sandbox QueryDatabaseBackup',
  `zstack-cli --sandbox QueryDatabaseBackup 'name~=nightly' fields=uuid,name,size sortBy=createDate limit=5`,
  `zstack-cli --sandbox QueryVmInstance state=Running | jq -r '.inventories[].name'`,
  'zstack-cli --dry-run QueryVmInstance host.zone.name=zone-1',
] as const;

function section(title: string, rows: readonly (readonly [string, string])[]): readonly string[] {
  const wide = Math.min(36, Math.max(...rows.map(([left]) => left.length)));
  return [
    `${title}:`,
    ...rows.map(([left, right]) => `  ${right ? pad(left, wide) : left}${right && '  '}${right}`),
    '',
  ];
}
