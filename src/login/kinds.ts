import { CliError } from '../errors.ts';
import { type LoginKind, loginKinds } from '../profiles/table.ts';
import { nearest } from '../registry/near.ts';
import type { LoginWords } from '../settings/sessions.ts';

/** What the `login` command takes, whatever the kind. */
export const loginWords = [
  ...['kind', 'name', 'password', 'account', 'project', 'platform', 'type'],
  ...['accountName', 'accountUuid', 'userName', 'username', 'uid', 'projectName', 'loginType'],
  ...['accessKeyId', 'accessKeySecret', 'captchaUuid', 'verifyCode', 'systemTags'],
] as const;

export type LoginWord = (typeof loginWords)[number];
export type Given = Partial<Record<LoginWord, string>>;

/** The API of each kind and what it calls the name; access keys have none, for they sign every request. */
const apis: Readonly<Record<Exclude<LoginKind, 'access-key'>, { readonly api: string; readonly name: string }>> = {
  account: { api: 'LogInByAccount', name: 'accountName' },
  user: { api: 'LogInByUser', name: 'userName' },
  ldap: { api: 'LogInByLdap', name: 'uid' },
  'virtual-id': { api: 'LoginIAM2VirtualID', name: 'name' },
  'virtual-id-ldap': { api: 'LoginIAM2VirtualIDWithLdap', name: 'uid' },
  cas: { api: 'LoginByCas', name: 'name' },
  generic: { api: 'LogIn', name: 'username' },
};

/** What the words say, else what was set. Throws `not-one-of`. */
export function kindOf(given: Given, usual: LoginKind): LoginKind {
  const { kind } = given;
  if (kind !== undefined) {
    const found = loginKinds.find((each) => each === kind);
    if (found) return found;
    throw new CliError('not-one-of', {
      name: 'kind',
      value: kind,
      values: loginKinds,
      nearest: nearest(kind, loginKinds),
    });
  }
  if (given.accessKeyId !== undefined) return 'access-key';
  if (given.uid !== undefined && usual !== 'virtual-id-ldap') return 'ldap';
  if (given.userName !== undefined) return 'user';
  if (given.username !== undefined || given.loginType !== undefined) return 'generic';
  if (givesProject(given) && !usual.startsWith('virtual-id')) return 'virtual-id';
  return usual;
}

/** Who logs in, by whichever word it was given. */
export function nameIn(given: Given, kind: LoginKind): string | undefined {
  const { name, accountName, userName, username, uid, accessKeyId } = given;
  return name ?? userName ?? username ?? uid ?? accessKeyId ?? (kind === 'user' ? undefined : accountName);
}

/** The calls of a kind for a name. Throws `missing-params`. */
export function stepsOf(kind: Exclude<LoginKind, 'access-key'>, name: string, given: Given): LoginWords {
  const { api, name: parameter } = apis[kind];
  const { captchaUuid, verifyCode, systemTags, type = given.loginType } = given;
  const account = given.account ?? given.accountName;
  const owner: Readonly<Record<string, string | undefined>> =
    kind === 'user'
      ? given.accountUuid === undefined
        ? { accountName: account }
        : { accountUuid: given.accountUuid }
      : {};
  const sort = kind === 'cas' ? { type } : kind === 'generic' ? { loginType: type } : {};
  const needed: Readonly<Record<string, string | undefined>> = { [parameter]: name, ...owner, ...sort };
  const missing = Object.keys(needed).flatMap((each) => (needed[each] === undefined ? (ownWords[each] ?? each) : []));
  if (missing.length > 0) throw new CliError('missing-params', { api: `login kind=${kind}`, names: missing });
  const project = given.project ?? given.projectName;
  return {
    api,
    words: present({ ...needed, captchaUuid, verifyCode, systemTags }),
    ...(project !== undefined && { next: { api: 'LoginIAM2Project', words: { projectName: project } } }),
    ...(given.platform === 'true' && { next: { api: 'LoginIAM2Platform', words: {} } }),
  };
}

/** What the command calls a parameter. */
const ownWords: Readonly<Record<string, string>> = { accountName: 'account', loginType: 'type' };

function givesProject({ project, projectName, platform }: Given): boolean {
  return project !== undefined || projectName !== undefined || platform !== undefined;
}

function present(words: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
