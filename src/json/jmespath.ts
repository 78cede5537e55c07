import type { JSONValue, TreeInterpreter } from '@jmespath-community/jmespath';
import { ExactNumber, isArray, type Json } from './json.ts';

/** A JMESPath expression that was understood. */
export interface Expression {
  /** Throws where the value does not suit a function of the expression. */
  search(value: Json): Json;
}

/**
 * Reads a JMESPath expression; throws `SyntaxError`. A bare name on the right of a comparison that is no field is
 * taken for text, or for true, false and null, so that `state==Running` means what it says.
 */
export async function readExpression(
  text: string,
  isField: (name: string) => boolean = () => true,
): Promise<Expression> {
  const jmespath = await import('@jmespath-community/jmespath');
  try {
    const isFunction = (name: string): boolean => jmespath.isRegistered(name);
    const tree = worded(jmespath.compile(text), { isField, isFunction }) as Tree;
    return { search: (value) => jmespath.TreeInterpreter.search(tree, plain(value)) as Json };
  } catch (error) {
    throw new SyntaxError(error instanceof Error ? error.message.replace(/^Syntax error: /, '') : String(error));
  }
}

/** What JMESPath takes for true: anything but null, false and what is empty. */
export function isTrue(value: Json): boolean {
  if (value === null || value === false || value === '') return false;
  return typeof value !== 'object' || value instanceof ExactNumber || Object.keys(value).length > 0;
}

type Tree = Parameters<typeof TreeInterpreter.search>[0];

interface Names {
  isField(name: string): boolean;
  isFunction(name: string): boolean;
  /** In front of an `in`. */
  readonly mayBind?: boolean;
}

function worded(node: unknown, names: Names): unknown {
  if (Array.isArray(node)) return node.map((child) => worded(child, names));
  if (typeof node !== 'object' || node === null) return node;
  const { type, name, right } = node as { readonly type?: unknown; readonly name?: unknown; readonly right?: unknown };
  // Alone it is what somebody wrote who meant to compare.
  if (type === 'Binding' && !names.mayBind) throw new SyntaxError('single-equals');
  if (type === 'Function' && !names.isFunction(String(name))) throw new SyntaxError(`no function ${name}()`);
  const entries = Object.entries(node).map(([key, child]) => {
    return [key, worded(child, { ...names, mayBind: key === 'bindings' })] as const;
  });
  const read = Object.fromEntries(entries);
  const { type: typeRight, name: word } = (right ?? {}) as { readonly type?: unknown; readonly name?: unknown };
  if (type !== 'Comparator' || typeRight !== 'Field' || names.isField(String(word))) return read;
  return { ...read, right: { type: 'Literal', value: literals.get(String(word)) ?? (word === 'null' ? null : word) } };
}

const literals: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Without a prototype, so that no expression reaches one, and with the numbers that JMESPath can compare. */
function plain(value: Json): JSONValue {
  if (value instanceof ExactNumber) return Number(value.text);
  if (value === null || typeof value !== 'object') return value;
  if (isArray(value)) return value.map((element) => plain(element));
  const copy = Object.create(null) as Record<string, JSONValue>;
  for (const [key, member] of Object.entries(value)) if (member !== undefined) copy[key] = plain(member);
  return copy;
}
