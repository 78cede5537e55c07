import type { Api } from './types.ts';

/** Whether a call of the API changes nothing: the name says it, whichever way it travels. */
export function reads({ name }: Pick<Api, 'name'>): boolean {
  return /^(?:Query|ZQLQuery|BatchQuery|Get|List|Count|Search|Describe|Prometheus|Is[A-Z]|ValidateSession$)/.test(name);
}
