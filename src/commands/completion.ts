import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import type { Line, Word } from '../language/words.ts';
import type { Command } from './command.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
const actions = ['install', 'uninstall'] as const;

type Shell = (typeof shells)[number];

/** `completion <shell>` prints the script of a shell; `completion install|uninstall [shell]` changes what that shell starts with. */
export const completion: Command = {
  arguments: [
    { name: 'action', kind: 'action', choices: [...shells, ...actions] },
    { name: 'shell', kind: 'action', choices: shells, optional: true },
  ],
  options: [],
  examples: ['completion install', 'completion install zsh', 'completion bash'],
  async run(line, context) {
    const [, action, shell, extra] = line.words;
    const printed = shells.find((each) => each === action?.text);
    const unexpected = printed ? shell : extra;
    if (unexpected) throw new CliError('unexpected-word', { word: unexpected.text, legal: [] }, unexpected);
    if (printed) return context.io.stdout.write(scriptOf(printed));
    const chosen = actions.find((each) => each === action?.text);
    if (chosen === undefined) throw misplaced(action, line, [...shells, ...actions]);
    await change(chosen, shellOf(shell, line, context), context);
  },
};

async function change(action: (typeof actions)[number], shell: Shell, { io, text }: Context): Promise<void> {
  const { addLines, removeLines } = await import('../settings/startup.ts');
  const { file, lines } = startOf(shell, { io });
  const say = (sentence: string) => io.stdout.write(`${sentence}\n`);
  const { completion } = text;
  if (action === 'uninstall') return say(removeLines(file) ? completion.removed(file) : completion.notInstalled(file));
  if (!addLines(file, lines)) return say(completion.alreadyInstalled(file));
  await say(completion.installed(file));
  await say(completion.next(shell === 'powershell' ? `. '${file}'` : `source ${file}`));
}

/** The one that is named, else the one that this person logs in with. */
function shellOf(word: Word | undefined, line: Line, { io }: Pick<Context, 'io'>): Shell {
  const name = word?.text ?? path.basename(io.env.SHELL ?? '');
  const shell = shells.find((each) => each === name);
  if (shell === undefined) throw misplaced(word, line, shells);
  return shell;
}

function misplaced(word: Word | undefined, line: Line, legal: readonly string[]): CliError {
  return new CliError('unexpected-word', { word: (word ?? line.words[0])?.text ?? '', legal }, word ?? line.words[0]);
}

/** The script as it can be sourced from anywhere: a copy does not lie beside the lists. */
function scriptOf(shell: Shell): string {
  const lists = quoted(path.join(__dirname));
  return readFileSync(scriptFile(shell), 'utf8')
    .replace(/^_zstack_cli_lists=.*$/m, () => `_zstack_cli_lists=${lists}`)
    .replace(/^typeset -g _zstack_cli_lists=.*$/m, () => `typeset -g _zstack_cli_lists=${lists}`)
    .replace(/^set -g __zstack_cli_lists .*$/m, () => `set -g __zstack_cli_lists ${lists}`);
}

/** The file that a shell reads when it starts; undefined for a shell that is not known. */
export function startFileOf(shell: string, context: Pick<Context, 'io'>): string | undefined {
  const known = shells.find((each) => each === shell);
  return known && startOf(known, context).file;
}

/** The file that a shell reads when it starts, and what has to be in it. */
function startOf(
  shell: Shell,
  { io }: Pick<Context, 'io'>,
): { readonly file: string; readonly lines: readonly string[] } {
  const { env, home, platform } = io;
  const script = scriptFile(shell);
  const config = env.XDG_CONFIG_HOME || path.join(home, '.config');
  // A version manager may take the program away with its version of Node.
  const sourced = `[ ! -r ${quoted(script)} ] || source ${quoted(script)}`;
  switch (shell) {
    case 'bash':
      return { file: path.join(home, '.bashrc'), lines: [sourced] };
    case 'zsh': {
      const ready = '(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }';
      return { file: path.join(env.ZDOTDIR || home, '.zshrc'), lines: [ready, sourced] };
    }
    case 'fish':
      return {
        file: path.join(config, 'fish', 'completions', 'zstack-cli.fish'),
        lines: [`test -r ${quoted(script)}; and source ${quoted(script)}`],
      };
    case 'powershell': {
      const folder =
        platform === 'win32' ? path.join(home, 'Documents', 'PowerShell') : path.join(config, 'powershell');
      const name = `'${script.replaceAll("'", "''")}'`;
      return {
        file: path.join(folder, 'Microsoft.PowerShell_profile.ps1'),
        lines: [`if (Test-Path ${name}) { . ${name} }`],
      };
    }
  }
}

function scriptFile(shell: Shell): string {
  const names = { bash: 'zstack-cli.bash', zsh: '_zstack-cli', fish: 'zstack-cli.fish', powershell: 'zstack-cli.ps1' };
  return path.join(__dirname, '..', 'completions', names[shell]);
}

/** bash, zsh and fish read single quotes alike where neither a quote nor a backslash is in them. */
function quoted(file: string): string {
  return `'${file.replaceAll("'", "'\\''")}'`;
}
