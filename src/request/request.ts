import type { Json } from '../json/json.ts';
import type { Place } from './secret.ts';

/**
 * What is to be sent, decided completely. Paths begin below `/v1`, or below `/api` for a message; they are
 * percent-encoded and keep a trailing slash.
 */
export interface HttpRequest {
  readonly api: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Decoded names and values, in order; names may repeat. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly body?: Json;
  /** Sent without a session where the API asks for none. */
  readonly needSession: boolean;
  /** A 202 is to be expected; the reply's status decides. */
  readonly needPoll: boolean;
  /** `zql`: the answer is `{"results":[…]}` and has to be turned back into the envelope of a query. */
  readonly reply: 'envelope' | 'zql';
  /**
   * Class of the message, where it goes to the message endpoint: the body then holds its fields, and the answer stands
   * as a text in that of the endpoint.
   */
  readonly message?: string;
  /** Server-side time allowed, in milliseconds; sent as whole seconds. */
  readonly timeout?: number;
  /** What must never be shown: places in the body (`logInByAccount`, `password`), and names in the query. */
  readonly secrets: readonly Place[];
  /** The same as it may be shown, where it is a query that compares with secrets. */
  readonly shown?: HttpRequest;
}
