import type { Api } from './types.ts';

/** Whether a call of the API changes nothing: the name says it, whichever way it travels. */
export function reads({ name }: Pick<Api, 'name'>): boolean {
  return /^(?:Query|ZQLQuery|BatchQuery|Get|List|Count|Search|Describe|Prometheus|Is[A-Z]|ValidateSession$)/.test(name);
}

/** Whether a success of the API is a new session: the log-in APIs, but not the renewal of a session. */
export function opensSession({ name, result }: Pick<Api, 'name' | 'result'>): boolean {
  return result?.inventory === 'SessionInventory' && /^log[iI]n/i.test(name);
}
