import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Document as YamlDocument } from 'yaml';
import { CliError, type Document, type Span } from '../errors.ts';
import { ExactNumber, type Json, numberOf, stringifyJson } from '../json/json.ts';
import type { Argument } from '../language/statement.ts';

/**
 * Reads a document, YAML 1.2 or JSON, that maps parameters to values, as the arguments that it stands for; their places
 * are those in the document. A null is no value. Throws `bad-document`; nothing of the text is in it.
 */
export function readDocument(document: Document): readonly Argument[] {
  const yaml = parsed(document);
  if (yaml.contents === null || (isScalar(yaml.contents) && yaml.contents.value === null)) return [];
  if (!isMap(yaml.contents)) throw refusal(document, 'not-a-map', placeOf(yaml.contents));
  const reader = readerOf(document, yaml);
  return yaml.contents.items.flatMap(({ key, value }) => {
    const name = reader.key(key as Node);
    const read = reader.value(value as Node | null, 0);
    return read === null ? [] : [argumentOf(document, name, read, key as Node, (value ?? key) as Node)];
  });
}

/** A document as a value, and the place of each of its parts by the names that lead there. Throws `bad-document`. */
export function readTree(document: Document): {
  readonly value: Json;
  place(path: readonly string[]): Span;
} {
  const yaml = parsed(document);
  return {
    value: readerOf(document, yaml).value(yaml.contents, 0),
    place(path) {
      let [node, key]: (Node | null | undefined)[] = [yaml.contents];
      for (const name of path) {
        const pair = isMap(node)
          ? node.items.find((each) => isScalar(each.key) && String(each.key.value) === name)
          : null;
        if (!pair) break;
        [node, key] = [pair.value as Node | null, pair.key as Node];
      }
      return { ...placeOf(key), of: document };
    },
  };
}

function parsed(document: Document): YamlDocument.Parsed {
  refuseDeep(document);
  const yaml = parseDocument(document.text, { schema: 'core', intAsBigInt: true, prettyErrors: false });
  const [trouble] = [...yaml.errors, ...yaml.warnings];
  if (!trouble) return yaml;
  // A quote that is never closed is missed behind the last character.
  const [start, end] = trouble.pos.map((at) => Math.min(at, document.text.length)) as [number, number];
  throw refusal(document, trouble.code, { start, end });
}

/**
 * The reader of YAML goes down as deep as the text does, and where the stack ends V8 may end the process instead of
 * throwing: brackets, indentation and `- - -` that no document needs are refused before.
 */
function refuseDeep(document: Document): void {
  const { text } = document;
  const refuse = (at: number): never => {
    throw refusal(document, 'too-deep', { start: at, end: at + 1 });
  };
  const indented = new RegExp(`^[ \\t?-]{${4 * mostOpen}}`, 'm').exec(text);
  if (indented) refuse(indented.index);
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '[' || character === '{') open++;
    else if ((character === ']' || character === '}') && open > 0) open--;
    if (open > mostOpen) refuse(at);
  }
}

function readerOf(document: Document, yaml: YamlDocument) {
  let size = 0;
  /** Where an alias leads to is looked for through the whole document. */
  const targets = new Map<Node, Node>();
  const key = (node: Node | null): string => {
    const text = isScalar(node) ? node.value : undefined;
    if (typeof text === 'string') return text;
    if (isScalar(node) && text !== null && typeof text !== 'object') return node.source ?? String(text);
    throw refusal(document, 'not-a-name', placeOf(node));
  };
  const value = (node: Node | null | undefined, depth: number): Json => {
    if (depth > deepest) throw refusal(document, 'too-deep', placeOf(node));
    if (++size > mostNodes) throw refusal(document, 'too-large', placeOf(node));
    if (isAlias(node)) {
      const anchored = targets.get(node) ?? node.resolve(yaml);
      if (!anchored) throw refusal(document, 'no-anchor', placeOf(node));
      targets.set(node, anchored);
      return value(anchored, depth + 1);
    }
    if (isSeq(node)) return node.items.map((item) => value(item as Node | null, depth + 1));
    if (isMap(node))
      return Object.fromEntries(
        node.items.map((pair) => [key(pair.key as Node), value(pair.value as Node | null, depth + 1)]),
      );
    if (!isScalar(node)) return null;
    const scalar = node.value;
    if (typeof scalar === 'bigint') return numberOf(String(scalar));
    if (typeof scalar === 'number') {
      if (!Number.isFinite(scalar)) throw refusal(document, 'not-json', placeOf(node));
      return jsonNumber.test(node.source ?? '') ? new ExactNumber(node.source as string) : scalar;
    }
    if (scalar === null || typeof scalar === 'string' || typeof scalar === 'boolean') return scalar;
    throw refusal(document, 'not-json', placeOf(node));
  };
  return { key, value };
}

function argumentOf(of: Document, name: string, value: Json, keyNode: Node, valueNode: Node): Argument {
  const nameSpan = { ...placeOf(keyNode), of };
  return {
    name,
    operator: '=',
    value: typeof value === 'string' ? value : stringifyJson(value),
    word: { text: '', raw: '', ...nameSpan },
    nameSpan,
    operatorSpan: nameSpan,
    valueSpan: { ...placeOf(valueNode), of },
    origin: typeof value === 'string' ? 'text' : 'json',
  };
}

function placeOf(node: Node | null | undefined): Span {
  const [start, end] = node?.range ?? [0, 0];
  return { start, end };
}

function refusal(document: Document, reason: string, span: Span): CliError {
  return new CliError('bad-document', { name: document.name, reason }, { ...span, of: document });
}

/** Aliases may make a small text a huge or an endless value. */
const mostNodes = 200_000;
const deepest = 200;
/** Brackets that are open at once, and levels of indentation by four. */
const mostOpen = 500;
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
