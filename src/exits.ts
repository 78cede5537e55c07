import { type CliError, isProblem, type ProblemCode } from './errors.ts';

/** How the program ends, as scripts see it. */
export const exit = {
  ok: 0,
  refused: 1,
  usage: 2,
  authentication: 3,
  nothingMatched: 4,
  timeout: 5,
  connection: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

const exitCodes: Partial<Record<ProblemCode, ExitCode>> = {
  'nothing-matched': exit.nothingMatched,
  'not-logged-in': exit.authentication,
  'not-repeated': exit.authentication,
  'keys-not-taken': exit.authentication,
  unreachable: exit.connection,
  'connect-timeout': exit.connection,
  tls: exit.connection,
  'pin-changed': exit.connection,
  'proxy-refused': exit.connection,
  'read-timeout': exit.timeout,
  'job-timeout': exit.timeout,
  'wait-timeout': exit.timeout,
  'api-failed': exit.refused,
  'http-failed': exit.refused,
  'bad-reply': exit.refused,
  'job-lost': exit.refused,
  'not-accepted': exit.connection,
  'long-job-failed': exit.refused,
  'no-such-resource': exit.refused,
  declined: exit.refused,
  'message-refused': exit.refused,
  'reply-cut': exit.refused,
  interrupted: exit.interrupted,
  'editor-failed': exit.refused,
  ailing: exit.refused,
  'keyring-failed': exit.refused,
  'settings-unreadable': exit.refused,
  'settings-unwritable': exit.refused,
  'program-damaged': exit.refused,
  'nothing-found': exit.nothingMatched,
  'no-open-job': exit.nothingMatched,
  'sandbox-failed': exit.refused,
  'port-taken': exit.refused,
  'program-failed': exit.refused,
  'file-unwritable': exit.refused,
  internal: exit.refused,
};

/** Codes by which the server says that who asks is not known: ZStack 5.2.1, identity.xml and loginControl.xml of conf/errorCodes. */
const authenticationCodes = /^(?:ID\.100[0156]|ID\.200[0-3]|LOGIN_CONTROL\.\d+)$/;

/** What no entry says is a mistake in the line. */
export function exitCodeOf(error: CliError): ExitCode {
  if (isProblem(error, 'cloud-failed')) return exitCodeOf(error.facts.problem);
  if (isProblem(error, 'api-failed') && authenticationCodes.test(error.facts.error.code ?? ''))
    return exit.authentication;
  return exitCodes[error.code] ?? exit.usage;
}
