import { partsOf, usedNames } from './pieces.ts';
import type { Place } from './slot.ts';
import type { Typed } from './typed.ts';
import type { CommandShape } from './world.ts';

/** A word of a command; `undefined` where a statement begins or goes on. */
export function commandSlot(typed: Typed, given: readonly string[], command: CommandShape): Place | undefined {
  const { word, at } = typed;
  const whole = { start: 0, end: word.length };
  const shapes = command.words ?? [];
  const statementAt = shapes.findIndex(({ of }) => of?.includes('statement'));
  if (statementAt >= 0 && given.length > statementAt) return undefined;
  const last = shapes.at(-1);
  const shape = shapes[given.length] ?? (last?.repeats ? last : undefined);
  if (shape?.of?.includes('statement') && !shape.values) return undefined;
  if (shape) return { slot: { kind: 'command-word', shape, used: [...given, ...typed.after] }, ...whole };
  const { name } = partsOf(word);
  if (command.parameters && at <= name.length)
    return {
      slot: { kind: 'command-parameter', command, used: usedNames([...given, ...typed.after]) },
      start: 0,
      end: partsOf(word).valueAt,
    };
  return { slot: { kind: 'nothing' }, ...whole };
}
