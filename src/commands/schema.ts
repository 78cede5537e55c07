import { CliError } from '../errors.ts';
import type { Json } from '../json/json.ts';
import { apisNear } from '../registry/verbs.ts';
import type { Command } from './command.ts';
import { neededWordOf } from './words.ts';
import { showJson } from './write.ts';

/** `schema <Api>`: the parameters of an API as a JSON Schema. */
export const schema: Command = {
  arguments: [{ name: 'api', kind: 'api' }],
  options: [],
  examples: ['schema CreateVmInstance'],
  async run(line, context) {
    const word = neededWordOf(line, 'api');
    const registry = context.registry();
    const api = registry.api(word.text);
    if (!api) throw new CliError('unknown-api', { name: word.text, nearest: apisNear(word.text, registry) }, word);
    const { schemaOf } = await import('../explain/schema.ts');
    await showJson(schemaOf(api, registry, await context.text.pages()) as Json, context);
  },
};
