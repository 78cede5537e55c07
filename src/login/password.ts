import { type Context, canAsk } from '../context.ts';
import { CliError } from '../errors.ts';
import { openSources } from '../input/sources.ts';

/** Whose password it is; keys have variables of their own. */
export interface Whose {
  readonly name: string;
  readonly isKey?: boolean;
}

/**
 * The password of a log-in: `--password-stdin`, `--password-file`, the environment, the file that was set, or a question.
 * Throws `no-terminal`.
 */
export async function passwordFor(whose: Whose, context: Context): Promise<string> {
  const { io, options, text } = context;
  const question = whose.isKey ? text.ask.keySecret(whose.name) : text.ask.password(whose.name);
  if (options.passwordStdin) return firstLine(io.stdin);
  const kept = await keptPassword(whose, context);
  if (kept !== undefined) return kept;
  if (!canAsk(context)) {
    if (options.sandbox && whose.name === 'admin') return 'password';
    const variable = whose.isKey ? 'ZSTACK_ACCESS_KEY_SECRET' : 'ZSTACK_PASSWORD';
    throw new CliError('no-terminal', { wanted: question, variable });
  }
  const { askPassword } = await import('../ask/ask.ts');
  return askPassword(io, question);
}

/** The password where nobody has to be asked. Throws what is wrong with its file. */
export async function keptPassword({ isKey = false }: Whose, context: Context): Promise<string | undefined> {
  const { io, setting } = context;
  const { value: file, origin } = setting('password-file');
  const variable = isKey ? io.env.ZSTACK_ACCESS_KEY_SECRET : io.env.ZSTACK_PASSWORD;
  const fromFile = async () => lineOf(await openSources(io).file(String(file)));
  if (file !== undefined && origin === 'flag') return fromFile();
  if (variable) return variable;
  return file === undefined ? undefined : fromFile();
}

/** The first line of a stream without its line end. */
async function firstLine(stream: NodeJS.ReadStream): Promise<string> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    text += chunk;
    if (text.includes('\n') || text.length > 4096) break;
  }
  return lineOf(text);
}

function lineOf(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}
