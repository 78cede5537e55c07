import type { JsonObject } from '../json/json.ts';

/** The first rows, which decide about columns and widths. Always as many, however they arrive. */
export class Block {
  readonly #rows: JsonObject[] = [];

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  /** Keeps the rows; gives all of them as soon as there are enough. */
  take(rows: readonly JsonObject[]): readonly JsonObject[] | undefined {
    for (const row of rows) this.#rows.push(row);
    return this.#rows.length >= enough ? this.#rows : undefined;
  }

  all(): readonly JsonObject[] {
    return this.#rows;
  }
}

export const enough = 200;
