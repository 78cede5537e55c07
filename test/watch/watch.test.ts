import { describe, expect, it } from 'vitest';
import { readLine } from '../../src/language/words.ts';
import { runLine } from '../../src/line.ts';
import { stageAt } from '../harness/context.ts';
import { nodeOf, runOn, uuid } from '../jobs/world.ts';
import { registry } from '../request/registry.ts';

const host = (status: string) => ({ inventories: [{ uuid: uuid(1), name: 'h1', status }] });
const connecting = [200, host('Connecting')] as const;
const connected = [200, host('Connected')] as const;
const refused = [400, { error: { code: 'SYS.1000', description: 'no', details: 'not now' } }] as const;

describe('watch in a pipe', () => {
  it('prints one JSON line a time until the expression is true', async () => {
    const node = await nodeOf({ 'GET /hosts': [connecting, connecting, connected] });
    const until = 'inventories[0].status==Connected';
    const { problem, stdout, slept } = await runOn(node.endpoint, 'watch QueryHost', { until, interval: 5000 });
    expect(problem).toBeUndefined();
    expect(
      stdout()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([host('Connecting'), host('Connecting'), host('Connected')]);
    expect(slept()).toBe(10_000);
  });

  it('tells what fails on stderr and goes on', async () => {
    const node = await nodeOf({ 'GET /hosts': [connecting, refused, connected] });
    const until = "inventories[0].status=='Connected'";
    const { problem, stdout, stderr } = await runOn(node.endpoint, 'watch QueryHost', { until });
    expect(problem).toBeUndefined();
    expect(stdout().match(/\n/g)).toHaveLength(2);
    expect(JSON.parse(stderr())).toMatchObject({ code: 'SYS.1000' });
  });

  it('ends at a mistake, which no time mends, with its place in the whole line', async () => {
    const node = await nodeOf({});
    for (const [line, code, start] of [
      ['watch QueryHost nam=x', 'unknown-field', 16],
      ["watch 'QueryHost nam=x'", 'unknown-field', 17],
      ['watch DeleteHost uuid=x', 'watch-changes', 6],
      ['watch watch QueryHost', 'unexpected-word', 6],
      ['watch', 'missing-words', 0],
    ] as const) {
      const { problem } = await runOn(node.endpoint, line);
      expect(problem).toMatchObject({ code, span: { start } });
    }
    const { problem } = await runOn(node.endpoint, 'watch QueryHost', { until: 'x =' });
    expect(problem).toMatchObject({ code: 'bad-expression' });
    expect(node.seen).toEqual([]);
  });

  it('is ended by Ctrl-C, quietly and with its own code', async () => {
    const node = await nodeOf({ 'GET /hosts': [connecting] });
    const stage = stageAt(node.endpoint, registry);
    const watching = runLine(readLine('watch QueryHost'), stage.context, stage.connect);
    while (node.seen.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    stage.interrupt();
    await expect(watching).rejects.toMatchObject({ code: 'interrupted', facts: { isMeant: true } });
  });
});

describe('watch on a terminal', () => {
  const seen = { isTerminal: true, columns: 60 };

  it('draws in one place and marks what changed, without colours too', async () => {
    const node = await nodeOf({ 'GET /hosts': [connecting, connected] });
    const until = "inventories[0].status=='Connected'";
    const { problem, stdout } = await runOn(node.endpoint, 'watch QueryHost fields=name,status', { until }, seen);
    expect(problem).toBeUndefined();
    expect(stdout()).toContain('every 2 s: QueryHost fields=name,status');
    expect(stdout()).toContain('\u001b[7mConnected\u001b[27m');
    expect(stdout().match(/every 2 s/g)).toHaveLength(1);
  });

  it('keeps the last output under what failed', async () => {
    const node = await nodeOf({ 'GET /hosts': [connecting, refused, connected] });
    const until = "inventories[0].status=='Connected'";
    const options = { until, errorFormat: 'text' as const };
    const { stdout, stderr } = await runOn(node.endpoint, 'watch QueryHost fields=name,status', options, seen);
    expect(stdout()).toContain('SYS.1000');
    expect(stderr()).toBe('');
  });
});
