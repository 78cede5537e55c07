import type { Registry } from '../registry/registry.ts';
import type { Api, Inventory } from '../registry/types.ts';
import { pieceAt } from './pieces.ts';
import { nowhere, type Place } from './slot.ts';
import type { Typed } from './typed.ts';
import type { World } from './world.ts';

/** A column of `--columns uuid,-state` or of `--sort -name,state`, of rows of that kind. */
export function columnSlot({ word, at }: Typed, from: number, inventory: Inventory | undefined): Place {
  if (!inventory) return nowhere;
  const { start, end } = pieceAt(word, ',', from, word.length, at);
  const sign = word[start] === '-' ? 1 : 0;
  const others = `${word.slice(from, start)},${word.slice(end)}`.split(',');
  const chosen = others.map((each) => each.replace(/^-/, '')).filter((each) => each !== '');
  return { slot: { kind: 'column', inventory, chosen }, start: Math.min(start + sign, end), end };
}

/** What the answer of an API holds. */
export function answerOf(api: Api, registry: Registry): Inventory | undefined {
  const results = Object.values(api.result ?? {});
  const [first] = results.flatMap((type) => registry.inventory(/(\w+Inventory)/.exec(type)?.[1] ?? '') ?? []);
  return registry.queried(api) ?? first;
}

/** The kind whose columns a setting such as `columns.VmInstance` chooses. */
export function kindOfSetting(name: string, { settings = [], registry }: World): Inventory | undefined {
  const shape = settings.find((each) => each.ofKinds && name.startsWith(each.name));
  return shape && registry.inventory(name.slice(shape.name.length));
}
