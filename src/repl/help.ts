import { showPage } from '../commands/write.ts';
import type { Context } from '../context.ts';
import type { Line } from '../language/words.ts';
import { command, type Page, term } from '../output/page.ts';
import type { ReplCommandName } from '../text/repl.ts';
import type { ReplCommand, ReplWord } from './command.ts';
import { commandFor, replCommandNames } from './commands.ts';

/** `help` of a command that only the REPL has, and of all; false for all other lines. */
export async function showReplHelp({ words: [verb, topic, extra] }: Line, context: Context): Promise<boolean> {
  if (verb?.text !== 'help' || extra) return false;
  const found = topic && commandFor(topic.text);
  if (topic && !found) return false;
  if (!topic) {
    if (context.options.output === 'json') return false;
    const { showOverview } = await import('../commands/topics.ts');
    await showOverview(context);
  }
  await showPage(found ? pageOf(topic?.text as ReplCommandName, found, context) : replPage(context), context);
  return true;
}

function replPage({ text }: Context): Page {
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
