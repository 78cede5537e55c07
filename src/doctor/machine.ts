import type { Context } from '../context.ts';
import { isProblem } from '../errors.ts';
import type { Check } from '../problems/checks.ts';
import { judged } from '../profiles/written.ts';
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
  return {
    name: 'program',
    state: isOld || !whole ? 'failed' : 'ok',
    ...(isOld && { code: 'node-too-old' }),
    ...(whole ? {} : { code: 'program-damaged' }),
    facts: { version, node: io.node, damaged: !whole },
  };
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
  const wrong = whole ? [...new Set(judged(config, context.registry()).wrong.map(({ name }) => name))] : [];
  const damaged = problem !== undefined;
  const facts = { file, loose, wrong, damaged };
  if (damaged) return { name: 'settings', state: 'failed', code: 'settings-damaged', facts };
  if (wrong.length > 0) return { name: 'settings', state: 'failed', code: 'settings-illegal', facts };
  if (loose.length > 0) return { name: 'settings', state: 'warning', code: 'settings-open-to-others', facts };
  return { name: 'settings', state: 'ok', facts };
}

function terminal({ io }: Context): Check {
  const { isTerminal, columns, colors } = io.stdout;
  const locale = io.env.LC_ALL || io.env.LC_CTYPE || io.env.LANG || '';
  const unicode = io.platform === 'win32' || io.platform === 'darwin' || /utf-?8/i.test(locale);
  const facts = { terminal: isTerminal, columns, colors, unicode };
  return isTerminal && !unicode
    ? { name: 'terminal', state: 'warning', code: 'locale-not-utf8', facts }
    : { name: 'terminal', state: 'ok', facts };
}

function completion({ io }: Context, startFile: (shell: string) => string | undefined): Check {
  const shell = (io.env.SHELL ?? '').replace(/^.*\//, '');
  const file = startFile(shell);
  const installed = file !== undefined && hasLines(file);
  const facts = { shell, installed, known: file !== undefined };
  if (file !== undefined && !installed)
    return { name: 'completion', state: 'warning', code: 'completion-missing', facts };
  return { name: 'completion', state: installed ? 'ok' : 'skipped', facts };
}
