import { spawnSync } from 'node:child_process';
import { play } from './play.ts';
import { parseSession, printSession } from './session.ts';
import type { Shell } from './shell.ts';

/** Plays the `console` blocks of a page in turn, in one home. Gives what differs, and the page as it should be. */
export async function playPage(
  page: string,
  shell: Shell,
): Promise<{ readonly count: number; readonly difference: string; readonly page: string }> {
  const differences: string[] = [];
  let [count, played, end] = [0, '', 0];
  for (const { start, text } of blocksOf(page, 'console')) {
    const session = parseSession(text);
    const { happened, difference } = await play(session, shell);
    if (difference !== '') differences.push(difference);
    count += session.steps.length;
    played += page.slice(end, start) + printSession(happened);
    end = start + text.length;
  }
  return { count, difference: differences.join('\n\n'), page: played + page.slice(end) };
}

/** The `sh` blocks that install something: what is to be typed on a fresh machine. */
export function commandsForFreshMachine(page: string): readonly string[] {
  return blocksOf(page, 'sh')
    .map(({ text }) => text.trim())
    .filter((text) => /\bnpm (?:ci|install)\b/.test(text));
}

/** The rules that the commands for a fresh machine break: the first runs the main job, the second the tests. */
export function brokenRules(commands: readonly string[]): readonly string[] {
  const [run = '', test = ''] = commands;
  const rules: readonly (readonly [boolean, string])[] = [
    [commands.length === 2, `two commands install something, not ${commands.length}`],
    [commands.every((command) => !command.includes('\n')), 'a command is one line'],
    [commands.every((command) => spawnSync('bash', ['-n', '-c', command]).status === 0), 'bash reads both'],
    [
      commands.every((command) => /^[^;|]+$/.test(command.replaceAll('&&', ''))),
      'the steps of a command are joined by &&',
    ],
    [!/\bsudo\b/.test(commands.join('\n')), 'nobody has to be root'],
    [/&& zstack-cli --sandbox QueryDatabaseBackup\b/.test(run), 'the first ends with the main job'],
    [/&& npm test$/.test(test), 'the second ends with the tests'],
  ];
  return rules.filter(([good]) => !good).map(([, rule]) => rule);
}

/** Fenced blocks of a language, with the place of their text. */
function blocksOf(page: string, language: string): readonly { readonly start: number; readonly text: string }[] {
  return [...page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(({ index, 0: whole, 2: text = '' }) => ({ start: index + whole.indexOf('\n') + 1, text }));
}
