import { allCommands } from '../commands/commands.ts';
import type { Candidate, Completion } from '../completion/candidate.ts';
import { complete } from '../completion/complete.ts';
import type { CommandShape, World } from '../completion/world.ts';
import { type Context, profileOf } from '../context.ts';
import { filesBeginning } from '../files.ts';
import { type Live, liveOf } from '../live/live.ts';
import { optionTable } from '../options.ts';
import { settingShapes } from '../profiles/table.ts';
import { profileNames } from '../settings/config.ts';
import { openUsage } from '../settings/usage.ts';
import type { ReplCommandName } from '../text/repl.ts';
import type { CommandName } from '../text/text.ts';
import type { Known } from './analysis.ts';
import type { ReplWord } from './command.ts';
import { commandFor, replCommandNames } from './commands.ts';
import type { Choices } from './editor/state.ts';
import { helpAt, shapeAt } from './explaining.ts';
import { resultChoices } from './result-offers.ts';
import { connectionFor, type Shell } from './shell.ts';

/** What can be offered and explained at the cursor. */
export interface Offers {
  /** What was found for the line before is not true any more. */
  forget(): void;
  known(): Known;
  complete(text: string, cursor: number): Choices;
  /** Asks the cloud for what would be worth offering, and tells when it is there. */
  fetch(text: string, cursor: number, done: () => void): void;
  /** A page about the thing under the cursor, or the shape of what would come back. */
  explain(what: 'help' | 'shape', text: string, cursor: number): Promise<string>;
}

export async function openOffers(shell: Shell): Promise<Offers> {
  const commands = await allCommands();
  const valued = new Set(
    optionTable
      .filter(({ flags }) => /[<[]/.test(flags))
      .flatMap(({ flags }) => flags.match(/(?<![\w-])--?[\w-]+/g) ?? []),
  );
  let alive: { readonly of: Context; readonly live: Live | undefined } | undefined;
  const live = (): Live | undefined => {
    if (alive?.of !== shell.context)
      alive = { of: shell.context, live: liveOf(shell.context, connectionFor(shell, shell.context)) };
    return alive.live;
  };
  let used: ReadonlyMap<string, number> | undefined;
  const usage = (name: string): number => {
    const { folders, options, io } = shell.context;
    used ??= openUsage(folders.state, profileOf(options), io.pid).counts();
    return used.get(name) ?? 0;
  };
  const world = (): World => ({
    registry: shell.context.registry(),
    options: optionTable.map((option) => ({ ...option, what: shell.context.text.help.option[option.name] })),
    commands: shapesOf(commands, shell),
    live: (query) => live()?.read(query),
    files: (begun) => filesBeginning(begun, '.', shell.context.io.home),
    settings: settingShapes(shell.context.text.profiles),
    profiles: () => profileNames(shell.context.config),
    jobs: () => shell.context.jobs().all(),
    programs,
    usage,
  });
  let last: { readonly text: string; readonly cursor: number; readonly found: Completion } | undefined;
  /** Asked several times for one key. */
  const find = (text: string, cursor: number): Completion => {
    if (last?.text === text && last.cursor === cursor) return last.found;
    last = { text, cursor, found: complete(text, cursor, world()) };
    return last.found;
  };

  return {
    forget: () => {
      last = undefined;
      used = undefined;
    },
    known: () => ({
      registry: shell.context.registry(),
      isCommand: (name) => shell.isCommand(name) || Object.hasOwn(shell.preferences.aliases, name),
      takesValue: (option) => valued.has(option),
    }),
    complete(text, cursor) {
      const { results } = shell;
      const earlier = { last: results.numbers().at(-1) ?? 0, result: (number: number) => results.find(number)?.value };
      const offered = () => results.numbers().map((number) => ({ number, line: results.find(number)?.line ?? '' }));
      const found = resultChoices(text, cursor, earlier, offered);
      return found ?? choicesOf(find(text, cursor), live());
    },
    fetch(text, cursor, done) {
      const { wanted } = find(text, cursor);
      const asking = live();
      if (!wanted || !asking?.wants(wanted)) return;
      void asking.refresh(wanted).then(() => {
        last = undefined;
        done();
      });
    },
    explain: (what, text, cursor) => (what === 'help' ? helpAt(text, cursor, shell) : shapeAt(text, shell)),
  };
}

function choicesOf(completion: Completion, live: Live | undefined): Choices {
  const { from, to, candidates, wanted } = completion;
  const isUnknown = wanted !== undefined && live !== undefined && live.read(wanted) === undefined;
  return {
    ...{ from, to, candidates: grouped(candidates) },
    insert: (choice) => completion.insert(choice as Candidate),
    ...(isUnknown && { note: live.failure(wanted) === undefined ? 'loading' : 'unreachable' }),
  };
}

/** The candidates of one group stand together, the group of the best one first. */
function grouped(candidates: readonly Candidate[]): readonly Candidate[] {
  const groups = [...new Set(candidates.map(({ group }) => group))];
  return groups.length < 2 ? candidates : groups.flatMap((group) => candidates.filter((each) => each.group === group));
}

function shapesOf(commands: Awaited<ReturnType<typeof allCommands>>, shell: Shell): readonly CommandShape[] {
  const { context, preferences } = shell;
  const { help, repl } = context.text;
  return [
    ...Object.entries(commands).map(([name, { arguments: words }]) => ({
      name,
      arguments: words,
      what: help.command[name as CommandName],
    })),
    ...replCommandNames.map((name: ReplCommandName) => ({
      name,
      arguments: (commandFor(name)?.words ?? []).map((word) => shapeOfWord(word, shell)),
      what: repl.command[name],
    })),
    ...Object.entries(preferences.aliases).map(([name, line]) => ({ name, arguments: [], what: line })),
  ];
}

function shapeOfWord(word: ReplWord, { preferences: { aliases, queries } }: Shell): CommandShape['arguments'][number] {
  if ('choices' in word) return { name: 'word', kind: 'action', choices: word.choices };
  const choices: Partial<Record<typeof word.kind, readonly string[]>> = {
    alias: Object.keys(aliases),
    query: Object.keys(queries),
  };
  return {
    name: word.kind,
    kind: word.kind,
    ...(choices[word.kind] && { choices: choices[word.kind] as readonly string[] }),
  };
}

/** What results are usually piped into. */
const programs = 'jq grep less head tail wc sort uniq cut awk sed tee column cat xargs'.split(' ');
