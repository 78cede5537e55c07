import { term } from '../output/page.ts';
import type { Api } from '../registry/types.ts';
import type { Command } from './command.ts';
import { oneWordOf } from './words.ts';
import { showJson, showPage } from './write.ts';

/** `apis [--kind …] [substring]`: the names of the APIs, one a line; a terminal and JSON get what they do as well. */
export const apis: Command = {
  arguments: [{ name: 'substring', kind: 'substring', optional: true }],
  options: ['output'],
  examples: ['apis', 'apis --kind create backup', 'apis vm -o json'],
  async run(line, context) {
    const { io, options, text } = context;
    const part = oneWordOf(line)?.text ?? '';
    const registry = context.registry();
    const all = options.kind === undefined ? registry.apiNames() : namesOfKind(options.kind, registry.texts('api'));
    const names = all.filter((name) => name.toLowerCase().includes(part.toLowerCase()));
    if (names.length === 0) {
      const { nothingFound } = await import('../explain/search.ts');
      throw nothingFound([part], all);
    }
    if (options.output === 'json') {
      const pages = await text.pages();
      return showJson(
        names.flatMap((name) => factsOf(registry.api(name), pages.apiSummary)),
        context,
      );
    }
    if (!io.stdout.isTerminal && options.output === undefined)
      return io.stdout.write(names.map((name) => `${name}\n`).join(''));
    const { apiSummary } = await text.pages();
    await showPage(
      { title: '', parts: [{ heading: '', rows: names.map((name) => term(name, apiSummary(name))) }] },
      context,
    );
  },
};

function factsOf(api: Api | undefined, summary: (name: string) => string) {
  if (!api) return [];
  const { name, kind, method = null, path = null } = api;
  return [{ name, kind, summary: summary(name), method, path: path === null ? null : `/v1${path}` }];
}

/** Read out of the unparsed records, of which each holds its kind once. */
function namesOfKind(kind: string, texts: readonly string[]): readonly string[] {
  return texts
    .filter((text) => text.includes(`"kind":"${kind}"`))
    .flatMap((text) => (JSON.parse(text) as Api[]).filter((api) => api.kind === kind).map(({ name }) => name));
}
