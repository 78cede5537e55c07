import { CliError, type Problems } from '../errors.ts';
import { type Json, stringifyJson } from '../json/json.ts';
import { nearest } from '../registry/near.ts';
import type { Registry } from '../registry/registry.ts';
import type { Param } from '../registry/types.ts';
import { type Described, nameQueryOf, type Reading } from './reading.ts';
import { mask, replacedAt, secretPlaces } from './secret.ts';

/** What the registry may state of a value beside its type. Source: ApiMessageParamValidator.java, ZStack 5.2.1. */
type Limits = Pick<Param, 'name'> &
  Partial<
    Pick<
      Param,
      'values' | 'range' | 'rangeUnit' | 'min' | 'max' | 'regex' | 'nonempty' | 'emptyString' | 'noTrim' | 'resource'
    >
  >;

/** A legal value in the spelling of the registry: the server minds the case, people do not. */
export function legalSpelling(text: string, of: Described): string {
  const legal = valuesOf(of) ?? [];
  return legal.includes(text) ? text : (legal.find((each) => each.toLowerCase() === text.toLowerCase()) ?? text);
}

/** Holds the text of a scalar, of its own or in a list, against legal values, range, length, pattern and uuid shape. */
export function checkText(text: string, of: Described, path: string, reading: Reading): void {
  const limits: Limits = of;
  const value = shownValue(text, of, reading.registry);
  const refuse = <K extends keyof Problems>(code: K, facts: Problems[K]): void =>
    void reading.errors.push(new CliError(code, facts, reading.place(path)));
  // The server trims before it looks, unless it is told not to.
  const seen = limits.noTrim ? text : text.trim();
  const legal = valuesOf(of);
  if (legal && !legal.includes(seen) && !legal.includes(text)) {
    refuse('not-one-of', { name: path, value, values: legal, nearest: nearest(text, legal) });
    return;
  }
  const [least, most] = limits.range ?? [null, null];
  if ((least !== null && Number(text) < least) || (most !== null && Number(text) > most)) {
    const unit = limits.rangeUnit?.[1];
    refuse('out-of-range', { name: path, value, least, most, ...(unit !== undefined && { unit }) });
  }
  if (seen === '' && limits.emptyString === false) {
    refuse('empty-value', { name: path, what: 'string' });
    return;
  }
  if (limits.resource !== undefined && limits.max === 32) {
    if (!uuidForm.test(seen)) refuse('bad-uuid', { name: path, value, ...reference(seen, limits, reading.registry) });
    return;
  }
  const tooLong = limits.max !== undefined && seen.length > limits.max;
  const tooShort = limits.min !== undefined && seen.length < limits.min;
  if (of.type === 'string' && (tooLong || tooShort)) {
    const { min, max } = limits;
    refuse('bad-length', {
      name: path,
      length: seen.length,
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
    });
  }
  if (limits.regex !== undefined && !new RegExp(`^(?:${limits.regex})$`, 'u').test(seen))
    refuse('not-matching', { name: path, value, pattern: limits.regex });
  if (limits.resource !== undefined && !uuidForm.test(seen) && isNameable(limits.resource, reading.registry))
    reading.notes.push({
      code: 'not-a-uuid',
      facts: { name: path, value, kind: limits.resource },
      span: reading.place(path),
    });
}

/** Of a list as a whole. */
export function checkList(list: readonly Json[], of: Described, path: string, reading: Reading): void {
  const { nonempty }: Limits = of;
  if (nonempty && list.length === 0)
    reading.errors.push(new CliError('empty-value', { name: path, what: 'list' }, reading.place(path)));
}

/** 32 lower- or upper-case hex digits. */
export const uuidForm = /^[\da-f]{32}$/i;

/** The form that the server asks of a uuid chosen for a new resource. Source: ApiMediatorImpl.java, ZStack 5.2.1. */
export const chosenUuidForm = /^[\da-f]{12}[1-5][\da-f]{3}[89ab][\da-f]{15}$/;

/** As much of a value as an error can show, and nothing secret. */
export function shownValue(value: Json, of: Described, registry: Registry): string {
  const open = replacedAt(value, secretPlaces(value, of, registry), () => mask);
  const text = typeof open === 'string' ? open : stringifyJson(open);
  return text.length > 80 ? `${text.slice(0, 79).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

function valuesOf(of: Described): readonly string[] | undefined {
  const legal = 'values' in of ? of.values : 'enum' in of ? of.enum : undefined;
  return legal && legal.length > 0 ? legal : undefined;
}

/** The uuid that was meant where only its dashes are wrong. */
function reference(
  text: string,
  { resource }: Limits,
  registry: Registry,
): { readonly kind?: string; readonly meant?: string } {
  const bare = text.replaceAll('-', '');
  return {
    ...(resource !== undefined && isNameable(resource, registry) && { kind: resource }),
    ...(uuidForm.test(bare) && { meant: bare }),
  };
}

function isNameable(resource: string, registry: Registry): boolean {
  const kind = registry.inventory(resource);
  return kind !== undefined && nameQueryOf(kind, registry) !== undefined;
}
