import { type Page, text as sentence, term } from '../output/page.ts';
import type { Command } from './command.ts';
import { textsOf } from './words.ts';
import { showJson, showPage } from './write.ts';

/** `apropos <words>`: what has to do with all the words, the best first. */
export const apropos: Command = {
  arguments: [{ name: 'words', kind: 'words', repeated: true }],
  options: ['output'],
  examples: ['apropos snapshot', 'apropos vm backup', 'apropos cpu used'],
  async run(line, context) {
    const words = textsOf(line, 'words');
    const { search } = await import('../explain/search.ts');
    const pages = await context.text.pages();
    const found = search(words, context.registry(), pages);
    if (context.options.output === 'json')
      return showJson(
        found.map((each) => ({ ...each })),
        context,
      );
    const shown = found.slice(0, most);
    const rows = shown.map(({ name, summary, within }) =>
      term(name, within === undefined ? summary : `${summary} (${within})`),
    );
    const rest = found.length - shown.length;
    const more = rest > 0 ? [sentence(pages.found.more(rest))] : [];
    const page: Page = { title: '', parts: [{ heading: '', rows: [...rows, ...more] }] };
    await showPage(page, context);
  },
};

const most = 30;
