/** How the server reads one `q` parameter. */
export interface Cut {
  readonly name: string;
  readonly operator: string;
  readonly value?: string;
}

/**
 * Reads `q` as the server does: the first token of its list that occurs anywhere, name and value alike, is the
 * operator; the text is split there, leading separators are swallowed, the name is trimmed and the value is not.
 * Undefined where the server answers 400. Source: RestServer.java (handleQuery), ZStack 5.2.1.
 */
export function cut(q: string): Cut | undefined {
  const token = tokens.find((token) => q.includes(token));
  if (token === undefined) return undefined;
  const [name, value] = splitOnce(q, token);
  if (token === 'is null' || token === 'not null') return { name: (name ?? '').trim(), operator: token };
  if (name === undefined || value === undefined) return undefined;
  return { name: name.trim(), operator: token, value };
}

const tokens = ['!=', '>=', '<=', '!?=', '!~=', '~=', '?=', '=', '>', '<', 'is null', 'not null'] as const;

/** At most two pieces; separators before the first piece and before the second are skipped, as commons-lang does. */
function splitOnce(text: string, separator: string): readonly (string | undefined)[] {
  let at = 0;
  while (text.startsWith(separator, at)) at += separator.length;
  const end = text.indexOf(separator, at);
  if (end < 0) return [text.slice(at) || undefined];
  let rest = end + separator.length;
  while (text.startsWith(separator, rest)) rest += separator.length;
  return [text.slice(at, end), text.slice(rest)];
}
