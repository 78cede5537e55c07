import type { QueryCondition, QueryMessage } from '../../src/sandbox/query.ts';
import { registry } from '../request/registry.ts';

/**
 * The message that ZStack's Python command line makes of its words, which are taken as they are after the shell.
 * Source: cli.py, zstack-utility.
 */
export function legacyMessage(inventory: string, words: readonly string[]): QueryMessage {
  const found = registry.inventory(inventory);
  if (!found) throw new Error(`no inventory ${inventory}`);
  const parts = words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const);
  const steering = Object.fromEntries(parts.filter(([key]) => reserved.includes(key)));
  const isTrue = (key: string) => (steering[key] === undefined ? {} : { [key]: steering[key] === 'true' });
  const number = (key: string) => (steering[key] === undefined ? {} : { [key]: Number(steering[key]) });
  const text = (key: string) => (steering[key] === undefined ? {} : { [key]: steering[key] });
  return {
    inventory: found,
    conditions: parts.filter(([key]) => !reserved.includes(key)).map(([key, value]) => conditionOf(key, value)),
    ...number('limit'),
    ...number('start'),
    ...isTrue('count'),
    ...isTrue('replyWithCount'),
    ...text('sortBy'),
    ...text('sortDirection'),
    ...text('filterName'),
    ...(steering.fields === undefined ? {} : { fields: steering.fields.replace(/,$/, '').split(',') }),
  };
}

const reserved = 'limit start count replyWithCount sortBy sortDirection fields filterName'.split(' ');

function conditionOf(key: string, value: string): QueryCondition {
  const [ending = '', op = '='] = endings.find(([end]) => key.endsWith(end)) ?? [];
  const name = ending === '' ? key : key.slice(0, -ending.length);
  if (value === 'null' && op === '=') return { name, op: 'is null' };
  if (value === 'null' && op === '!=') return { name, op: 'is not null' };
  return { name, op, value: op.endsWith('like') && !/[%_]/.test(value) ? `%${value}%` : value };
}

const endings = [
  ['!', '!='],
  ['>', '>='],
  ['<', '<='],
  ['!?', 'not in'],
  ['?', 'in'],
  ['!~', 'not like'],
  ['~', 'like'],
] as const;
