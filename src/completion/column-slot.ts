import type { Registry } from '../registry/registry.ts';
import type { Api, Inventory } from '../registry/types.ts';
import { pieceAt } from './pieces.ts';
import { nowhere, type Place } from './slot.ts';
import type { Typed } from './typed.ts';

/** A column of `--columns uuid,-state` or of `--sort -name,state`, of what the statement around it answers. */
export function columnSlot({ word, at }: Typed, from: number, api: Api | undefined, registry: Registry): Place {
  const inventory = api && answerOf(api, registry);
  if (!inventory) return nowhere;
  const { start, end } = pieceAt(word, ',', from, word.length, at);
  const sign = word[start] === '-' ? 1 : 0;
  const others = `${word.slice(from, start)},${word.slice(end)}`.split(',');
  const chosen = others.map((each) => each.replace(/^-/, '')).filter((each) => each !== '');
  return { slot: { kind: 'column', inventory, chosen }, start: Math.min(start + sign, end), end };
}

function answerOf(api: Api, registry: Registry): Inventory | undefined {
  const results = Object.values(api.result ?? {});
  const [first] = results.flatMap((type) => registry.inventory(/(\w+Inventory)/.exec(type)?.[1] ?? '') ?? []);
  return registry.queried(api) ?? first;
}
