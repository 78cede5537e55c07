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
  if (shape) return { slot: { kind: 'command-word', shape, used }, ...whole };
  const { name, valueAt } = partsOf(word);
  if (at > name.length) return nowhere;
  return {
    slot: { kind: 'command-parameter', command: { ...command, arguments: fitting }, used: usedNames(used) },
    start: 0,
    end: valueAt,
  };
}
