import { CliError } from '../../errors.ts';
import type { Word } from '../../language/words.ts';
import { nearest } from '../../registry/near.ts';
import type { Preferences } from '../../settings/preferences.ts';
import { showRows } from '../../show.ts';
import { withAliases } from '../alias.ts';
import type { ReplCommand } from '../command.ts';
import { keepable } from '../read-line.ts';
import type { Shell } from '../shell.ts';

/** `alias`, `alias name=line`, `alias remove name`. */
export const alias: ReplCommand = {
  takesRest: true,
  isPaged: true,
  words: [{ choices: ['remove'] }, { kind: 'alias' }],
  async run({ words: [, word, named, extra] }, context, shell) {
    const { aliases } = asTheyAre(shell);
    if (!word) return showRows('aliases', pairsOf(aliases), ['name', 'line'], context);
    if (word.text === 'remove') {
      const name = existing('alias', named, aliases);
      return change(shell, 'aliases', (all) => without(all, name));
    }
    const [, name, body] = /^([\w-]+)=(.+)$/s.exec(word.text) ?? [];
    if (named ?? extra)
      throw new CliError('unexpected-word', { word: (named ?? extra)?.text ?? '', legal: [] }, named ?? extra);
    if (name === undefined || body === undefined)
      throw new CliError('no-operator', { word: word.text, spaced: false }, word);
    refuseTaken(name, word, shell);
    const added = { [name]: keepable(body, shell) };
    // One that goes round in circles is refused now and not when it is used.
    withAliases(
      name,
      Object.fromEntries(
        Object.entries({ ...aliases, ...added }).map(([each, line]) => [each, line.replace(/\$/g, '')]),
      ),
    );
    await change(shell, 'aliases', (all) => ({ ...all, ...added }));
  },
};

/** `query save name line`, `query run name words`, `query list`, `query remove name`. */
export const query: ReplCommand = {
  takesRest: true,
  isPaged: false,
  words: [{ choices: ['save', 'run', 'list', 'remove'] }, { kind: 'query' }, { kind: 'line' }],
  async run({ text, words: [command, verb, named, first, ...rest] }, context, shell) {
    const { queries } = asTheyAre(shell);
    switch (verb?.text) {
      case undefined:
      case 'list':
        return showRows('queries', pairsOf(queries), ['name', 'line'], context);
      case 'save': {
        if (!named || !first)
          throw new CliError('value-missing', { name: 'query save', place: named ? '<line>' : '<name>' }, verb);
        const line = rest.length === 0 ? first.text : text.slice(first.start);
        return change(shell, 'queries', (all) => ({ ...all, [named.text]: keepable(line, shell) }));
      }
      case 'remove': {
        const name = existing('query', named, queries);
        return change(shell, 'queries', (all) => without(all, name));
      }
      case 'run': {
        const name = existing('query', named, queries);
        const given = first ? text.slice(first.start) : '';
        return shell.enter(withAliases(`${name} ${given}`, { [name]: queries[name] as string }));
      }
      default:
        throw new CliError(
          'unexpected-word',
          { word: verb?.text ?? '', legal: ['save', 'run', 'list', 'remove'] },
          verb ?? command,
        );
    }
  },
};

function pairsOf(lines: Lines) {
  return Object.entries(lines).map(([name, line]) => ({ name, line }));
}

function existing(kind: 'alias' | 'query', word: Word | undefined, all: Lines): string {
  if (!word) throw new CliError('value-missing', { name: kind, place: '<name>' });
  if (Object.hasOwn(all, word.text)) return word.text;
  throw new CliError('unknown-saved', { kind, name: word.text, nearest: nearest(word.text, Object.keys(all)) }, word);
}

function refuseTaken(name: string, word: Word, { context, isCommand }: Shell): void {
  if (isCommand(name) || context.registry().api(name)) throw new CliError('name-taken', { name }, word);
}

function without(all: Lines, name: string): Lines {
  const { [name]: _, ...rest } = all;
  return rest;
}

/** Other shells may have changed them. */
function asTheyAre(shell: Shell): Preferences {
  shell.preferences = shell.store.read();
  return shell.preferences;
}

type Lines = Readonly<Record<string, string>>;

async function change(shell: Shell, group: 'aliases' | 'queries', act: (all: Lines) => Lines): Promise<void> {
  shell.preferences = await shell.store.change((before) => ({ ...before, [group]: act(before[group]) }));
}
