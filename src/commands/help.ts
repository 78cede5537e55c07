import type { Context } from '../context.ts';
import type { Word } from '../language/words.ts';
import type { Command } from './command.ts';
import { oneWordOf } from './words.ts';
import { showJson, showPage } from './write.ts';

/** `help [topic]`: what the program is; or a page on an API, a resource, a path along joins, an error code, a command. */
export const help: Command = {
  arguments: [{ name: 'topic', kind: 'topic', optional: true }],
  options: ['output'],
  examples: ['help QueryVmInstance', 'help VmInstance.vmNics', 'help SYS.1006', 'help apropos'],
  async run(line, context) {
    const word = oneWordOf(line);
    await (word ? showTopic(word, context) : showOverview(context));
  },
};

async function showOverview(context: Context): Promise<void> {
  const { commandFacts, overviewPage } = await import('./overview.ts');
  if (context.options.output === 'json') await showJson(commandFacts(context.text), context);
  else await showPage(overviewPage(context.text), context);
}

async function showTopic(word: Word, context: Context): Promise<void> {
  const { text } = context;
  const isJson = context.options.output === 'json';
  const { commandFacts, commandPage, commandNames } = await import('./overview.ts');
  const { topicOf } = await import('../explain/topic.ts');
  const registry = context.registry();
  const topic = topicOf(word, registry, commandNames);
  const pages = await text.pages();
  if (topic.kind === 'command') {
    const facts = commandFacts(text).commands.find(({ name }) => name === topic.name);
    if (isJson) await showJson(facts ?? null, context);
    else await showPage(commandPage(topic.name, text, pages), context);
  } else if (isJson) {
    const { factsOf } = await import('../explain/facts.ts');
    await showJson(factsOf(topic, registry, pages), context);
  } else {
    const { pageOf } = await import('../explain/page.ts');
    await showPage(pageOf(topic, registry, pages), context);
  }
}
