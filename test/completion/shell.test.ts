import { describe, expect, it } from 'vitest';
import { complete } from '../../src/completion/complete.ts';
import type { Dialect } from '../../src/completion/dialect.ts';
import { shellWords } from '../../src/completion/shell.ts';
import type { LiveValue } from '../../src/completion/world.ts';
import { world } from './world.ts';

const uuid = (digit: string) => digit.repeat(32);
const hosts: readonly LiveValue[] = [
  { value: uuid('1'), name: 'one', state: 'Enabled' },
  { value: uuid('2'), name: 'dup' },
  { value: uuid('3'), name: 'dup' },
  { value: uuid('4'), name: 'evil\u001b[2J' },
  { value: uuid('5'), name: 'two words' },
];

function words(line: string, shell: Dialect): readonly string[] {
  const completion = complete(line, line.length, { ...world, live: () => hosts }, shell);
  return shellWords(line, completion, shell, { required: 'required', asMenu: false }).map((told) => told.join('\t'));
}

describe('bash', () => {
  it('lists resources by name, and by uuid where two have the same', () => {
    expect(words('QueryVmInstance hostUuid=', 'bash').slice(0, 5)).toEqual([
      `hostUuid=one\t${uuid('1')}, Enabled`,
      `hostUuid=${uuid('2')}\tdup`,
      `hostUuid=${uuid('3')}\tdup`,
      `hostUuid=${uuid('4')} \t`,
      `hostUuid=two\\ words\t${uuid('5')}`,
    ]);
  });

  it('makes no line of what two details have in common', () => {
    expect(words('QueryVmInstance hostUuid=dup', 'bash')).toEqual([
      `hostUuid=${uuid('2')}\tdup`,
      `hostUuid=${uuid('3')}\tdup`,
    ]);
  });

  it('puts a uuid in the place of the only name', () => {
    expect(words('QueryVmInstance hostUuid=on', 'bash')).toEqual([`hostUuid=${uuid('1')} \t`]);
  });
});

describe('fish', () => {
  it('is given by name what was found by it, because it compares once more', () => {
    expect(words('QueryVmInstance hostUuid=wor', 'fish')).toEqual([`hostUuid=@two words\t${uuid('5')}`]);
    expect(words('StartVmInstance hostUuid=on', 'fish')).toEqual([`hostUuid=@one\t${uuid('1')}, Enabled`]);
    expect(words('QueryVmInstance hostUuid=55', 'fish')).toEqual([`hostUuid=${uuid('5')}\ttwo words`]);
    expect(words('QueryVmInstance hostUuid=evil', 'fish')).toEqual([`hostUuid=${uuid('4')}\tevil\u001b[2J`]);
  });

  it('is given no name where only a uuid will do', () => {
    expect(words('wait Host on', 'fish')).toEqual([`${uuid('1')}\tone, Enabled`]);
  });
});
