import { type Json, stringifyJson } from '../json/json.ts';
import { type Page, type Row, text as sentence, term } from '../output/page.ts';
import { visible } from '../output/sanitize.ts';
import { widthOf } from '../output/width.ts';
import type { HttpRequest } from '../request/request.ts';
import type { PageText } from '../text/pages.ts';
import type { Explained } from './line.ts';

/** The explanation to read: the line with its words marked and numbered, the request, the other program. */
export function linePage(explained: Explained, columns: number, text: PageText): Page {
  const { heading } = text;
  return {
    title: '',
    parts: [
      {
        heading: heading.words,
        rows: [
          { kind: 'lines', lines: markedLines(explained, columns) },
          ...explained.words.map(({ text: word, meaning }, at) => term(`${at + 1} ${word}`, meaning)),
        ],
      },
      { heading: heading.request, rows: requestRows(explained) },
      { heading: heading.python, rows: pythonRows(explained, text) },
    ],
  };
}

/** The words in lines that fit, under each its marks, under these its number. */
function markedLines({ words }: Explained, columns: number): readonly string[] {
  const lines: { typed: string; marks: string; numbers: string }[] = [];
  for (const [at, { text }] of words.entries()) {
    const shown = visible(text);
    const width = widthOf(shown);
    const last = lines.at(-1);
    const fits = last !== undefined && widthOf(last.typed) + 1 + width <= columns;
    const line = fits ? last : { typed: '', marks: '', numbers: '' };
    if (!fits) lines.push(line);
    const gap = line.typed === '' ? '' : ' ';
    line.numbers = line.numbers.padEnd(widthOf(line.typed + gap)) + String(at + 1);
    line.marks += gap + '^'.repeat(Math.max(1, width));
    line.typed += gap + shown;
  }
  return lines.flatMap(({ typed, marks, numbers }) => [typed, marks, numbers]);
}

function requestRows({ request, sources, remarks }: Explained): readonly Row[] {
  return [
    sentence(`${request.method} ${request.message === undefined ? '/v1' : '/api'}${decoded(request.path)}`),
    ...request.query.map(([name, value], at) => term(name, sources[at] ? `${value}  ← ${sources[at]}` : value)),
    ...(request.body === undefined ? [] : [jsonRow(bodyOf(request))]),
    ...remarks.map((remark) => sentence(remark)),
  ];
}

function pythonRows({ python }: Explained, { explain }: PageText): readonly Row[] {
  const { name, message, differences } = python;
  const sent: readonly Row[] =
    name === undefined
      ? [sentence(explain.unknownMessage)]
      : message === undefined
        ? []
        : [sentence(explain.sends(name)), jsonRow(message)];
  return [
    ...sent,
    ...differences.map((difference) => sentence(difference)),
    ...(differences.length === 0 && name !== undefined ? [sentence(explain.same)] : []),
  ];
}

/** A message stands under the name of its class. */
function bodyOf({ message, body = null }: HttpRequest): Json {
  return message === undefined ? body : { [message]: body };
}

function jsonRow(json: Parameters<typeof stringifyJson>[0]): Row {
  return {
    kind: 'lines',
    lines: stringifyJson(json, 2)
      .split('\n')
      .map((line) => visible(line)),
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
