import { showPage } from '../commands/write.ts';
import type { Context } from '../context.ts';
import type { Line } from '../language/words.ts';
import { command, type Page, term } from '../output/page.ts';
import type { ReplCommandName } from '../text/text.ts';
import type { ReplCommand, ReplWord } from './command.ts';
import { commandFor, replCommandNames } from './commands.ts';

/** `help` of a command that only the REPL has; false for all other lines. */
export async function showReplHelp({ words: [verb, topic, extra] }: Line, context: Context): Promise<boolean> {
  const found = verb?.text === 'help' && topic && !extra ? commandFor(topic.text) : undefined;
  if (!found) return false;
  await showPage(pageOf(topic?.text as ReplCommandName, found, context), context);
  return true;
}

/** What the REPL has beside APIs and the commands of the program. */
export function replPage({ text }: Context): Page {
  const { keys, heading, command: said } = text.repl;
  return {
    title: '',
    parts: [
      { heading: heading.commands, rows: replCommandNames.map((name) => term(name, said[name])) },
      { heading: heading.keys, rows: keys.map(([key, what]) => term(key, what)) },
    ],
  };
}

function pageOf(name: ReplCommandName, { words }: ReplCommand, { text }: Context): Page {
  const usage = command(name, ...words.map((word) => wordOf(word)));
  return { title: name, summary: text.repl.command[name], parts: [{ heading: text.help.usage, rows: [usage] }] };
}

function wordOf(word: ReplWord): string {
  return 'choices' in word ? `[${word.choices.join('|')}]` : `<${word.kind}>`;
}
