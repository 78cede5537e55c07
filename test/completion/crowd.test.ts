import { describe, expect, it } from 'vitest';
import { complete } from '../../src/completion/complete.ts';
import { type LiveQuery, type LiveValue, mostValues } from '../../src/completion/world.ts';
import { world } from './world.ts';

const crowd: readonly LiveValue[] = Array.from({ length: mostValues }, (_, at) => ({
  value: String(at).padStart(32, '0'),
  name: `many-${at}`,
}));
const late: LiveValue = { value: 'f'.repeat(32), name: 'web-late' };

/** What is offered and asked for where the cloud holds more hosts than are known, and of some parts of names more. */
function asked(line: string, parts: Readonly<Record<string, readonly LiveValue[]>> = {}) {
  const live = ({ kind, part }: LiveQuery) =>
    kind === 'resources' ? (part === undefined ? crowd : parts[part]) : undefined;
  const { candidates, wanted } = complete(line, line.length, { ...world, live });
  return { names: candidates.map(({ label }) => label), wanted };
}

describe('of more values than can be known', () => {
  it('those are asked for that hold what is typed', () => {
    expect(asked('QueryVmInstance hostUuid=').wanted).toEqual({ kind: 'resources', inventory: 'Host' });
    expect(asked('QueryVmInstance hostUuid=w').wanted).toEqual({ kind: 'resources', inventory: 'Host' });
    const first = asked('QueryVmInstance hostUuid=web-l');
    expect(first).toEqual({ names: [], wanted: { kind: 'resources', inventory: 'Host', part: 'web-l' } });
    const then = asked('QueryVmInstance hostUuid=web-l', { 'web-l': [late] });
    expect(then).toEqual({ ...first, names: ['web-late'] });
  });

  it('those that are known stay, each once', () => {
    const [known] = crowd;
    const { names } = asked('StartVmInstance hostUuid=many-0', { 'many-0': [known as LiveValue] });
    expect(names.filter((name) => name === 'many-0')).toHaveLength(1);
    expect(asked('StartVmInstance hostUuid=many-49').names.slice(0, 3)).toEqual(['many-49', 'many-490', 'many-491']);
  });

  it('a name in place of a uuid is looked for as well', () => {
    const { candidates, wanted } = complete('StartVmInstance hostUuid=@web', 29, {
      ...world,
      live: ({ part }) => (part === undefined ? crowd : [late]),
    });
    expect([candidates.map(({ text }) => text), wanted?.part]).toEqual([['@web-late'], 'web']);
  });
});
