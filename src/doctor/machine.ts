import type { Context } from '../context.ts';
import { isProblem } from '../errors.ts';
import type { Check } from '../problems/checks.ts';
import { problemsIn } from '../profiles/written.ts';
import { readConfig } from '../settings/config.ts';
import { openToOthers } from '../settings/modes.ts';
import { hasLines } from '../settings/startup.ts';

/** The program and its surroundings; nothing is sent. `startFile` is what a shell begins with, for those that are known. */
export function machineChecks(context: Context, startFile: (shell: string) => string | undefined): readonly Check[] {
  const whole = isWhole(context);
  return [program(context, whole), settings(context, whole), terminal(context), completion(context, startFile)];
}

function program({ version, io }: Context, whole: boolean): Check {
  const [major = 0, minor = 0] = io.node.split('.').map(Number);
  const isOld = major < 20 || (major === 20 && minor < 18);
  const damaged = !whole;
  return { name: 'program', state: isOld || damaged ? 'failed' : 'ok', facts: { version, node: io.node, damaged } };
}

function isWhole({ registry }: Context): boolean {
  try {
    return registry().isWhole();
  } catch (error) {
    if (isProblem(error, 'program-damaged')) return false;
    throw error;
  }
}

/** Without facts that can be trusted nobody can say what is legal. */
function settings(context: Context, whole: boolean): Check {
  const { folders, io } = context;
  const { config, problem } = readConfig(folders.config);
  const { file } = context.configStore();
  const loose =
    io.platform === 'win32' ? [] : openToOthers(folders.config, ['config.json', 'sessions.json', 'repl.json']);
  const wrong = whole ? [...new Set(problemsIn(config, context.registry()).map(({ name }) => name))] : [];
  const damaged = problem !== undefined;
  const state = damaged || wrong.length > 0 ? 'failed' : loose.length > 0 ? 'warning' : 'ok';
  return { name: 'settings', state, facts: { file, loose, wrong, damaged } };
}

function terminal({ io }: Context): Check {
  const { isTerminal, columns, colors } = io.stdout;
  const locale = io.env.LC_ALL || io.env.LC_CTYPE || io.env.LANG || '';
  const unicode = io.platform === 'win32' || io.platform === 'darwin' || /utf-?8/i.test(locale);
  return {
    name: 'terminal',
    state: isTerminal && !unicode ? 'warning' : 'ok',
    facts: { terminal: isTerminal, columns, colors, unicode },
  };
}

function completion({ io }: Context, startFile: (shell: string) => string | undefined): Check {
  const shell = (io.env.SHELL ?? '').replace(/^.*\//, '');
  const file = startFile(shell);
  const installed = file !== undefined && hasLines(file);
  const state = installed ? 'ok' : file === undefined ? 'skipped' : 'warning';
  return { name: 'completion', state, facts: { shell, installed, known: file !== undefined } };
}
