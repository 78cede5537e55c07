import { CliError } from '../errors.ts';
import { isArray, type JsonObject, own } from '../json/json.ts';
import { type Rows, rowsOf } from '../json/rows.ts';
import { RowScanner, type Shape } from '../json/scanner.ts';

export type GiveRows = (rows: Rows) => void | Promise<void>;

/**
 * Gives the rows of an answer away while it comes, and keeps the rest. `bad-reply` is thrown where they are read as none.
 * `onMuch` is called once when much has come.
 */
export function partingOf(api: string, shape: Shape, onRows: GiveRows, onMuch: () => void = () => undefined) {
  const scanner = new RowScanner(shape);
  let bytes = 0;
  const badReply = (): CliError => new CliError('bad-reply', { api, status: 200, body: '' });
  /** Rows may be read long after the answer has ended. */
  const readable = (rows: Rows): Rows => ({
    ...rows,
    values: () => {
      try {
        return rows.values();
      } catch {
        throw badReply();
      }
    },
  });
  const give = (found: readonly Rows[]): void | Promise<void> => {
    for (const [at, rows] of found.entries()) {
      const taken = onRows(readable(rows));
      if (taken) return taken.then(() => give(found.slice(at + 1)));
    }
  };
  return {
    onData: (piece: Buffer): void | Promise<void> => {
      if (bytes <= much && bytes + piece.length > much) onMuch();
      bytes += piece.length;
      const found = scanner.push(piece);
      if (scanner.kept > mostKept) throw badReply();
      return give(found);
    },
    frame: () =>
      scanner
        .frame()
        .toString('utf8')
        .replace(/^\ufeff/, ''),
  };
}

/** The envelope with an empty list, when the rows in it have been given away. */
export async function withoutRows(envelope: JsonObject, onRows: GiveRows): Promise<JsonObject> {
  const rows = own(envelope, 'inventories');
  if (!isArray(rows)) return envelope;
  await onRows(rowsOf(rows));
  return { ...envelope, inventories: [] };
}

/** Bytes. */
const much = 1 << 20;

/** Bytes that are no row, or one row alone. */
const mostKept = 256 << 20;
