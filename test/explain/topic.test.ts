import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/errors.ts';
import { topicOf } from '../../src/explain/topic.ts';
import { lineOfWords, type Word } from '../../src/language/words.ts';
import { registry } from '../request/registry.ts';

const commands = ['help', 'login'];

function topic(text: string) {
  const { words } = lineOfWords(['help', text]);
  return topicOf(words[1] as Word, registry, commands);
}

/** The code, the text that it points at and the nearest names. */
function mistake(text: string): readonly unknown[] {
  const line = lineOfWords(['help', text]);
  try {
    topicOf(line.words[1] as Word, registry, commands);
  } catch (error) {
    const [problem] = problemsOf(error) ?? [];
    const { nearest } = (problem?.facts ?? {}) as { nearest?: readonly string[] };
    return [problem?.code, line.text.slice(problem?.span?.start, problem?.span?.end), nearest?.[0]];
  }
  return [];
}

it.each<[string, object]>([
  ['help', { kind: 'command', name: 'help' }],
  ['login', { kind: 'command', name: 'login' }],
  ['LogIn', { kind: 'api', api: { name: 'LogIn' } }],
  ['queryvminstance', { kind: 'api', api: { name: 'QueryVmInstance' } }],
  ['VmInstance', { kind: 'inventory', inventory: { name: 'VmInstanceInventory' } }],
  ['VmInstanceInventory', { kind: 'inventory', inventory: { name: 'VmInstanceInventory' } }],
  ['VmInstance.vmNics', { kind: 'inventory', inventory: { name: 'VmNicInventory' }, via: { joins: ['vmNics'] } }],
  ['QueryVmInstance.host.zone', { kind: 'inventory', inventory: { name: 'ZoneInventory' } }],
  ['VmInstance.vmNics.l3Network.zone.name', { kind: 'field', field: { name: 'name' } }],
  ['CreateVmInstance.strategy', { kind: 'parameter', param: { name: 'strategy' } }],
  ['SecurityGroupRuleAO', { kind: 'struct', struct: { name: 'SecurityGroupRuleAO' } }],
  ['SecurityGroupRuleAO.protocol', { kind: 'structField', field: { name: 'protocol' } }],
  ['AccountType', { kind: 'enum', enumType: { name: 'AccountType' } }],
  ['SYS.1006', { kind: 'error', error: { name: 'OPERATION_ERROR' } }],
  ['sys.1006', { kind: 'error', error: { code: 'SYS.1006' } }],
  ['zstack/vm', { kind: 'metrics', namespace: 'ZStack/VM' }],
  ['AddCdpBackupStorage', { kind: 'removed', api: { removed: '4.2.2' } }],
])('%s', (text, expected) => {
  expect(topic(text)).toMatchObject(expected);
});

describe('what names nothing', () => {
  it.each<[string, readonly unknown[]]>([
    ['QueryVmInstanec', ['unknown-topic', 'QueryVmInstanec', 'QueryVmInstance']],
    ['VmInstanec', ['unknown-topic', 'VmInstanec', 'VmInstance']],
    ['SYS.10066', ['unknown-topic', 'SYS.10066', 'SYS.1006']],
    ['logni', ['unknown-topic', 'logni', 'login']],
    ['VmInstance.vmNic.ip', ['unknown-join', 'vmNic', 'vmNics']],
    ['VmInstance.vmNics.gatewy', ['unknown-field', 'gatewy', 'gateway']],
    ['VmInstance.nmae', ['unknown-field', 'nmae', 'name']],
    ['CreateVmInstance.nmae', ['unknown-param', 'nmae', 'name']],
    ['SecurityGroupRuleAO.protcol', ['unknown-field', 'protcol', 'protocol']],
    ['AccountType.x', ['unexpected-word', 'x', undefined]],
    ['qqqqqqqqqqqq', ['unknown-topic', 'qqqqqqqqqqqq', undefined]],
  ])('%s', (text, expected) => {
    expect(mistake(text)).toEqual(expected);
  });
});
