import type { Context } from '../context.ts';
import { factsOf } from '../explain/facts.ts';
import { pageOf } from '../explain/page.ts';
import { topicOf } from '../explain/topic.ts';
import type { Word } from '../language/words.ts';
import { commandNames, isCommand } from './commands.ts';
import { commandFacts, commandPage, overviewPage } from './overview.ts';
import { showJson, showPage } from './write.ts';

/** What the program is: its commands and options. */
export async function showOverview(context: Context): Promise<void> {
  if (context.options.output === 'json') await showJson(await commandFacts(context.text), context);
  else await showPage(overviewPage(context.text), context);
}

/** The page, or the facts, about what the word names. */
export async function showTopic(word: Word, context: Context): Promise<void> {
  const { options, text } = context;
  const registry = context.registry();
  const topic = topicOf(word, registry, commandNames);
  const pages = await text.pages();
  const isJson = options.output === 'json';
  if (topic.kind !== 'command') {
    if (isJson) await showJson(factsOf(topic, registry, pages), context);
    else await showPage(pageOf(topic, registry, pages), context);
  } else if (isJson) {
    const { commands } = await commandFacts(text);
    const facts = commands.find(({ name }) => name === topic.name);
    await showJson(facts ?? null, context);
  } else if (isCommand(topic.name)) await showPage(await commandPage(topic.name, text, pages), context);
}
