import type { ExplainText } from '../pages.ts';

/** What `explain` says, in English. */
export const explain: ExplainText = {
  api: (summary) => `the API: ${summary}`,
  param: (name, value) => `${name} becomes ${value}`,
  condition: (path, comparison, value) => `condition: ${path} ${comparison}${value && ` ${value}`}`,
  comparison: {
    '=': 'is',
    '!=': 'is not',
    '>': 'is greater than',
    '>=': 'is at least',
    '<': 'is less than',
    '<=': 'is at most',
    in: 'is one of',
    'not in': 'is none of',
    like: 'is like',
    'not like': 'is not like',
    'is null': 'has no value',
    'is not null': 'has a value',
  },
  wrapped: 'the value has neither % nor _, so % is put around it',
  steering: (meaning) => `steers the query: ${meaning}`,
  ignored: 'says nothing and is left out',
  through: (hops) => `joined through ${hops}`,
  travels: {
    zql: 'A value that a q parameter cannot carry is among the conditions, so all of it travels as ZQL',
    job: 'A job: it goes on after the first answer, and its end is asked for',
    noSession: 'No session is sent',
    hashed: 'The password travels as its SHA-512',
  },
  same: 'It would send the same',
  sends: (message) => `POST /zstack/api/ with the message ${message}:`,
  unknownMessage: 'It does not know this API, or not under a published name',
  python: {
    'no-equals-sign': (word) => `${word} is refused there: every word must hold “=”`,
    apostrophe: (word) =>
      `${word} fails there: the server cannot read an apostrophe in a condition; here it travels as ZQL`,
    'group-by': () => 'groupBy is sent as a condition on a field of that name, which the server refuses',
    conditions: () => 'conditions= is evaluated there as Python code; here it is JSON',
    'empty-fields': (word) => `${word} sends an empty field name, which the server refuses; here it is left out`,
    'spaced-fields': (word) => `blanks in ${word} belong to the names there; here they are dropped`,
    timeout: () => 'timeout= stays a text there, and the wait never ends; here it is milliseconds',
    'tag-with-s': (word) =>
      `${word} crashes the server: a tag pattern that holds %s; here %S is sent, which finds the same`,
    evaluated: (name) => `${name} is evaluated there as Python code; here it is data`,
    'json-list': (name) => `${name} is split at commas there, brackets and all; here JSON is read`,
    text: (name) => `${name} is sent there as text; here it has its type`,
    otherwise: (reading) => `read otherwise there: ${reading}`,
    case: (name) => `the name must be written ${name} there`,
    unknown: (name) => `${name} is sent there unchecked`,
  },
};
