import type { Problems } from '../../errors.ts';
import type { ProfileText } from '../accounts.ts';
import type { Phrase } from '../text.ts';
import { didYouMean } from './listing.ts';
import { documentReasons } from './values.ts';

/** What is wrong with settings and profiles. */
export const profileProblems = {
  'unknown-setting': ({ name, nearest }: Problems['unknown-setting']): Phrase => ({
    text: `no setting “${name}”`,
    hint: didYouMean(nearest) ?? 'see: zstack-cli config list',
  }),
  'bad-setting': ({ name, value, expected }: Problems['bad-setting']): Phrase => ({
    text: `${name} cannot be “${value}”`,
    hint: {
      seconds: 'a whole number of seconds is needed',
      fingerprint: 'a SHA-256 fingerprint has 64 hex digits: AB:CD:…',
      zone: 'write a time zone such as Asia/Shanghai, UTC or GMT+08:00',
      columns: 'name at least one field: name,state,hostUuid',
      text: 'it must be one line of text, and not empty',
      line: 'it must be one line of text',
      count: 'a whole number from 0 is needed',
    }[expected],
  }),
  'needs-terminal': ({ what }: Problems['needs-terminal']): Phrase => ({
    text: `${what} needs a terminal`,
    hint: 'in scripts: zstack-cli config set <name> <value>',
  }),
  'bad-config': ({ file, reason }: Problems['bad-config']): Phrase => ({
    text: `${file} holds no settings: ${documentReasons[reason] ?? 'it is no JSON'}`,
    hint: 'it is JSON: {"settings":{…},"profiles":{"name":{…}}}',
  }),
  'bad-proxy': ({ proxy }: Problems['bad-proxy']): Phrase => ({
    text: `“${proxy}” is no proxy`,
    hint: 'write http://host:3128, or none',
  }),
  'editor-failed': ({ editor, reason }: Problems['editor-failed']): Phrase => ({
    text: reason === 'ENOENT' ? `there is no editor “${editor}”` : `${editor} failed: ${reason}`,
    hint: 'the variables VISUAL and EDITOR say which editor is used; nothing was changed',
  }),
  'unknown-profile': ({ name, nearest }: Problems['unknown-profile']): Phrase => ({
    text: `no profile “${name}”`,
    hint: didYouMean(nearest) ?? 'see: zstack-cli profile list',
  }),
  'no-profiles': (): Phrase => ({
    text: 'there are no profiles yet',
    hint: 'add one with: zstack-cli profile add <name> url=https://host:8443/zstack',
  }),
  'bad-profile-name': ({ name, reserved }: Problems['bad-profile-name']): Phrase => ({
    text: `“${name}” cannot be the name of a profile`,
    hint: reserved ? 'that name means something else' : 'use letters, digits and _ . @ -',
  }),
  'profile-exists': ({ name }: Problems['profile-exists']): Phrase => ({
    text: `there is a profile ${name} already`,
    hint: `change it with: zstack-cli --profile ${name} config set <name> <value>`,
  }),
  'reserved-profile': ({ name }: Problems['reserved-profile']): Phrase => ({
    text: `the profile ${name} is always there and keeps its name`,
  }),
  /** Before what went wrong there. */
  'cloud-failed': ({ profile }: Problems['cloud-failed']): Phrase => ({ text: `${profile}: ` }),
  'one-profile': ({ what }: Problems['one-profile']): Phrase => ({
    text: `${what} works in one profile at a time`,
    hint: 'only what reads can run in several',
  }),
  'not-a-session-file': ({ file }: Problems['not-a-session-file']): Phrase => ({
    text: `${file} holds no session`,
    hint: 'the Python zstack-cli keeps one in ~/.zstack/cli/session after a log-in',
  }),
  'keyring-failed': ({ program, reason }: Problems['keyring-failed']): Phrase => ({
    text: `the keyring does not work: ${program}: ${keyringReasons[reason] ?? reason}`,
    hint: 'keep secrets in a file instead: zstack-cli config set secrets file',
  }),
  'keys-not-taken': ({ url }: Problems['keys-not-taken']): Phrase => ({
    text: `${url} takes no access keys`,
    hint: 'log in with a name and a password: zstack-cli login',
  }),
  'keys-need-rest': ({ api }: Problems['keys-need-rest']): Phrase => ({
    text: `${api} goes as a message, which access keys cannot sign`,
    hint: 'log in with a name and a password, or leave out --transport message',
  }),
  'not-repeated': ({ api }: Problems['not-repeated']): Phrase => ({
    text: `the session had ended, so ${api} was not done`,
    hint: 'you are logged in again: call it once more if it is still meant',
  }),
  'read-only': ({ api, profile }: Problems['read-only']): Phrase => ({
    text: `the profile ${profile} is read-only: ${api} was not called`,
    hint: `to allow it: zstack-cli --profile ${profile} config set read-only false`,
  }),
};

const keyringReasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program',
  ETIMEDOUT: 'no answer within 2 s',
  ENOSYS: 'none is known on this system',
  1: 'it refused; is a keyring there, and is it unlocked?',
};

export const profiles: ProfileText = {
  setting: {
    url: 'address of the management node',
    account: 'name to log in with',
    login: 'kind of the log-in',
    'password-file': 'file whose first line is the password, also for a new log-in when the session has expired',
    'time-zone': 'time zone of the management node, for access keys',
    secrets: 'where sessions and keys are kept: file or keyring',
    'ca-file': 'PEM file with the authorities that are trusted, instead of the usual ones',
    'cert-file': 'PEM file with the certificate to show to the server',
    'key-file': 'PEM file with the key of that certificate',
    pin: 'SHA-256 fingerprint of the one certificate that is accepted',
    proxy: 'proxy on the way to the server; none for none at all',
    'read-only': 'true: nothing but Query, Get and List is called',
    production: 'true: mistakes are expensive here, and the prompt says so',
    output: 'format of results on a terminal',
    'error-format': 'format of errors',
    language: 'language: auto, en or zh',
    color: 'colours: auto, always or never',
    'connect-timeout': 'seconds to wait for a connection',
    'read-timeout': 'seconds to wait for an answer',
    'log-file': 'file that --debug writes to',
    'completion-live': 'whether Tab offers what the cloud holds',
    pager: 'in the REPL: show long results page by page',
    timing: 'in the REPL: say where the time of each line went',
    bell: 'in the REPL: ring when a line took longer than so many seconds; 0 never',
    'editing-mode': 'keys of emacs or vi',
    accessible: 'no lists under the line and no grey text, for screen readers',
    prompt: 'what stands before the line: %p profile, %a account, %h host, %n result',
    danger: 'profiles whose prompt is red, as a pattern: *prod*',
  },
  columns: (kind) => `columns of tables of ${kind}`,
  columnsOfKind: 'columns of the tables of one kind: columns.VmInstance',
  added: (profile) => `profile ${profile} is there; log in with: zstack-cli --profile ${profile} login`,
  emptied: (profile) => `the settings of profile ${profile} are gone, with its session`,
  removed: (profile) => `profile ${profile} is gone, with its session`,
  renamed: (from, to) => `profile ${from} is now called ${to}`,
  inUse: (profile) => `profile ${profile} is used from now on`,
  imported: (account, profile) => `the session of ${account} is now in profile ${profile}`,
  unchanged: 'nothing was changed',
  edited: (file) => `${file} is changed`,
  editAgain: 'Edit it again?',
  overruled: (name, by) =>
    'variable' in by
      ? `${name} is kept, but the variable ${by.variable} says otherwise here`
      : `${name} is kept, but the profile ${by.profile} has a setting of its own`,
};
