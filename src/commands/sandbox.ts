import type { Context } from '../context.ts';
import { announce, emptySandbox, folderOf, openSandbox, runningIn, startLog } from '../door.ts';
import { CliError } from '../errors.ts';
import { jsonFor } from '../output/json-text.ts';
import { say } from '../report.ts';
import type { Command } from './command.ts';
import { changeFaults, faultArguments } from './faults.ts';
import { choiceOf } from './words.ts';

const verbs = ['start', 'stop', 'reset', 'status', 'faults'] as const;

/** `sandbox start|stop|reset|status|faults`: the embedded cloud as a server of its own. */
export const sandbox: Command = {
  arguments: [{ name: 'action', kind: 'action', choices: verbs, optional: true }, ...faultArguments],
  options: ['host', 'port', 'output'],
  examples: [
    'sandbox start --rows 100000',
    "sandbox faults latency=2 on='POST /v1/zones' times=3",
    'sandbox faults clear',
  ],
  async run(line, context) {
    if (line.words[1]?.text === 'faults') return changeFaults(line, context);
    const verb = choiceOf(line, verbs) ?? 'status';
    if (verb !== 'faults') await { start, stop, reset, status }[verb](context);
  },
};

async function start(context: Context): Promise<void> {
  const { io, options, text } = context;
  const running = runningIn(context);
  if (running) throw new CliError('sandbox-running', running);
  if (options.foreground) return serve(context);
  const log = startLog(context);
  const words = [
    ...['sandbox', 'start', '--foreground', '--data', folderOf(context)],
    ...(options.port === undefined ? [] : ['--port', String(options.port)]),
    ...(options.host === undefined ? [] : ['--host', options.host]),
    ...(options.seed === undefined ? [] : ['--seed', options.seed]),
    ...(options.rows === undefined ? [] : ['--rows', String(options.rows)]),
    ...(options.friendly ? ['--friendly'] : []),
  ];
  const pid = await io.startDetached(words, log.file);
  for (let waited = 0; waited < startLimit; waited += step) {
    await io.sleep(step, io.interrupted);
    const started = runningIn(context);
    if (started) return io.stdout.write(`${text.sandbox.started(started.url, started.pid)}\n`);
    if (!io.isRunning(pid)) break;
  }
  throw new CliError('sandbox-failed', { reason: log.read() });
}

async function serve(context: Context): Promise<void> {
  const { io, options, text } = context;
  const opened = await openSandbox(context, {
    port: options.port ?? 0,
    ...(options.host !== undefined && { host: options.host }),
  });
  const conceal = announce(context, opened.url);
  try {
    if (options.host !== undefined && !/^(?:127\.|localhost$|::1$)/.test(options.host))
      await say(context, text.sandbox.open(options.host));
    await io.stdout.write(`${text.sandbox.serving(opened.url)}\n`);
    await new Promise<void>((resolve) => {
      if (io.interrupted.aborted) resolve();
      else io.interrupted.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    conceal();
    await opened.stop();
  }
}

async function stop(context: Context): Promise<void> {
  const { io, text } = context;
  const running = runningIn(context);
  if (!running) throw new CliError('sandbox-not-running', {});
  io.stop(running.pid);
  for (let waited = 0; waited < stopLimit && io.isRunning(running.pid); waited += step) await io.sleep(step);
  await io.stdout.write(`${text.sandbox.stopped}\n`);
}

async function status(context: Context): Promise<void> {
  const { io, options, text } = context;
  const folder = folderOf(context);
  const running = runningIn(context);
  const told = running ? text.sandbox.running(running.url, running.pid, folder) : text.sandbox.notRunning(folder);
  const json = { running: running !== undefined, ...running, folder };
  await io.stdout.write(`${options.output === 'json' ? jsonFor(io.stdout, json, 2) : told}\n`);
}

async function reset(context: Context): Promise<void> {
  const running = runningIn(context);
  if (running) throw new CliError('sandbox-running', running);
  await emptySandbox(context);
  await (await openSandbox(context, { port: 0 })).stop();
  await context.io.stdout.write(`${context.text.sandbox.reset(folderOf(context))}\n`);
}

/** Milliseconds. */
const step = 50;
/** A million rows take a while to be made. */
const startLimit = 600_000;
const stopLimit = 5_000;
