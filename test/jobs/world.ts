import type { Endpoint } from '../../src/client/wire.ts';
import type { Options, Out } from '../../src/context.ts';
import { readLine } from '../../src/language/words.ts';
import { runLine } from '../../src/line.ts';
import { answer, httpNode, type Seen } from '../client/world.ts';
import { type Stage, stageAt } from '../harness/context.ts';
import { registry } from '../request/registry.ts';

/** A node that answers by what it is asked: the text of the nth such request, or the last from then on. */
export async function nodeOf(answers: Readonly<Record<string, readonly (readonly [number, object | string])[]>>) {
  const counts = new Map<string, number>();
  const node = await httpNode((seen, response, nth) => {
    const target = `${seen.method} ${decodeURIComponent(seen.url).replace('/zstack/v1', '')}`;
    const key = Object.keys(answers).find((each) => target.startsWith(each)) ?? '';
    const list = answers[key] ?? [[404, `no api mapping to ${target}`]];
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const [status, body] = list[Math.min(count, list.length) - 1] as readonly [number, object | string];
    answer(status, typeof body === 'string' ? body : JSON.stringify(body))(seen, response, nth);
  });
  return { ...node, targets: () => node.seen.map((seen) => targetIn(seen)) };
}

function targetIn({ method, url }: Seen): string {
  return `${method} ${decodeURIComponent(url).replace('/zstack/v1', '')}`;
}

/** Runs a line as the program would; its problem comes back. */
export async function runOn(
  endpoint: Endpoint,
  text: string,
  options: Partial<Options> = {},
  seen: Partial<Pick<Out, 'isTerminal' | 'columns'>> = {},
): Promise<Stage & { readonly problem: unknown }> {
  const stage = stageAt(endpoint, registry, options, seen);
  const problem = await runLine(readLine(text), stage.context, stage.connect).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { ...stage, problem };
}

export const uuid = (n: number): string => n.toString(16).padStart(32, '0');
