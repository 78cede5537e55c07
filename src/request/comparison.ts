import { CliError, type Note } from '../errors.ts';
import { nearest } from '../registry/near.ts';
import type { Condition } from './condition.ts';
import type { Resolved } from './fields.ts';

/**
 * Holds the value of a condition against the type of its field. What could only be a mistake is refused; what the
 * database would quietly turn into something else becomes a note. Source: SQLConditionBuilder.java, ZStack 5.2.1, and
 * MySQL's comparison rules.
 */
export function checkComparison(condition: Condition, { field, name }: Resolved): readonly Note[] {
  const { operator, value, valueSpan } = condition;
  if (!field || value === undefined || operator === 'like' || operator === 'not like') return [];
  const isList = operator === 'in' || operator === 'not in';
  const values = isList ? value.split(',') : [value];

  if (field.enum && field.enum.length > 0 && (isList || operator === '=' || operator === '!=')) {
    const legal = field.enum;
    const wrong = values.find((each) => !legal.some((known) => known.toLowerCase() === each.trim().toLowerCase()));
    if (wrong === undefined) return [];
    throw new CliError(
      'not-one-of',
      { name, value: wrong.trim(), values: legal, nearest: nearest(wrong.trim(), legal) },
      valueSpan,
    );
  }
  if (field.type === 'bool') {
    if (isList) return [{ code: 'bool-list', facts: { name }, span: condition.word }];
    if (/^(?:true|false|1|0)$/i.test(value)) return [];
    throw new CliError('bad-value', { name, value, expected: 'bool' }, valueSpan);
  }
  if (isNumber(field.type)) {
    const odd = values.find((each) => !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(each));
    return odd === undefined
      ? []
      : [{ code: 'not-a-number', facts: { name, value: odd, read: leadingNumber(odd) }, span: valueSpan }];
  }
  if (field.type === 'timestamp') {
    const odd = values.find((each) => !/^\s*\d{2,4}\D?\d{1,2}\D?\d{1,2}|^\s*\d{14}/.test(each));
    return odd === undefined ? [] : [{ code: 'not-a-time', facts: { name, value: odd }, span: valueSpan }];
  }
  return [];
}

function isNumber(type: string): boolean {
  return type === 'int' || type === 'long' || type === 'double' || type === 'float';
}

/** What MySQL makes of a text that is compared with a number. */
function leadingNumber(text: string): string {
  return /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/i.exec(text)?.[1] ?? '0';
}
