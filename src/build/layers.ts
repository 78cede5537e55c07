import { type InputOptions, rolldown } from 'rolldown';

/**
 * The files beside one another that the program is made of, each with what it begins with: folders or modules. What
 * these import goes into the same file, unless it stands in one before. What is used together is loaded at once, and
 * what is large and rare only when it is asked for.
 */
const layers: readonly (readonly [name: string, ...beginnings: readonly string[]])[] = [
  ['main', 'src/main.ts', 'src/settings/usage.ts'],
  ['en', 'src/text/en.ts'],
  ['zh', 'src/text/zh.ts'],
  ['send', 'src/send.ts', 'src/client/single.ts'],
  ['table', 'src/output/writers.ts', 'src/output/theme.ts'],
  ['paint', 'node_modules/chalk/', 'src/output/small.ts'],
  ['undici', 'node_modules/undici/', 'src/client/pooled.ts'],
  ['conf', 'node_modules/conf/'],
  ['enquirer', 'node_modules/enquirer/', 'src/ask/ask.ts'],
  ['jmespath', 'node_modules/@jmespath-community/'],
  ['yaml', 'node_modules/yaml/', 'src/input/document.ts'],
  ['sandbox', 'src/sandbox/'],
  ['help', 'src/commands/help.ts', 'src/commands/topics.ts', 'src/text/en/pages.ts'],
  ['help.zh', 'src/text/zh/pages.ts'],
  ['rows', 'src/output/stages.ts', 'src/paging.ts', 'src/why.ts', 'src/naming.ts', 'src/clouds.ts', 'src/curl.ts'],
  ['repl', 'src/repl/repl.ts'],
  ['entry', 'src/repl/enter.ts', 'src/repl/offers.ts', 'src/live/live.ts'],
  ['more', 'src/'],
];

/** In which of those files each module stands. */
export async function partsOf(options: InputOptions, root: string): Promise<ReadonlyMap<string, string>> {
  const imports = new Map<string, readonly string[]>();
  const bundle = await rolldown({
    ...options,
    plugins: [
      ...[options.plugins ?? []].flat(),
      { name: 'imports', moduleParsed: ({ id, importedIds }) => void imports.set(id, importedIds) },
    ],
  });
  await bundle.generate();
  await bundle.close();
  const parts = new Map<string, string>();
  const put = (module: string, part: string): void => {
    if (parts.has(module)) return;
    parts.set(module, part);
    for (const imported of imports.get(module) ?? []) put(imported, part);
  };
  for (const [name, ...beginnings] of layers) {
    for (const beginning of beginnings) {
      const found = [...imports.keys()].filter((module) => module.startsWith(`${root}/${beginning}`));
      if (found.length === 0) throw new Error(`no module ${beginning} for ${name}`);
      for (const module of found) put(module, name);
    }
  }
  return parts;
}
