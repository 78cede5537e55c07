import type { Problems } from '../../errors.ts';
import type { Phrase } from '../text.ts';
import { mayRun } from './jobs.ts';
import { didYouMean, listed, some } from './listing.ts';

/** What is wrong with the parameters of a call, their values and what they name. */
export const values = {
  'unknown-member': ({ name, member, nearest }: Problems['unknown-member']): Phrase => ({
    text: `${name} has no member “${member}”`,
    hint: didYouMean(nearest),
  }),
  'missing-members': ({ name, names }: Problems['missing-members']): Phrase => ({
    text: `${name} needs ${listed(names, 'and')}`,
  }),
  'bad-member': ({ name, why, example }: Problems['bad-member']): Phrase => {
    if (why === 'no-member') return { text: `${name} is a plain value and has no members` };
    if (why === 'index') return { text: `${name} is a list`, hint: `write ${example} for its first element` };
    if (why === 'key') return { text: `${name} is no list`, hint: `write ${example}` };
    if (why === 'gap')
      return { text: `“${name}” leaves a gap or does not fit what is there`, hint: `begin with ${example}` };
    return { text: `“${name}” cannot be read as a name`, hint: `write it as ${example}` };
  },
  'bad-literal': ({ name, found }: Problems['bad-literal']): Phrase => ({
    text: found === undefined ? `the value of ${name} ends too early` : `${name}: “${found}” cannot stand here`,
    hint: 'values are JSON such as [{"key":"value"}], Python’s [{\'key\': True}], or key[0].member=value',
  }),
  'out-of-range': ({ name, value, least, most, unit }: Problems['out-of-range']): Phrase => ({
    text: `${name} cannot be ${value}`,
    hint: `legal: ${rangeOf(least, most)}${unit === undefined ? '' : ` ${unit}`}`,
  }),
  'bad-length': ({ name, length, min, max }: Problems['bad-length']): Phrase => ({
    text: `${name} is ${length} ${length === 1 ? 'character' : 'characters'} long`,
    hint: `legal: ${rangeOf(min ?? null, max ?? null)} characters`,
  }),
  'not-matching': ({ name, value, pattern }: Problems['not-matching']): Phrase => ({
    text: `${name} cannot be “${value}”`,
    hint: `it must match ${pattern}`,
  }),
  'empty-value': ({ name, what }: Problems['empty-value']): Phrase => ({
    text: what === 'list' ? `${name} is an empty list` : `${name} is empty`,
    hint: what === 'list' ? 'at least one element is needed' : 'leave it out, or give it a value',
  }),
  'bad-uuid': ({ name, value, kind, meant }: Problems['bad-uuid']): Phrase => ({
    text: `${name} is a uuid of 32 hex digits, not “${value}”`,
    hint:
      meant !== undefined
        ? `write it without dashes: ${meant}`
        : kind === undefined
          ? 'a version-4 uuid in lower case without dashes is needed'
          : `to name the ${kind}, write ${name}=@${value}`,
  }),
  'not-nameable': ({ name, kind }: Problems['not-nameable']): Phrase => ({
    text:
      kind === undefined
        ? `${name} names no resource that could be looked up`
        : `a ${kind} cannot be looked up by name`,
    hint: `give the value itself; for a text that begins with @ write @@`,
  }),
  'unknown-name': ({ kind, name, nearest, known }: Problems['unknown-name']): Phrase => ({
    text: `no ${kind} is named “${name}”`,
    hint: didYouMean(nearest) ?? (known.length > 0 ? `there are: ${some(known)}` : undefined),
  }),
  'ambiguous-name': ({ kind, name, uuids }: Problems['ambiguous-name']): Phrase => ({
    text: `${uuids.length} ${kind}s are named “${name}”`,
    hint: `give the uuid: ${listed(uuids, 'or')}`,
  }),
  'file-unreadable': ({ file, reason, escaped }: Problems['file-unreadable']): Phrase => ({
    text: `cannot read ${file}: ${fileReasons[reason] ?? reason}`,
    hint: escaped === undefined ? undefined : `@ reads a file; for the text itself write ${escaped}`,
  }),
  'stdin-twice': (): Phrase => ({
    text: 'standard input can be read only once',
    hint: 'put one of the values into a file: key=@file',
  }),
  'bad-document': ({ name, reason }: Problems['bad-document']): Phrase => ({
    text: `${name} cannot be used: ${documentReasons[reason] ?? 'it is no YAML'}`,
    hint: 'a document maps parameters to values; --generate-input yaml prints one',
  }),
  'no-rest': ({ api, hasMessage }: Problems['no-rest']): Phrase => ({
    text: hasMessage ? `${api} has no REST form` : `${api} cannot be called: neither its path nor its message is known`,
    hint: hasMessage ? 'leave out --transport: it goes as a message' : undefined,
  }),
  'no-message': ({ api }: Problems['no-message']): Phrase => ({
    text: `the message of ${api} is not known`,
    hint: 'leave out --transport: it goes as REST',
  }),
  'message-refused': ({ api, reason, jobUuid }: Problems['message-refused']): Phrase => ({
    text: `the message endpoint refused ${api}: ${reason}`,
    hint: jobUuid && mayRun(jobUuid),
  }),
  'reply-cut': ({ api, limit }: Problems['reply-cut']): Phrase => ({
    text: `the server cut the answer to ${api} at ${limit} characters`,
    hint: 'query the resource to see whether it was done',
  }),
};

function rangeOf(least: number | null, most: number | null): string {
  if (least === null) return `at most ${most}`;
  if (least === most) return `exactly ${least}`;
  return most === null ? `at least ${least}` : `${least} to ${most}`;
}

const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'no permission',
  'not-text': 'it is not UTF-8 text',
  'too-large': 'it is too large',
};

/** What is wrong with a document. */
export const documentReasons: Readonly<Record<string, string>> = {
  form: 'it has another form',
  'not-a-map': 'it holds no map of parameters',
  'too-deep': 'it is nested too deeply',
  'too-large': 'its aliases make it too large',
  'no-anchor': 'an alias leads nowhere',
  'not-json': 'JSON has no such value',
  'not-a-name': 'a key is no text',
  BAD_INDENT: 'the indentation does not fit, or a bracket is not closed',
  BLOCK_AS_IMPLICIT_KEY: 'a “key: value” stands inside a value',
  DUPLICATE_KEY: 'a key is there twice',
  MISSING_CHAR: 'a closing quote, a bracket, a colon or a comma is missing',
  MULTIPLE_DOCS: 'it holds more than one document',
  TAB_AS_INDENT: 'tabs cannot indent',
  TAG_RESOLVE_FAILED: 'it has a tag that means nothing here',
  UNEXPECTED_TOKEN: 'something stands where it cannot',
};
