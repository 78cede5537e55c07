import { profileOf } from '../context.ts';
import type { Ink } from '../output/ink.ts';
import { visible } from '../output/sanitize.ts';
import { cut } from '../output/width.ts';
import type { Piece } from './editor/frame.ts';
import type { Shell } from './shell.ts';

/** What stands before the line: who and where one is, red where mistakes are expensive. */
export function promptOf({ context, results, terminal }: Shell): readonly Piece[] {
  const profile = profileOf(context.options);
  const entry = context.sessions().peek(profile);
  const account = entry && 'account' in entry ? entry.account : undefined;
  const patterns = String(context.setting('danger').value).split(',');
  const isDanger =
    context.setting('production').value === true ||
    patterns.some((pattern) => pattern !== '' && fits(profile, pattern.trim()));
  const ink: Ink = isDanger ? 'danger' : 'prompt';
  const places: Readonly<Record<string, string>> = {
    p: profile,
    a: account ?? '-',
    h: context.endpoint().host,
    n: String((results.numbers().at(-1) ?? 0) + 1),
    '%': '%',
  };
  const usual = profile === 'default' ? '%a >>> ' : account === undefined ? '%p >>> ' : '%a@%p >>> ';
  const text = String(context.setting('prompt').value || usual).replace(
    /%([pahn%])/g,
    (_, place: string) => places[place] ?? '',
  );
  const room = Math.max(4, Math.floor(terminal.columns / 2));
  return [{ text: cut(visible(text), room), ink }];
}

/** `*` stands for anything. */
function fits(name: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const expression = parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${expression}$`).test(name.toLowerCase());
}
