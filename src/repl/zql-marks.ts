import type { Argument } from '../language/statement.ts';
import { spanWithin } from '../language/words.ts';
import type { Ink } from '../output/ink.ts';
import type { Mark } from './editor/layout.ts';

/** The tokens of the ZQL text that an argument holds, where they stand in the line. Source: ZQL.g4, ZStack 5.2.1. */
export function zqlMarks({ name, operator, value, word }: Argument): readonly Mark[] {
  const before = name.length + operator.length;
  return [...value.matchAll(token)].map(({ index, groups = {} }) => {
    const [[ink, text] = ['plain', '']] = Object.entries(groups).filter(([, text]) => text !== undefined);
    return { ...spanWithin(word, before + index, before + index + text.length), ink: ink as Ink };
  });
}

/** Keywords are lower case, those of several words have one space; a string doubles its quote. */
const token =
  /(?<quoted>'(?:[^']|'')*'?|"[^"]*"?)|(?<value>\b(?:-?\d+(?:\.\d+)?|true|false)\b)|(?<verb>\b(?:query|count|sum|search|where|and|or|from|limit|offset|asc|desc|(?:order|group|restrict|filter) by|return with|named as|by|is not null|is null|not in|not like|not has|in|like|has)\b)|(?<operator>!=|>=|<=|[=<>])|(?<name>[A-Za-z_]\w*(?:\.\w+)*)/g;
