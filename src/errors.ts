import type { ConnectionProblems } from './problems/connection.ts';
import type { ProfileProblems } from './problems/profiles.ts';

export type { Certificate } from './problems/connection.ts';

/** A range of characters in the line that was typed, or in the document `of`: `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly of?: Document;
}

/** A text beside the typed line, such as a file that was read. */
export interface Document {
  readonly name: string;
  readonly text: string;
}

/** The error object of a reply (`{"error": …}`), as far as it was there. Source: header ErrorCode.java, ZStack 5.2.1. */
export interface ServerError {
  readonly code?: string;
  readonly description?: string;
  readonly details?: string;
  readonly elaboration?: string;
  /** Details of the innermost cause, where there is a cause. */
  readonly rootCause?: string;
}

/** Every way to fail, as facts. Sentences live in `text`, exit codes below. */
export interface Problems extends ConnectionProblems, ProfileProblems {
  'unclosed-quote': { readonly quote: string };
  'dangling-backslash': Record<never, never>;
  /** `spaced`: the operator stands apart, as in `name = x`. */
  'no-operator': { readonly word: string; readonly spaced: boolean };
  'no-name': { readonly word: string };
  'bad-operator': { readonly operator: string; readonly nearest: readonly string[] };
  'not-an-assignment': { readonly name: string; readonly operator: string; readonly api: string };

  'unknown-command': { readonly name: string; readonly nearest: readonly string[] };
  'unknown-api': { readonly name: string; readonly nearest: readonly string[] };
  'removed-api': { readonly name: string; readonly version: string; readonly nearest: readonly string[] };
  'no-rest': { readonly api: string; readonly hasMessage: boolean };
  'no-message': { readonly api: string };
  'unknown-param': { readonly api: string; readonly name: string; readonly nearest: readonly string[] };
  'missing-params': { readonly api: string; readonly names: readonly string[] };
  'repeated-param': { readonly name: string };
  /** `name` is the parameter, or a member of one: `rules[0]`. */
  'unknown-member': { readonly name: string; readonly member: string; readonly nearest: readonly string[] };
  'missing-members': { readonly name: string; readonly names: readonly string[] };
  /** A dotted name that leads nowhere; `example` is one that would. */
  'bad-member': {
    readonly name: string;
    readonly why: 'form' | 'gap' | 'no-member' | 'index' | 'key';
    readonly example?: string;
  };
  /** `found` stands at the place; absent where the text ends too early. */
  'bad-literal': { readonly name: string; readonly found?: string };
  'out-of-range': {
    readonly name: string;
    readonly value: string;
    /** Null is open. */
    readonly least: number | null;
    readonly most: number | null;
    readonly unit?: string;
  };
  'bad-length': { readonly name: string; readonly length: number; readonly min?: number; readonly max?: number };
  'not-matching': { readonly name: string; readonly value: string; readonly pattern: string };
  'empty-value': { readonly name: string; readonly what: 'string' | 'list' };
  /** `kind`: what could be named instead; `meant`: the value without its dashes. */
  'bad-uuid': { readonly name: string; readonly value: string; readonly kind?: string; readonly meant?: string };
  'not-nameable': { readonly name: string; readonly kind?: string };
  /** `known`: some names that there are. */
  'unknown-name': {
    readonly kind: string;
    readonly name: string;
    readonly nearest: readonly string[];
    readonly known: readonly string[];
  };
  'ambiguous-name': {
    readonly kind: string;
    readonly name: string;
    readonly uuids: readonly string[];
  };
  /** `escaped`: how the word would be written if no file was meant. */
  'file-unreadable': { readonly file: string; readonly reason: string; readonly escaped?: string };
  'stdin-twice': Record<never, never>;
  'bad-document': { readonly name: string; readonly reason: string };
  'unknown-field': {
    readonly inventory: string;
    readonly name: string;
    readonly nearest: readonly string[];
    /** The condition that would make it known: the field of a child inventory. */
    readonly needs?: string;
  };
  'unknown-join': { readonly inventory: string; readonly name: string; readonly nearest: readonly string[] };
  'join-without-field': { readonly name: string; readonly example: string };
  'not-own-field': { readonly name: string; readonly key: string };
  'operator-on-reserved': { readonly name: string; readonly operator: string };
  'bad-value': { readonly name: string; readonly value: string; readonly expected: ExpectedValue };
  'not-one-of': {
    readonly name: string;
    readonly value: string;
    readonly values: readonly string[];
    readonly nearest: readonly string[];
  };
  'by-uuid-needs-uuid': { readonly api: string };
  'by-uuid-not-offered': { readonly api: string };
  'not-expressible': { readonly word: string; readonly why: 'filterName' | 'entity' };

  /** `--query` is no JMESPath, or does not fit the answer. */
  'bad-query': { readonly expression: string; readonly reason: string };
  'unknown-column': { readonly inventory: string; readonly name: string; readonly nearest: readonly string[] };
  'only-for-queries': { readonly option: string; readonly api: string };
  'nothing-matched': Record<never, never>;

  'not-logged-in': { readonly profile: string; readonly login: string };
  'api-failed': {
    readonly api: string;
    readonly status: number;
    readonly error: ServerError;
    readonly jobUuid?: string;
  };
  'http-failed': {
    readonly api: string;
    readonly status: number;
    readonly body: string;
    readonly jobUuid?: string;
  };
  'bad-reply': { readonly api: string; readonly status: number; readonly body: string; readonly jobUuid?: string };
  /** The message endpoint answered with a bare text instead of JSON. */
  'message-refused': { readonly api: string; readonly reason: string; readonly jobUuid?: string };
  /** The server itself cut the result at so many characters. */
  'reply-cut': { readonly api: string; readonly limit: number; readonly jobUuid?: string };
  'job-timeout': { readonly api: string; readonly jobUuid: string; readonly seconds: number };
  /** `state`: what is known of it from before. */
  'job-lost': { readonly api: string; readonly jobUuid: string; readonly state?: 'succeeded' | 'failed' };
  /** The connection broke on the way, and the server says that it knows no such job. */
  'not-accepted': { readonly api: string; readonly jobUuid: string };
  'long-job-failed': {
    readonly api: string;
    readonly jobUuid: string;
    readonly canceled: boolean;
    readonly error: ServerError;
  };
  /** `line`: what goes on waiting. */
  'wait-timeout': {
    readonly kind: string;
    readonly uuid: string;
    readonly expression: string;
    readonly seconds: number;
    readonly line: string;
  };
  'bad-expression': { readonly expression: string; readonly reason: string; readonly example: string };
  'unknown-kind': { readonly kind: string; readonly nearest: readonly string[] };
  'no-such-resource': { readonly uuid: string };
  /** A job whose result is nothing that can be asked after. */
  'not-a-resource': { readonly api: string };
  /** `watch` repeats what reads only. */
  'watch-changes': { readonly api: string };
  'option-needed': { readonly command: string; readonly option: string };
  /** Something would be taken away, and nobody can be asked whether that is meant. */
  'needs-yes': { readonly api: string };
  declined: { readonly api: string };
  /** An option that is for the whole run stands in a line of a script. */
  'option-of-run': { readonly option: string };
  'options-together': { readonly option: string; readonly needs: string };
  'checkpoint-exists': { readonly file: string };
  'checkpoint-unreadable': { readonly file: string; readonly reason: string };
  'checkpoint-in-use': { readonly file: string; readonly pid: number };
  /** A line that was done already now reads differently. */
  'checkpoint-mismatch': { readonly file: string; readonly line: number };
  /** It was on its way when the script ended, and nothing can tell whether it arrived. */
  'line-in-doubt': { readonly api: string; readonly jobUuid?: string };
  'no-open-job': Record<never, never>;
  'which-job': { readonly jobs: readonly string[] };
  'unknown-job': { readonly job: string };
  'ambiguous-job': { readonly job: string; readonly jobs: readonly string[] };
  /** What went wrong in one of several profiles. */
  'cloud-failed': { readonly profile: string; readonly problem: CliError };
  /** What the doctor found, by its names in the language of the person. */
  ailing: { readonly names: readonly string[] };
  /** `isMeant`: what was ended has no other end, so that nothing is to be said. */
  interrupted: { readonly api?: string; readonly jobUuid?: string; readonly isMeant?: true };

  /** `keptAs`: where a damaged file was put aside. */
  'settings-unreadable': { readonly file: string; readonly reason: string; readonly keptAs?: string };
  /** A file that the program was installed with is not as it was. */
  'program-damaged': { readonly reason: string };
  'settings-unwritable': { readonly file: string; readonly reason: string };
  /** `variable`: where it could have been. */
  'no-terminal': { readonly wanted: string; readonly variable: string };
  'unknown-option': { readonly option: string; readonly nearest: readonly string[] };
  'option-without-value': { readonly option: string };
  'bad-option': {
    readonly option: string;
    readonly value: string;
    readonly values: readonly string[];
    readonly nearest: readonly string[];
  };
  'unknown-topic': { readonly name: string; readonly nearest: readonly string[] };
  'nothing-found': { readonly words: readonly string[]; readonly nearest: readonly string[] };
  'bad-duration': { readonly option: string; readonly value: string };
  'missing-words': { readonly command: string; readonly words: readonly string[] };
  'unexpected-word': { readonly word: string; readonly legal: readonly string[] };
  'sandbox-running': { readonly url: string; readonly pid: number };
  'sandbox-not-running': Record<never, never>;
  'sandbox-failed': { readonly reason: string };
  'port-taken': { readonly port: number };
  /** What the REPL understands beside statements: pipes, files, earlier results, aliases, settings. */
  'nothing-after': { readonly sign: '|' | '>' | '>>' };
  'after-file': { readonly word: string };
  'program-failed': { readonly program: string; readonly reason: string };
  'file-unwritable': { readonly file: string; readonly reason: string };
  'no-result': { readonly number: number; readonly last: number };
  'result-not-kept': { readonly number: number };
  'no-such-part': { readonly reference: string };
  'not-comparable': { readonly number: number };
  'unknown-setting': { readonly name: string; readonly nearest: readonly string[] };
  'unknown-saved': { readonly kind: 'alias' | 'query'; readonly name: string; readonly nearest: readonly string[] };
  'name-taken': { readonly name: string };
  'alias-loop': { readonly names: readonly string[] };
  'value-missing': { readonly name: string; readonly place: string };
  'stdin-in-repl': Record<never, never>;
  /** A fault of this program. */
  internal: { readonly message: string };
}

/** What is legal and still worth a word on stderr. */
export interface Notes {
  /** `_` stands for any character, and no `%` was put around the value. */
  'like-underscore': { readonly suggestion: string };
  /** An empty like value matches all that is not null, or nothing. */
  'like-everything': { readonly word: string };
  /** Blanks beside the commas of a list belong to its values. */
  'list-space': { readonly name: string };
  /** The server compares a boolean in a list as the number 0. */
  'bool-list': { readonly name: string };
  'not-a-number': { readonly name: string; readonly value: string; readonly read: string };
  'not-a-time': { readonly name: string; readonly value: string };
  'group-by-ignored': Record<never, never>;
  /** A resource goes by its uuid, and this does not look like one. */
  'not-a-uuid': { readonly name: string; readonly value: string; readonly kind: string };
  /** A dry run sends nothing, not even the question for a uuid. */
  'names-not-looked-up': { readonly names: readonly string[] };
  /** No certificate is checked. */
  insecure: { readonly url: string };
  /** As many rows as the default limit: there may be more. */
  'maybe-more': { readonly rows: number };
  /** The job could not be written down. */
  'job-not-kept': { readonly file: string; readonly reason: string; readonly jobUuid: string };
  'more-rows': { readonly rows: number; readonly total: string };
  /** `--max-bytes` left rows out. */
  'rows-cut': { readonly shown: number; readonly total: number; readonly bytes: number };
  'nothing-found': Record<never, never>;
  /** Without this condition there would be rows. */
  'why-nothing': { readonly condition: string; readonly rows: string };
  /** No condition alone keeps rows away. */
  'why-nothing-together': { readonly rows: string };
}

export type Note = {
  readonly [K in keyof Notes]: { readonly code: K; readonly facts: Notes[K]; readonly span?: Span };
}[keyof Notes];

export type ExpectedValue =
  | 'string'
  | 'int'
  | 'long'
  | 'double'
  | 'bool'
  | 'list'
  | 'map'
  | 'object'
  | 'json'
  | 'conditions'
  | 'count'
  | 'milliseconds';

export type ProblemCode = keyof Problems;

/** One thing that went wrong, with its facts and its place in the line. */
export class CliError<K extends ProblemCode = ProblemCode> extends Error {
  constructor(
    readonly code: K,
    readonly facts: Problems[K],
    readonly span?: Span,
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'CliError';
  }
}

/** Several mistakes in one line, told together. */
export class CliErrors extends AggregateError {
  declare errors: CliError[];
  constructor(errors: readonly CliError[]) {
    super([...errors]);
    this.name = 'CliErrors';
  }
}

/** Throws what was found: nothing for none, the error itself for one. */
export function throwAll(errors: readonly CliError[]): void {
  if (errors.length > 1) throw new CliErrors(errors);
  if (errors[0]) throw errors[0];
}

export function problemsOf(error: unknown): readonly CliError[] | undefined {
  if (error instanceof CliErrors) return error.errors;
  return error instanceof CliError ? [error] : undefined;
}

export function isProblem<K extends ProblemCode>(error: unknown, code: K): error is CliError<K> {
  return error instanceof CliError && error.code === code;
}
