/** An answer of the REST layer that is no JSON. Source: RestServer.java, ZStack 5.2.1. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

/** An API that failed: what becomes `{"error": …}` with status 503. */
export class Failure extends Error {
  readonly code: Code;
  readonly extra: Readonly<Record<string, unknown>>;

  /** `extra` are further properties of the error, such as `location`. */
  constructor(code: Code, details: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(details);
    this.code = code;
    this.extra = extra;
  }
}

/** What Java's unexpected exceptions become: a name of the class in front, and no `cost`. */
export function internal(details: string, exception = 'org.zstack.header.exception.CloudRuntimeException'): Failure {
  return new Failure('SYS.1000', `${exception}: ${details}`);
}

export type Code = keyof typeof descriptions;

/** The `{"error": …}` body. Source: ErrorCode.java, ZStack 5.2.1. */
export function errorBody({ code, message, extra }: Failure): unknown {
  const error = { code, description: descriptions[code], details: message.slice(0, 4096), ...extra };
  return { error: code === 'SYS.1000' ? error : { ...error, cost: '1ms' } };
}

/** Source: conf/errorCodes, ZStack 5.2.1, where the words are quoted in the protocol; the others say the same in ours. */
const descriptions = {
  'SYS.1000': 'An internal error happened in system',
  'SYS.1003': 'Resource not found',
  'SYS.1006': 'An operation failed',
  'SYS.1007': 'One or more API argument is invalid',
  'SYS.1014': 'The operation is not implemented',
  'VM.1007': 'Failed to attach a network to a VM',
  'VM.1010': 'The state of the VM does not allow the operation',
  'HOST_ALLOCATION.1001': 'No host is available for the VM',
  'L3.1000': 'No free IP address',
  'ID.1000': 'Unable to authenticate a user',
  'ID.1001': 'The session is invalid, either wrong session id or the session has been expired',
  'ID.1002': 'Permission denied',
  'ID.1003': 'Quota exceeding',
  'ID.1006': 'Too many sessions of one user',
  'LONG_JOB.1000': 'The long job was canceled',
  'LONG_JOB.1001': 'The long job cannot be canceled',
  'LONG_JOB.1003': 'The long job does not support the operation',
} as const;
