/** A number whose digits a double would lose; prints as it was written. */
export class ExactNumber {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
  toJSON(): never {
    throw new TypeError('use stringify of json.ts: JSON.stringify would lose digits');
  }
}

export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;

/** Made with no prototype, so that `__proto__` and its kin are plain keys. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
