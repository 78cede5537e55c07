import { CliError } from '../errors.ts';
import type { Argument } from '../language/statement.ts';
import type { Registry } from '../registry/registry.ts';
import type { Api } from '../registry/types.ts';
import { memberField } from './shape.ts';
import { targetOf } from './target.ts';

/** Where the value of an argument comes from: it stands in the word, or it is read from a file or standard input. */
export type Source =
  | { readonly kind: 'here'; readonly argument: Argument }
  | { readonly kind: 'file'; readonly path: string; readonly escaped: string }
  | { readonly kind: 'stdin' };

/**
 * `key=@path` and `key=@file:path` read a file, `key=-` reads standard input, `@@` is a plain `@`. Where a parameter
 * takes the uuid of a resource, `@x` and `@name:x` name that resource instead, and only `@file:path` reads a file. In a
 * query only `conditions` is read from outside. Throws `not-nameable` for `@name:` where nothing can be named.
 */
export function sourceOf(api: Api, argument: Argument, registry: Registry): Source {
  const { name, value, valueSpan, origin } = argument;
  const here = { kind: 'here', argument } as const;
  if (origin !== undefined || argument.operator !== '=') return here;
  if (api.kind === 'query' && name !== 'conditions') return here;
  if (value === '-') return { kind: 'stdin' };
  if (!value.startsWith('@')) return here;
  const escaped = `${name}=@${value}`;
  if (value.startsWith('@file:')) return { kind: 'file', path: value.slice('@file:'.length), escaped };
  if (isReference(api, name, registry)) return here;
  if (value.startsWith('@@')) return { kind: 'here', argument: { ...argument, value: value.slice(1) } };
  if (value.startsWith('@name:')) throw new CliError('not-nameable', { name }, valueSpan);
  return { kind: 'file', path: value.slice(1), escaped };
}

/** The argument with what was read; the last line breaks are not part of it, as in a shell's `$(…)`. */
export function withContent(api: Api, argument: Argument, content: string): Argument {
  const keeps = targetOf(api, argument.name)?.param.noTrim === true;
  return { ...argument, value: keeps ? content : content.replace(/[\r\n]+$/, ''), origin: 'file' };
}

function isReference(api: Api, name: string, registry: Registry): boolean {
  const target = targetOf(api, name);
  const field = target && memberField(target.param, target.member.steps, registry);
  return field !== undefined && registry.referenced(field) !== undefined;
}
