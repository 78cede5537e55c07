import { runProgram } from '../child.ts';
import { commands, isCommand } from '../commands/commands.ts';
import { PipeClosed } from '../context.ts';
import { CliError, isProblem } from '../errors.ts';
import type { JsonObject } from '../json/json.ts';
import { isSecretParam, maskedValue } from '../keeping.ts';
import { type Pipeline, readPipeline } from '../language/pipeline.ts';
import { readArgument } from '../language/statement.ts';
import { type Line, quoteWord, readCompleteLine, readLine } from '../language/words.ts';
import { errorObject, reportProblem, say, sayTimes } from '../report.ts';
import { shownLine } from '../secrets.ts';
import { withAliases } from './alias.ts';
import { commandFor } from './commands.ts';
import { type LineRun, lineRun } from './line-run.ts';
import { openOutlet } from './outlet.ts';
import { keepable } from './read-line.ts';
import { type Earlier, withResults } from './references.ts';
import type { Shell } from './shell.ts';

/** One entered line to its end: whatever it comes to is told, and nothing is thrown. */
export async function enter(text: string, shell: Shell): Promise<void> {
  const { context } = shell;
  const began = context.io.now();
  const kept = keepable(text, shell);
  if (kept === '' || /^\s*#/.test(text)) return;
  await keepLine(kept, shell);
  try {
    const shellCommand = /^\s*!(.*)$/s.exec(text)?.[1];
    if (shellCommand !== undefined) await runShell(shellCommand, shell);
    else await perform(text, kept, shell);
  } catch (error) {
    if (!(error instanceof PipeClosed)) await reportProblem(error, context);
  }
  await tellEnd(context.io.now() - began, shell);
}

/** What the line is after aliases and earlier results are put in; its parts go their ways from there. */
async function perform(typed: string, kept: string, shell: Shell): Promise<void> {
  const { context } = shell;
  let line: Line | undefined;
  try {
    const aliased = withAliases(typed, shell.preferences.aliases);
    const pipeline = readPipeline(aliased);
    const command = commandFor(readLine(pipeline.text).words[0]?.text ?? '');
    const filled = command ? pipeline.text : withResults(pipeline.text, earlierOf(shell));
    line = await withAskedSecrets(readCompleteLine(filled), shell);
    if (line.words.length === 0) throw new CliError('nothing-after', { sign: '|' }, { start: 0, end: 1 });
    await send(line, pipeline, kept, shell);
  } catch (error) {
    if (error instanceof PipeClosed || (isProblem(error, 'interrupted') && error.facts.jobUuid === undefined)) return;
    const place = line ?? { text: typed, words: [] };
    await reportProblem(
      error,
      context,
      line ? shownLine(place, context.registry()) : { text: kept, span: (span) => span },
    );
  }
}

function earlierOf({ results }: Shell): Earlier {
  return { last: results.numbers().at(-1) ?? 0, result: (number) => results.find(number)?.value };
}

async function send(line: Line, pipeline: Pipeline, kept: string, shell: Shell): Promise<void> {
  const { io, text } = shell.context;
  const command = commandFor(line.words[0]?.text ?? '');
  let run: LineRun | undefined;
  let thrown: unknown;
  let times: ReturnType<LineRun['timing']['times']> = [];
  const act = async (): Promise<void> => {
    const outlet = await openOutlet(pipeline, shell, command?.isPaged ?? (await isPagedAlone(line)));
    try {
      run = await lineRun(line, shell, { ...io, stdout: outlet.stdout }, command?.takesRest);
      await (command ? command.run(run.line, run.context, shell) : run.perform());
    } catch (error) {
      thrown = error;
    }
    // Whoever reads page by page takes no time of the program's.
    times = run?.timing.times() ?? [];
    for (const [program, how] of await outlet.finish()) await say(shell.context, text.repl.ended(program, how));
  };
  if (pipeline.programs.length === 0) await act();
  else {
    // A program that sets the modes of the terminal by itself must find it free.
    await shell.terminal.lend(act);
    shell.terminal.freshLine();
  }
  // Whoever changes settings means this session as well.
  if (run?.verb === 'config' || run?.verb === 'profile') await shell.apply();
  if (run && !command) await keepResult(run, kept, thrown, shell);
  const isTimed = run?.context.options.timing || shell.context.setting('timing').value === 'on';
  if (run && !command && isTimed) await sayTimes(times, run.context);
  if (thrown !== undefined) throw thrown;
}

/** Of what is there outside of the REPL too. */
async function isPagedAlone({ words: [word] }: Line): Promise<boolean> {
  if (!word || !isCommand(word.text)) return true;
  const { isPaged } = await commands[word.text]();
  return isPaged !== false;
}

/** `password=` without a value asks for it, unseen. */
async function withAskedSecrets(line: Line, { context }: Shell): Promise<Line> {
  const registry = context.registry();
  let text = line.text;
  for (const word of line.words.slice(1).toReversed()) {
    const argument = readArgument(word);
    if (argument instanceof Error || argument.operator !== '=' || argument.value !== '') continue;
    if (!isSecretParam(line.words[0]?.text ?? '', argument.name, registry)) continue;
    const { askPassword } = await import('../ask/ask.ts');
    const secret = await askPassword(context.io, context.text.repl.askSecret(argument.name));
    text = `${text.slice(0, word.start)}${argument.name}=${quoteWord(secret)}${text.slice(word.end)}`;
  }
  return text === line.text ? line : readCompleteLine(text);
}

async function keepLine(line: string, shell: Shell): Promise<void> {
  try {
    await shell.history.add({ line, at: shell.context.io.now() });
  } catch (error) {
    await sayNotKept(error, shell);
  }
}

async function keepResult({ verb, recording }: LineRun, line: string, thrown: unknown, shell: Shell): Promise<void> {
  const { context, results } = shell;
  const api = shell.isCommand(verb) ? undefined : context.registry().api(verb);
  const answer = api && recording.answerTo(api.name);
  const failed = isProblem(thrown, 'api-failed');
  if (!api || (!answer && !failed)) return;
  const kept = answer === 'too-large' ? undefined : answer;
  const value = failed ? { error: errorObject(thrown, context.text) } : kept;
  const inSession = api.result?.inventory === 'SessionInventory';
  try {
    const number = results.add({
      line,
      api: api.name,
      at: context.io.now(),
      failed,
      ...(value && { value: maskedValue(value as JsonObject, inSession) as JsonObject }),
    });
    shell.lastResult = number;
  } catch (error) {
    await sayNotKept(error, shell);
  }
}

async function sayNotKept(error: unknown, shell: Shell): Promise<void> {
  if (shell.saidNotKept) return;
  shell.saidNotKept = true;
  const reason = isProblem(error, 'settings-unwritable') ? error.facts.reason : String(error);
  await say(shell.context, shell.context.text.repl.notKept(reason));
}

/** The number of a result that was kept, and a bell where somebody may have looked away. */
async function tellEnd(ms: number, shell: Shell): Promise<void> {
  const { context, terminal } = shell;
  const seconds = Number(context.setting('bell').value);
  if (seconds > 0 && ms >= seconds * 1000) terminal.paint('\u0007');
  if (shell.lastResult === undefined) return;
  await say(context, context.text.repl.result(shell.lastResult, ms / 1000));
  shell.lastResult = undefined;
}

async function runShell(command: string, shell: Shell): Promise<void> {
  const { io, text } = shell.context;
  const program = io.env.SHELL || 'sh';
  const words = command.trim() === '' ? [] : ['-c', command];
  const how = await shell.terminal.lend(() => runProgram([program, ...words], io.env));
  shell.terminal.freshLine();
  if (how !== 0) await say(shell.context, text.repl.ended(command.trim().split(/\s/)[0] || program, how));
}
