import type { ExpectedValue } from '../errors.ts';
import { batch, batchProblems } from './en/batch.ts';
import { doctor, doctorProblems } from './en/doctor.ts';
import { help } from './en/help.ts';
import { job, jobProblems, mayRun, stillRunning } from './en/jobs.ts';
import { didYouMean, listed, some } from './en/listing.ts';
import { ask, auth } from './en/login.ts';
import { profileProblems, profiles } from './en/profiles.ts';
import { repl, replProblems } from './en/repl.ts';
import { rows, rowsNotes, rowsProblems } from './en/rows.ts';
import { safety, safetyProblems } from './en/safety.ts';
import { tlsProblems, trust } from './en/tls.ts';
import { values } from './en/values.ts';
import type { Text } from './text.ts';

const expected: Readonly<Record<ExpectedValue, string>> = {
  string: 'a text',
  int: 'a whole number between -2147483648 and 2147483647',
  long: 'a whole number of at most 64 bits',
  double: 'a number',
  bool: 'true or false',
  list: 'a list: a,b,c or JSON',
  map: 'a JSON object, such as {"key":"value"}',
  object: 'a JSON object, such as {"key":"value"}',
  json: 'JSON',
  conditions: 'a JSON list of {"name":…,"op":…,"value":…}',
  count: 'a whole number from 0',
  milliseconds: 'a whole number of milliseconds',
};

/** What the system calls the trouble, for people; anything else is shown as it is. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name cannot be looked up now',
  EHOSTUNREACH: 'no way to that host',
  ENETUNREACH: 'no way to that network',
  'not-http': 'it does not speak HTTP',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead round in a circle',
  'not-a-file': 'it is no file',
  'too-large': 'it is too large',
};
const reasonOf = (code: string): string => reasons[code] ?? code;

export const english: Text = {
  locale: 'en_US',
  error: 'error:',
  note: 'note:',
  problems: {
    ...values,
    ...profileProblems,
    ...tlsProblems,
    ...doctorProblems,
    ...jobProblems,
    ...batchProblems,
    ...safetyProblems,
    ...rowsProblems,
    ...replProblems,
    'unclosed-quote': ({ quote }) => ({ text: `this quote ${quote} is never closed` }),
    'dangling-backslash': () => ({
      text: 'a backslash at the end has nothing to make literal',
      hint: 'write \\\\ for a backslash',
    }),
    'no-operator': ({ word, spaced }) =>
      spaced
        ? { text: 'no spaces around an operator', hint: `write ${word}=value as one word` }
        : { text: `“${word}” is not name=value`, hint: 'operators: = != > >= < <= ?= !?= ~= !~=' },
    'no-name': () => ({ text: 'a name is missing before the operator' }),
    'bad-operator': ({ operator, nearest }) => ({
      text: `no operator “${operator}”`,
      hint: didYouMean(nearest) ?? 'operators: = != > >= < <= ?= !?= ~= !~=',
    }),
    'not-an-assignment': ({ name, operator, api }) => ({
      text: `${api} takes parameters, not conditions: “${operator}” does not work here`,
      hint: `write ${name}=value`,
    }),
    'unknown-command': ({ name, nearest }) => ({ text: `no command or API “${name}”`, hint: didYouMean(nearest) }),
    'unknown-api': ({ name, nearest }) => ({ text: `no API “${name}”`, hint: didYouMean(nearest) }),
    'removed-api': ({ name, version, nearest }) => ({
      text: `${name} is gone since ZStack ${version}`,
      hint: didYouMean(nearest),
    }),
    'unknown-param': ({ api, name, nearest }) => ({
      text: `${api} has no parameter “${name}”`,
      hint: didYouMean(nearest),
    }),
    'missing-params': ({ api, names }) => ({ text: `${api} needs ${listed(names, 'and')}` }),
    'repeated-param': ({ name }) => ({ text: `“${name}” is given twice` }),
    'unknown-field': ({ inventory, name, nearest, needs }) => ({
      text: `${inventory} has no field “${name}”`,
      hint: needs === undefined ? didYouMean(nearest) : `it is known with the condition ${needs}`,
    }),
    'unknown-join': ({ inventory, name, nearest }) => ({
      text: `nothing is joined to ${inventory} as “${name}”`,
      hint: didYouMean(nearest),
    }),
    'join-without-field': ({ name, example }) => ({
      text: `“${name}” is a joined resource, not a field`,
      hint: `name its field too, as in ${example}`,
    }),
    'not-own-field': ({ name, key }) => ({ text: `${key} takes fields of the resource itself, not “${name}”` }),
    'operator-on-reserved': ({ name, operator }) => ({
      text: `“${name}” steers the query and takes “=”, not “${operator}”`,
      hint: `write ${name}=value`,
    }),
    'bad-value': ({ name, value, expected: kind }) => ({ text: `${name} is ${expected[kind]}, not “${value}”` }),
    'not-one-of': ({ name, value, values, nearest }) => ({
      text: `${name} cannot be “${value}”`,
      hint: [didYouMean(nearest), `legal: ${some(values)}`].filter(Boolean).join(' '),
    }),
    'by-uuid-needs-uuid': ({ api }) => ({
      text: '--by-uuid takes uuid=… and nothing else',
      hint: `write ${api} uuid=… --by-uuid`,
    }),
    'by-uuid-not-offered': ({ api }) => ({ text: `${api} has no path with a uuid`, hint: 'leave out --by-uuid' }),
    'not-expressible': ({ word, why }) => ({
      text: `the server cannot read “${word}” as a condition`,
      hint:
        why === 'filterName'
          ? 'ZQL could, but it knows no filterName: leave one of them out'
          : 'ZQL could, but its name for this resource is not known: use ZQLQuery',
    }),
    'not-logged-in': ({ login }) => ({ text: 'not logged in', hint: `log in with: ${login}` }),
    'bad-address': ({ address }) => ({
      text: `“${address}” is no address`,
      hint: 'write http://host:8080/zstack, or only the host',
    }),
    unreachable: ({ url, reason, jobUuid, isProxy }) => ({
      text: `cannot reach ${url}: ${reasonOf(reason)}`,
      hint: jobUuid
        ? mayRun(jobUuid)
        : isProxy
          ? 'this is the proxy: check --proxy, HTTPS_PROXY and HTTP_PROXY'
          : 'check the address (--url, --host, --port) and that the management node runs',
    }),
    'connect-timeout': ({ url, seconds }) => ({
      text: `${url} did not take the connection within ${seconds} s`,
      hint: 'check the address and the network, or raise --connect-timeout',
    }),
    'read-timeout': ({ url, seconds, jobUuid }) => ({
      text: `${url} gave no answer within ${seconds} s`,
      hint: jobUuid ? mayRun(jobUuid) : 'raise --read-timeout',
    }),
    'api-failed': ({ api, error }) => {
      const detail = error.elaboration ?? error.rootCause ?? error.details ?? error.description ?? '';
      return {
        text: `${api} failed: ${[error.code, detail].filter(Boolean).join(' ')}`,
        hint: error.code === 'ID.1001' ? 'log in again: zstack-cli login' : undefined,
      };
    },
    'http-failed': ({ api, status, body, jobUuid }) => ({
      text: `${api} was refused with HTTP ${status}${body && `: ${body}`}`,
      hint: jobUuid && mayRun(jobUuid),
    }),
    'bad-reply': ({ api, status, body, jobUuid }) => ({
      text: `the answer to ${api} (HTTP ${status}) cannot be read${body && `: ${body}`}`,
      hint: jobUuid ? mayRun(jobUuid) : 'is this the address of a ZStack management node?',
    }),
    'option-needed': ({ command, option }) => ({ text: `${command} needs ${option} here` }),
    interrupted: ({ jobUuid }) => ({ text: 'interrupted', hint: jobUuid && stillRunning(jobUuid) }),
    'settings-unreadable': ({ file, reason, keptAs }) => ({
      text: `cannot read ${file}: ${reason === 'damaged' ? 'it is damaged' : reasonOf(reason)}`,
      hint: keptAs === undefined ? undefined : `it was put aside as ${keptAs}`,
    }),
    'program-damaged': ({ reason }) => ({
      text: `the program's own files are damaged${reason && `: ${reason}`}`,
      hint: 'install it again: npm ci && npm install --global .',
    }),
    'settings-unwritable': ({ file, reason }) => ({ text: `cannot write ${file}: ${reasonOf(reason)}` }),
    'no-terminal': ({ wanted, variable }) => ({
      text: `no terminal to ask for ${wanted}`,
      hint: `in scripts use --password-stdin or ${variable}`,
    }),
    'unknown-option': ({ option, nearest }) => ({
      text: `no option ${option}`,
      hint: didYouMean(nearest) ?? 'see: zstack-cli --help',
    }),
    'option-without-value': ({ option }) => ({ text: `${option} needs a value`, hint: 'see: zstack-cli --help' }),
    'bad-option': ({ option, value, values, nearest }) => ({
      text: `${option} cannot be “${value}”`,
      hint:
        values.length > 0
          ? [didYouMean(nearest), `legal: ${listed(values, 'or')}`].filter(Boolean).join(' ')
          : 'a whole number is needed',
    }),
    'unknown-topic': ({ name, nearest }) => ({
      text: `nothing is called “${name}”`,
      hint: didYouMean(nearest) ?? 'search with: zstack-cli apropos <words>',
    }),
    'nothing-found': ({ words, nearest }) => ({
      text: `nothing found for “${words.join(' ')}”`,
      hint: didYouMean(nearest),
    }),
    'bad-duration': ({ option, value }) => ({
      text: `${option} cannot be “${value}”`,
      hint: 'write a time such as 30s, 10m or 1h30m',
    }),
    'missing-words': ({ command, words }) => ({ text: `${command} needs ${listed(words, 'and')}` }),
    'unexpected-word': ({ word, legal: words }) => ({
      text: `“${word}” makes no sense here`,
      hint: words.length > 0 ? `legal: ${listed(words, 'or')}` : undefined,
    }),
    'sandbox-running': ({ url, pid }) => ({
      text: `the sandbox runs already: ${url} (process ${pid})`,
      hint: 'stop it with: zstack-cli sandbox stop',
    }),
    'sandbox-not-running': () => ({
      text: 'the sandbox does not run',
      hint: 'start it with: zstack-cli sandbox start',
    }),
    'sandbox-failed': ({ reason }) => ({ text: `the sandbox cannot start: ${reason}` }),
    'port-taken': ({ port }) => ({ text: `port ${port} is taken`, hint: 'choose another with --port' }),
    internal: ({ message }) => ({ text: `this should not happen: ${message}`, hint: 'please report it' }),
  },
  pages: async () => (await import('./en/pages.ts')).pages,
  notes: {
    'like-underscore': ({ suggestion }) =>
      `“_” matches any one character, so no % was put around the value; for a plain “_” anywhere write '${suggestion}'`,
    'like-everything': ({ word }) =>
      word.includes('!') ? `“${word}” matches nothing` : `“${word}” matches every value that is not null`,
    'list-space': ({ name }) => `blanks beside the commas belong to the values of ${name}`,
    'bool-list': ({ name }) => `the server turns booleans in a list around: write ${name}=true or ${name}=false`,
    'not-a-number': ({ name, value, read }) => `${name} is a number: the server reads “${value}” as ${read}`,
    'not-a-time': ({ name, value }) =>
      `${name} is a time such as 2026-01-31 or "2026-01-31 12:00:00": “${value}” will not match`,
    'group-by-ignored': () => 'servers since 2.3.2 ignore groupBy; use ZQLQuery',
    'not-a-uuid': ({ name, value, kind }) => `${name} takes the uuid of a ${kind}; to name it write ${name}=@${value}`,
    'names-not-looked-up': ({ names }) => `nothing is sent, so ${listed(names, 'and')} is shown in the place of a uuid`,
    insecure: ({ url }) => `the certificate of ${url} is not checked: anybody on the way can read along`,
    'job-not-kept': ({ file, reason, jobUuid }) => `job ${jobUuid} is not remembered: cannot write ${file}: ${reason}`,
    ...rowsNotes,
  },
  columnsLeftOut: (names) => `left out: ${some(names)} (--columns chooses, -o json shows all)`,
  job,
  batch,
  safety,
  rows,
  valid: (api) => `${api}: nothing is wrong, nothing was sent`,
  login: {
    done: (account, url) => `logged in as ${account} at ${url}`,
    sandbox: (account) => `sandbox: logged in as ${account}`,
    out: 'logged out',
    wasOut: 'not logged in',
    renewed: (account) => `the session had ended; logged in again as ${account}`,
    passwordOnArgv:
      'a password on the command line is seen by every process of this machine; leave it out to be asked, or use --password-stdin',
  },
  ask,
  auth,
  profiles,
  trust,
  doctor,
  curl: {
    pollMessage: 'the answer says Processing; ask for the end until it says Done:',
    poll: 'the answer is 202; ask for the end until the answer is another one:',
    variable: (name, holds) =>
      holds === 'session'
        ? `the environment variable ${name} has to hold the session`
        : `the environment variable ${name} has to hold the ${holds === 'json' ? 'value as JSON' : 'text'}`,
  },
  sandbox: {
    started: (url, pid) => `the sandbox runs at ${url} (process ${pid})`,
    stopped: 'the sandbox is stopped',
    running: (url, pid, folder) => `running at ${url} (process ${pid}), data in ${folder}`,
    notRunning: (folder) => `not running, data in ${folder}`,
    reset: (folder) => `the sandbox begins anew: ${folder}`,
    serving: (url) => `the sandbox listens at ${url}; Ctrl-C ends it`,
    open: (host) => `${host} is open to other machines, and the demo passwords are known to everybody`,
    noFaults: 'nothing goes wrong on demand',
  },
  completion: {
    required: 'required',
    loading: 'asking the cloud for values: press Tab again',
    unreachable: 'the cloud gives no values now',
    damaged: 'zstack-cli is damaged: zstack-cli doctor tells more',
    installed: (file) => `added to ${file}`,
    alreadyInstalled: (file) => `${file} has it already`,
    removed: (file) => `removed from ${file}`,
    notInstalled: (file) => `nothing of it is in ${file}`,
    next: (command) => `new shells have it; this one after: ${command}`,
  },
  repl,
  help,
};
