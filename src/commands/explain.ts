import type { Context } from '../context.ts';
import type { Json } from '../json/json.ts';
import { readArgument, readStatement } from '../language/statement.ts';
import { type Line, quoteWord, readLine, type Word } from '../language/words.ts';
import { namesNote, prepare } from '../prepare.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { noteText } from '../report.ts';
import { mask } from '../request/secret.ts';
import { isSecret, shownRequest } from '../secrets.ts';
import type { Command } from './command.ts';
import { isCommand } from './commands.ts';
import { innerLine, moved } from './inner.ts';
import { textsOf } from './words.ts';
import { showJson, showPage } from './write.ts';

/** `explain '<line>'`: words, request, and what the Python zstack-cli would have sent; nothing is sent. */
export const explain: Command = {
  arguments: [{ name: 'line', kind: 'line' }],
  options: ['output', 'validate', 'byUuid'],
  examples: [`explain 'QueryVmInstance name~=web limit=10'`],
  async run(line, context) {
    textsOf(line, 'line');
    const { line: inner, place } = innerLine(line);
    try {
      await explainLine(inner, context);
    } catch (error) {
      throw moved(error, place);
    }
  },
};

async function explainLine(line: Line, context: Context): Promise<void> {
  const { options, text } = context;
  const pages = await text.pages();
  const [verb] = line.words;
  if (verb && isCommand(verb.text)) {
    const { commandPage } = await import('./overview.ts');
    return showPage(await commandPage(verb.text, text, pages), context);
  }
  const prepared = await prepare(line, context);
  if (!prepared) return;
  const { api, statement } = prepared;
  const built = prepared.build(statement);
  const { notes, names } = built;
  const shown = readLine(line.words.map((word) => shownWord(word, api, context.registry())).join(' '));
  const masked = readStatement(shown) ?? statement;
  const { explainLine } = await import('../explain/line.ts');
  const explained = explainLine(
    {
      line: shown.text,
      api,
      statement: masked,
      request: shownRequest(built.request),
      notes: [...notes, ...namesNote(names)].map((note) => noteText(note, text)),
    },
    context.registry(),
    pages,
  );
  if (options.output === 'json') {
    const { reply: _reply, secrets: _secrets, ...sent } = explained.request;
    return showJson({ ...explained, request: sent } as unknown as Json, context);
  }
  const { linePage } = await import('../explain/line-page.ts');
  const { isTerminal, columns } = context.io.stdout;
  await showPage(linePage(explained, isTerminal ? columns - 2 : Number.POSITIVE_INFINITY, pages), context);
}

/** As it was typed, a secret masked. */
function shownWord(word: Word, api: Api, registry: Registry): string {
  const argument = readArgument(word);
  if (argument instanceof Error || !isSecret(argument, api, registry)) return word.raw;
  return quoteWord(`${argument.name}${argument.operator}${mask}`);
}
