import { isArray, type Json } from '../json/json.ts';
import type { Argument, Statement } from '../language/statement.ts';
import type { Api, Param } from '../registry/types.ts';
import { type Condition, readCondition } from '../request/condition.ts';
import { reservedKeys } from '../request/query.ts';
import { splitList } from '../request/value.ts';
import type { PythonDifference } from '../text/pages.ts';

/** What the Python zstack-cli would have made of a line. Source: cli.py of zstack-utility. */
export interface PythonView {
  /** Absent where the line would have been refused. */
  readonly message?: Json;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly kind: PythonDifference;
  /** The word, name or reading that the sentence is about. */
  readonly fact: string;
}

export function pythonView(api: Api, statement: Statement): PythonView {
  const isQuery = api.kind === 'query';
  const view = isQuery ? queryView(statement) : callView(api, statement);
  const wrongCase: readonly Difference[] = statement.verb.text === api.name ? [] : [{ kind: 'case', fact: api.name }];
  const differences = [...wrongCase, ...view.differences];
  const isRefused = differences.some(({ kind }) => kind === 'case' || kind === 'no-equals-sign');
  if (isRefused) return { differences };
  const session = api.needSession === false ? {} : { session: { uuid: '***' } };
  return { message: { ...view.message, ...session }, differences };
}

interface View {
  readonly message: { readonly [name: string]: Json };
  readonly differences: readonly Difference[];
}

function queryView({ arguments: all }: Statement): View {
  const differences: Difference[] = [];
  const conditions: Json[] = [];
  const others: Record<string, Json> = {};
  for (const argument of all) {
    const { word, name, value } = argument;
    if (!word.text.includes('=')) {
      differences.push({ kind: 'no-equals-sign', fact: word.text });
      continue;
    }
    if (isSteering(name) && argument.operator === '=') {
      differences.push(...steeringDifferences(argument));
      if (name === 'conditions') conditions.push(value);
      else others[name] = name === 'fields' ? value.replace(/,$/, '').split(',') : value;
      continue;
    }
    const read = pythonCondition(word.text);
    conditions.push(name === 'groupBy' ? { name, op: '=', value } : read);
    if (name === 'groupBy') differences.push({ kind: 'group-by', fact: name });
    else differences.push(...conditionDifferences(argument, read));
  }
  return { message: { ...others, conditions }, differences };
}

/** `groupBy` is not known as a steering word there. */
function isSteering(name: string): boolean {
  return name !== 'groupBy' && (reservedKeys as readonly string[]).includes(name);
}

function steeringDifferences({ name, value, word }: Argument): readonly Difference[] {
  if (name === 'conditions') return [{ kind: 'conditions', fact: name }];
  if (name === 'timeout') return [{ kind: 'timeout', fact: name }];
  if (name !== 'fields') return [];
  const names = value.replace(/,$/, '').split(',');
  return [
    ...(names.includes('') ? [{ kind: 'empty-fields', fact: word.text } as const] : []),
    ...(names.some((each) => each !== each.trim()) ? [{ kind: 'spaced-fields', fact: word.text } as const] : []),
  ];
}

interface PythonCondition {
  readonly name: string;
  readonly op: string;
  readonly value?: string;
  readonly [key: string]: string | undefined;
}

/** The word is cut at its first `=`; what the operator is, the end of the left part tells. */
function pythonCondition(word: string): PythonCondition {
  const at = word.indexOf('=');
  const key = word.slice(0, at);
  const value = word.slice(at + 1);
  const [, sign = '', op = '='] = suffixes.find(([pattern]) => pattern.test(key)) ?? [];
  const name = key.slice(0, key.length - sign.length);
  if (value === 'null' && (op === '=' || op === '!=')) return { name, op: op === '=' ? 'is null' : 'is not null' };
  const isLike = op === 'like' || op === 'not like';
  return { name, op, value: isLike && !/[%_]/.test(value) ? `%${value}%` : value };
}

const suffixes: readonly (readonly [pattern: RegExp, sign: string, op: string])[] = [
  [/!$/, '!', '!='],
  [/>$/, '>', '>='],
  [/<$/, '<', '<='],
  [/!\?$/, '!?', 'not in'],
  [/\?$/, '?', 'in'],
  [/!~$/, '!~', 'not like'],
  [/~$/, '~', 'like'],
];

function conditionDifferences(argument: Argument, python: PythonCondition): readonly Difference[] {
  const { condition } = readCondition(argument);
  const fact = argument.word.text;
  const isSame = python.name === condition.path && python.op === condition.operator;
  if (!isSame) return [{ kind: 'otherwise', fact: `${python.name} ${python.op} ${python.value ?? ''}`.trim() }];
  if (python.value !== condition.value) return [{ kind: 'tag-with-s', fact }];
  return hasApostrophe(condition) ? [{ kind: 'apostrophe', fact }] : [];
}

function hasApostrophe({ value }: Condition): boolean {
  return value?.includes("'") ?? false;
}

function callView(api: Api, { arguments: all }: Statement): View {
  const differences: Difference[] = [];
  const texts: string[] = [];
  const message: Record<string, Json> = {};
  for (const { name, value, word } of all) {
    const param = api.params.find((each) => each.name === name);
    message[name] = pythonValue(api, param, value);
    if (!word.text.includes('=')) differences.push({ kind: 'no-equals-sign', fact: word.text });
    else if (!param) differences.push({ kind: 'unknown', fact: name });
    else if (isEvaluated(api.name, name)) differences.push({ kind: 'evaluated', fact: name });
    else if (param.type === 'list' && /^\s*\[/.test(value)) differences.push({ kind: 'json-list', fact: name });
    else if (param.type !== 'list' && param.type !== 'string') texts.push(name);
  }
  if (texts.length > 0) differences.push({ kind: 'text', fact: texts.join(', ') });
  return { message, differences };
}

function pythonValue(api: Api, param: Param | undefined, value: string): Json {
  return param?.type === 'list' && !isEvaluated(api.name, param.name) ? splitList(value) : value;
}

function isEvaluated(api: string, param: string): boolean {
  const names = evaluated[api];
  return names !== undefined && isArray(names) && names.includes(param);
}

/** Parameters whose text is run as Python there. */
const evaluated: Readonly<Record<string, readonly string[]>> = {
  AddAttributesToIAM2Project: ['attributes'],
  AddAttributesToIAM2VirtualID: ['attributes'],
  AddAttributesToIAM2VirtualIDGroup: ['attributes'],
  AddBackendServerToServerGroup: ['vmNics', 'servers'],
  AddPolicyStatementsToRole: ['statements'],
  AddSecurityGroupRule: ['rules', 'remoteSecurityGroupUuids'],
  AttachNetworkServiceToL3Network: ['networkServices'],
  BootstrapMiniHost: ['local', 'peer'],
  ChangeLoadBalancerBackendServer: ['vmNics', 'servers'],
  ChangeSecurityGroupRuleState: ['ruleUuids'],
  CreateAlarm: ['actions', 'labels'],
  CreateBaremetalInstance: ['nicCfgs', 'bondingCfgs', 'customConfigurations'],
  CreateClusterDRS: ['thresholds'],
  CreateIAM2Project: ['quota'],
  CreateIAM2TickFlowCollection: ['flows'],
  CreateIAM2VirtualID: ['attributes'],
  CreatePolicy: ['statements'],
  CreatePriceTable: ['prices'],
  CreateRole: ['statements'],
  CreateSNSUniversalSmsEndpoint: ['additionParam'],
  CreateSchedulerJob: ['parameters'],
  CreateSchedulerJobGroup: ['parameters'],
  CreateTicket: ['accountSystemContext', 'requests'],
  DetachNetworkServiceFromL3Network: ['networkServices'],
  GetHostMonitoringData: ['query'],
  GetIAM2VirtualIDAPIPermission: ['apisToCheck'],
  GetVmMonitoringData: ['query'],
  LogInByAccount: ['clientInfo'],
  LogInByLdap: ['clientInfo'],
  LogInByUser: ['clientInfo'],
  LogOut: ['clientInfo'],
  LoginIAM2Project: ['clientInfo'],
  LoginIAM2VirtualID: ['clientInfo'],
  MonitoringPassThrough: ['query'],
  PutMetricData: ['data'],
  SetVmNicSecurityGroup: ['refs'],
  SubscribeEvent: ['actions', 'labels'],
  UpdateClusterDRS: ['thresholds'],
  UpdateRole: ['statements'],
  UpdateSchedulerJob: ['parameters'],
  UpdateSchedulerJobGroup: ['parameters'],
  UpdateSecurityGroupRulePriority: ['rules'],
};
