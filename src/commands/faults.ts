import type { Context } from '../context.ts';
import { faultsIn } from '../door.ts';
import { CliError } from '../errors.ts';
import { stringifyJson } from '../json/json.ts';
import type { Line, Word } from '../language/words.ts';
import { nearest } from '../registry/near.ts';
import type { CommandArgument } from './command.ts';
import { assignmentsOf } from './words.ts';

/** What can go wrong in the sandbox on demand; each may be followed by `=seconds`. */
export const faultKinds = [
  'latency',
  'reset-before',
  'reset-after',
  'truncate',
  'malformed',
  'error-500',
  'error-503',
  'html',
  'trickle',
  'lost-job',
  'expired-session',
  'skew',
  'refuse',
] as const;

const verbs = ['list', 'clear'] as const;

/** The words after `sandbox faults`. */
export const faultArguments: readonly CommandArgument[] = [
  {
    name: 'fault',
    kind: 'action',
    about: 'fault',
    choices: [...verbs, ...faultKinds],
    optional: true,
    after: 'faults',
  },
  { name: 'on', kind: 'assignment', about: 'on', optional: true, after: 'faults' },
  { name: 'times', kind: 'assignment', about: 'times', optional: true, after: 'faults' },
];

/** `sandbox faults [list|clear|<fault>[=seconds] [on=…] [times=…]]`: of the sandbox that runs, and of every later one. */
export async function changeFaults(line: Line, context: Context): Promise<void> {
  const [command, , word, ...rest] = line.words;
  const faults = await faultsIn(context);
  if (word === undefined || word.text === 'list') {
    refuse(rest[0]);
    return show(faults.list(), context);
  }
  if (word.text === 'clear') {
    refuse(rest[0]);
    faults.set([]);
    return show([], context);
  }
  const fault = readFault(word);
  const { on, times } = assignmentsOf({ ...line, words: [command as Word, ...rest] }, ['on', 'times']);
  if (times !== undefined && !/^[1-9]\d{0,8}$/.test(times))
    throw new CliError('out-of-range', { name: 'times', value: times, least: 1, most: null }, rest.find(isTimes));
  const one = { ...fault, ...(on && { on }), ...(times !== undefined && { times: Number(times) }) };
  faults.set([...faults.list().filter((other) => other.kind !== one.kind || other.on !== one.on), one]);
  await show(faults.list(), context);
}

type Fault = ReturnType<Awaited<ReturnType<typeof faultsIn>>['list']>[number];

function refuse(extra: Word | undefined): void {
  if (extra) throw new CliError('unexpected-word', { word: extra.text, legal: [] }, extra);
}

function isTimes({ text }: Word): boolean {
  return text.startsWith('times=');
}

/** Seconds are 1 where none are given. */
function readFault(word: Word): Pick<Fault, 'kind' | 'seconds'> {
  const [, name = '', seconds = '1'] = /^([^=]*)(?:=(.*))?$/s.exec(word.text) ?? [];
  const kind = faultKinds.find((each) => each === name);
  if (kind === undefined) {
    const legal = nearest(name, [...verbs, ...faultKinds]);
    throw new CliError('unexpected-word', { word: name, legal: legal.length > 0 ? legal : faultKinds }, word);
  }
  if (!/^-?\d+(?:\.\d+)?$/.test(seconds))
    throw new CliError('bad-value', { name: kind, value: seconds, expected: 'double' }, word);
  return { kind, seconds: Number(seconds) };
}

/** One a line, as it would be typed. */
async function show(faults: readonly Fault[], { io, options, text }: Context): Promise<void> {
  const lines = faults.map(({ kind, seconds, on, times }) =>
    [
      `${kind}=${seconds}`,
      ...(on === undefined ? [] : [`on='${on.replaceAll("'", `'\\''`)}'`]),
      ...(times === undefined ? [] : [`times=${times}`]),
    ].join(' '),
  );
  const told = lines.length > 0 ? lines.join('\n') : text.sandbox.noFaults;
  await io.stdout.write(
    `${
      options.output === 'json'
        ? stringifyJson(
            faults.map((fault) => ({ ...fault })),
            2,
          )
        : told
    }\n`,
  );
}
