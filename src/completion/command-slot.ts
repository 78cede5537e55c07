import { assignmentsOf } from './command-words.ts';
import { partsOf, usedNames } from './pieces.ts';
import { nowhere, type Place } from './slot.ts';
import type { Typed } from './typed.ts';
import type { CommandShape } from './world.ts';

/** A word of a command; `undefined` where a statement begins or goes on. */
export function commandSlot(typed: Typed, given: readonly string[], command: CommandShape): Place | undefined {
  const { word, at } = typed;
  const whole = { start: 0, end: word.length };
  const fitting = command.arguments.filter(({ after }) => after === undefined || after === given[0]);
  const places = fitting.filter(({ kind }) => kind !== 'assignment');
  const lineAt = places.findIndex(({ kind }) => kind === 'line');
  const last = places.at(-1);
  const shape = places[given.length] ?? (last?.repeated ? last : undefined);
  if (lineAt >= 0 && given.length >= lineAt) return undefined;
  const used = [...given, ...typed.after];
  if (shape) return { slot: { kind: 'command-word', shape, given, used }, ...whole };
  const { name, valueAt } = partsOf(word);
  const own = { ...command, arguments: fitting };
  if (at <= name.length)
    return { slot: { kind: 'command-parameter', command: own, used: usedNames(used) }, start: 0, end: valueAt };
  if (at < valueAt || !assignmentsOf(own).includes('setting')) return nowhere;
  return { slot: { kind: 'setting-value', setting: name }, start: valueAt, end: word.length };
}
