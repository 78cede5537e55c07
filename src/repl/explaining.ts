import { readArguments } from '../arguments.ts';
import { writtenBy } from '../context.ts';
import type { Json } from '../json/json.ts';
import { readArgument } from '../language/statement.ts';
import { type Line, lineOfWords, readLine } from '../language/words.ts';
import type { Asked } from '../options.ts';
import { jsonFor } from '../output/json-text.ts';
import { lineRun } from './line-run.ts';
import { shapeOf } from './shape.ts';
import type { Shell } from './shell.ts';

/** The page about what stands at the cursor: an API, a command, a parameter, a field or a joined resource. */
export async function helpAt(text: string, cursor: number, shell: Shell): Promise<string> {
  const words = readLine(text).words;
  const [verb] = words;
  const word = words.findLast(({ start }) => start <= cursor);
  const name = word && word !== verb ? nameOf(word.text) : '';
  const topics = verb ? [...(name ? [`${verb.text}.${name}`] : []), verb.text] : [];
  for (const topic of topics) {
    const page = await pageOf(['help', topic], shell);
    if (page !== undefined) return page;
  }
  return (await pageOf(['help'], shell)) ?? '';
}

function nameOf(text: string): string {
  return /^[^=<>!?~]*/.exec(text)?.[0].replace(/\.$/, '') ?? '';
}

/** What a line writes on the screen; `undefined` where it fails. */
async function pageOf(words: readonly string[], shell: Shell): Promise<string | undefined> {
  const { io } = shell.context;
  let written = '';
  const write = async (piece: string | Uint8Array): Promise<void> => {
    written += piece;
  };
  const stdout = writtenBy(io.stdout, write);
  try {
    const run = await lineRun(lineOfWords(words), shell, { ...io, stdout });
    await run.perform();
    return written;
  } catch {
    return undefined;
  }
}

/** The shape of what the line would come to: its members with their types, as `--columns` and `--query` leave them. */
export async function shapeAt(text: string, shell: Shell): Promise<string> {
  const { asked, line } = partedLine(text);
  const [verb, ...rest] = line.words;
  const registry = shell.context.registry();
  const api = verb && registry.api(verb.text);
  if (!api) return '';
  const fields = rest.flatMap((word) => {
    const argument = readArgument(word);
    return argument instanceof Error || argument.name !== 'fields' ? [] : argument.value.split(',').filter(Boolean);
  });
  const columns = (asked.columns ?? '').split(',').flatMap((name) => /^[^-.,][^.,]*/.exec(name)?.[0] ?? []);
  const shape = shapeOf(api, registry, columns.length > 0 ? columns : fields);
  return `${jsonFor(shell.context.io.stdout, asked.query === undefined ? shape : await projected(shape, asked.query), 2)}\n`;
}

/** Options that cannot be read yet are left out. */
function partedLine(text: string): { readonly asked: Partial<Asked>; readonly line: Line } {
  const line = readLine(text);
  try {
    const { asked, words } = readArguments(line.words.map((word) => word.text));
    return { asked, line: lineOfWords(words) };
  } catch {
    return { asked: {}, line };
  }
}

/** The whole shape where the expression is not finished. */
async function projected(shape: Json, expression: string): Promise<Json> {
  const { readExpression } = await import('../json/jmespath.ts');
  try {
    return (await readExpression(expression)).search(shape);
  } catch {
    return shape;
  }
}
