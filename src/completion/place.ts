import type { Inventory } from '../registry/types.ts';
import { answerOf, columnSlot, kindOfSetting } from './column-slot.ts';
import { commandSlot } from './command-slot.ts';
import { optionAt, readOptions, valueName } from './options.ts';
import { paramSlot } from './param-slot.ts';
import { pipeSlot } from './pipe-slot.ts';
import { querySlot } from './query-slot.ts';
import { nowhere, type Place } from './slot.ts';
import type { Typed } from './typed.ts';
import type { CommandShape, World } from './world.ts';

/** Asks what may stand at the cursor, knowing what stands before and after. */
export function placeOf(typed: Typed, world: World): Place {
  return pipeSlot(typed) ?? statementSlot(typed, world);
}

function statementSlot(typed: Typed, world: World): Place {
  const whole = { start: 0, end: typed.word.length };
  const read = readOptions(typed, world.options);
  const [verb, ...given] = read.words;
  const option = optionAt(typed, read, verb, world.options);
  if (option?.slot.kind === 'option-value' && valueName(option.slot.option) === 'columns')
    return columnSlot(typed, option.start, answerAround(verb, typed, world));
  if (option) return option;
  if (verb === undefined) return { slot: { kind: 'verb' }, ...whole };
  const command = world.commands.find(({ name }) => name === verb);
  if (command) {
    const place = commandSlot(typed, given, command);
    return place ? inColumns(place, typed, world) : nested(typed, world, command, given);
  }
  const api = world.registry.api(verb);
  if (!api) return nowhere;
  const others = [...given, ...typed.after];
  return api.kind === 'query'
    ? querySlot(typed, api, others, world.registry)
    : paramSlot(typed, api, others, world.registry);
}

/** Options may stand before the statement too. */
function answerAround(verb: string | undefined, { after }: Typed, { registry }: World): Inventory | undefined {
  const names = verb === undefined ? after : [verb];
  const api = names.map((name) => registry.api(name)).find((each) => each !== undefined);
  return api && answerOf(api, registry);
}

/** The value of a setting that chooses columns is a list of them. */
function inColumns(place: Place, typed: Typed, world: World): Place {
  const { slot, start } = place;
  const setting =
    slot.kind === 'setting-value' ? slot.setting : slot.kind === 'command-word' ? slot.given.at(-1) : undefined;
  const inventory = setting === undefined ? undefined : kindOfSetting(setting, world);
  return inventory ? columnSlot(typed, start, inventory) : place;
}

/** A statement inside a command: `explain QueryHost …`. */
function nested(typed: Typed, world: World, command: CommandShape, given: readonly string[]): Place {
  const at = command.arguments.findIndex(({ kind }) => kind === 'line');
  return statementSlot({ ...typed, before: given.slice(at) }, world);
}
