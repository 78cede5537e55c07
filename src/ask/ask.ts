import { CliError } from '../errors.ts';

/** Where a person is asked: both are the same terminal. */
export interface Desk {
  readonly stdin: NodeJS.ReadStream;
  /** Stderr, so that stdout stays the answer's. */
  readonly prompts: NodeJS.WriteStream;
  /** Takes the terminal from whoever reads it. */
  borrow?<T>(act: () => Promise<T>): Promise<T>;
}

/** One line; an empty one means `initial`. Throws `interrupted` at Ctrl-C. */
export function askText(desk: Desk, message: string, initial: string): Promise<string> {
  return ask(desk, { type: 'input', message, initial });
}

/** What is typed is not shown. Throws `interrupted` at Ctrl-C. */
export function askPassword(desk: Desk, message: string): Promise<string> {
  return ask(desk, { type: 'password', message });
}

/** Enter alone means `initial`. Throws `interrupted` at Ctrl-C. */
export function confirm(desk: Desk, message: string, initial = false): Promise<boolean> {
  return ask(desk, { type: 'confirm', message, initial });
}

/** One of several, by its key; each is told by its name. Throws `interrupted` at Ctrl-C. */
export async function askChoice<Key extends string>(
  desk: Desk,
  message: string,
  choices: Readonly<Record<Key, string>>,
): Promise<Key> {
  const listed = Object.entries<string>(choices).map(([name, text]) => ({ name, message: text }));
  return (await ask(desk, { type: 'select', message, choices: listed })) as Key;
}

type Question =
  | {
      readonly type: 'select';
      readonly message: string;
      readonly choices: readonly { readonly name: string; readonly message: string }[];
    }
  | { readonly type: 'input'; readonly message: string; readonly initial: string }
  | { readonly type: 'password'; readonly message: string }
  | { readonly type: 'confirm'; readonly message: string; readonly initial: boolean };

function ask<T>(desk: Desk, question: Question): Promise<T> {
  const act = (): Promise<T> => answerTo<T>(desk, question);
  return desk.borrow ? desk.borrow(act) : act();
}

async function answerTo<T>({ stdin, prompts }: Desk, question: Question): Promise<T> {
  const { default: enquirer } = await import('enquirer');
  try {
    const { answer } = await enquirer.prompt<{ answer: T }>({
      ...question,
      ...('choices' in question && { choices: [...question.choices] }),
      name: 'answer',
      stdin,
      stdout: prompts,
    } as Parameters<typeof enquirer.prompt>[0]);
    return answer;
  } catch (cause) {
    // enquirer rejects with an empty text when it is cancelled.
    if (cause instanceof Error) throw cause;
    throw new CliError('interrupted', {}, undefined, { cause });
  }
}
