import { allCommands } from '../commands/commands.ts';
import type { Offered } from '../complete.ts';
import { complete } from '../completion/complete.ts';
import { detailOf } from '../completion/shell.ts';
import type { World } from '../completion/world.ts';
import { optionTable } from '../options.ts';
import { settingShapes } from '../profiles/table.ts';
import type { Registry } from '../registry/registry.ts';
import type { Lang } from '../text/language.ts';
import { type CommandName, textIn } from '../text/text.ts';

/** What completion has to know of the program itself, in one language. */
export async function offeredIn(lang: Lang): Promise<Offered> {
  const { help, completion, profiles } = await textIn(lang);
  return {
    options: optionTable.map((option) => ({ ...option, what: help.option[option.name] })),
    commands: Object.entries(await allCommands()).map(([name, { arguments: words }]) => ({
      name,
      arguments: words,
      what: help.command[name as CommandName],
    })),
    settings: settingShapes(profiles),
    required: completion.required,
    loading: completion.loading,
    unreachable: completion.unreachable,
    damaged: completion.damaged,
  };
}

/**
 * Words that shells find without asking the program. `verbs`: one a line, sorted without
 * regard to case. `words`: for each API its name, the field whose
 * value changes the words that follow or `-`, and what may follow it, each with its detail behind a colon.
 */
export async function staticWords(registry: Registry): Promise<{ readonly verbs: string; readonly words: string }> {
  const { required, ...offered } = await offeredIn('en');
  const world: World = { registry, ...offered };
  const offers = (line: string) => complete(line, line.length, world).candidates;
  const lines = registry.apiNames().map((name) => {
    const api = registry.api(name);
    const typeField = (api && registry.queried(api)?.typeField) ?? '-';
    const words = offers(`${name} `).map((offer) => `${offer.text}${offer.tail}:${detailOf(offer, { required })}`);
    return [name, typeField, ...words].join('\t');
  });
  const verbs = offers('').map(({ text }) => text);
  return { verbs: textOf(verbs.sort(withoutCase)), words: textOf(lines) };
}

function withoutCase(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
