import type { Context, Io, Options, Out } from './context.ts';
import type { Note } from './errors.ts';
import type { JsonObject } from './json/json.ts';
import type { Rows } from './json/rows.ts';
import { once } from './once.ts';
import { chosenFormat, formatOf } from './output/format.ts';
import type { Chunks, Style, Subject, Writer } from './output/shown.ts';
import { timed } from './timing.ts';

/** One answer on its way to stdout: rows as they come, then what is left. */
export interface Printer {
  /** Loads what writes, while the first rows are waited for. */
  prepare(): void;
  rows(rows: Rows): Promise<void>;
  end(envelope: JsonObject): Promise<Printed>;
}

export interface Printed {
  /** Rows that were given to `rows`. */
  readonly rows: number;
  readonly notes: readonly Note[];
  /** Columns that found no room on a terminal, and fields that a header lacks. */
  readonly leftOut: readonly string[];
  readonly missed: readonly string[];
}

/** The way from rows to bytes that the options ask for. Throws `bad-query`. */
export async function openPrinter(asked: Subject, context: Context): Promise<Printer> {
  const { io, options, timing } = context;
  const name = chosenFormat(options.output, io.stdout.isTerminal);
  const notes: Note[] = [];
  const style = styleFor(context);
  const opened = once(async () => {
    const format = await formatOf(name);
    return staged(asked, options, (subject) => format(subject, style), notes);
  });
  if (isStaged(options)) await opened();
  let count = 0;
  return {
    prepare: () => void opened().catch(() => undefined),
    async rows(rows) {
      count += rows.count;
      const writer = await opened();
      await timed(timing, 'show', () => write(writer.rows(rows), io));
    },
    async end(envelope) {
      const writer = await opened();
      await timed(timing, 'show', () => write(writer.end({ envelope }), io));
      const left = writer.leftOut?.() ?? [];
      const isSeparated = name === 'csv' || name === 'tsv';
      return { rows: count, notes, leftOut: isSeparated ? [] : left, missed: isSeparated ? left : [] };
    },
  };
}

/** Whether there is something that may be mistaken in the options. */
function isStaged({ columns, sort, query, maxBytes }: Options): boolean {
  return Boolean(columns || sort || query) || maxBytes !== undefined;
}

/** The writer behind the stages that the options put before it. */
async function staged(
  asked: Subject,
  options: Options,
  open: (subject: Subject) => Writer,
  notes: Note[],
): Promise<Writer> {
  if (!isStaged(options)) return open(asked);
  const { columns, sort, query, maxBytes } = options;
  const { limited, projected, projectedSubject, readColumns, searching, searchOf, sorting } = await import(
    './output/stages.ts'
  );
  const known = query === undefined ? asked : {};
  const chosen = columns === undefined ? undefined : readColumns(columns);
  const subject = chosen ? projectedSubject(known, chosen) : known;
  let writer =
    maxBytes === undefined
      ? open(subject)
      : limited(
          () => open(subject),
          maxBytes,
          (shown, total) => notes.push({ code: 'rows-cut', facts: { shown, total, bytes: maxBytes } }),
        );
  if (chosen) writer = projected(writer, chosen);
  if (sort !== undefined) writer = sorting(writer, sort);
  if (query !== undefined) writer = searching(writer, await searchOf(query));
  return writer;
}

function styleFor({ io, options, text }: Context): Style {
  const { raw, header } = options;
  const style = { ...styleOf(io.stdout), header: header ?? true };
  return io.stdout.isTerminal && !raw ? { ...style, human: { now: io.now(), ago: text.rows.ago } } : style;
}

export function styleOf(out: Out): Style {
  return { columns: out.columns, colors: out.colors, terminal: out.isTerminal };
}

async function write(chunks: Chunks, { stdout }: Io): Promise<void> {
  for await (const chunk of chunks) await stdout.write(chunk);
}
