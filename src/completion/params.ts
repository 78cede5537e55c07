import type { Api, Param } from '../registry/types.ts';
import { variablesOf } from '../request/path.ts';

/** Parameters of an API and the variables of its path, which have to be there, whether they are among them or not. */
export function paramsOf(api: Api): readonly Param[] {
  const variables = variablesOf(api.path ?? '');
  const more = variables.filter((name) => !api.params.some((param) => param.name === name));
  const params = api.params.map((param) => (variables.includes(param.name) ? { ...param, required: true } : param));
  return [...params, ...more.map((name): Param => ({ name, type: 'string', required: true }))];
}
