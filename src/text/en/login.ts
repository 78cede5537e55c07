import type { AskText, AuthText } from '../accounts.ts';

/** Questions of a log-in. */
export const ask: AskText = {
  account: 'Name',
  password: (account) => `Password of ${account}`,
  keySecret: (id) => `Secret of the access key ${id}`,
  again: (account) => `The session has ended. Password of ${account}`,
  where: 'Where to',
  cloud: 'a ZStack cloud',
  demo: 'the sandbox, a demo cloud on this machine',
  address: 'Address of the management node',
  kind: 'Kind of log-in',
  kinds: {
    account: 'account',
    user: 'user of an account',
    ldap: 'LDAP or AD',
    'virtual-id': 'IAM2 virtual ID',
    'virtual-id-ldap': 'IAM2 virtual ID of an LDAP or AD',
    cas: 'CAS',
    generic: 'any other type, by its name',
    'access-key': 'access key',
  },
  owner: 'Account of the user',
  project: 'Project (empty for none)',
  type: 'Type',
  keyId: 'Access key ID',
  captcha: (file) => `Code in the picture ${file}`,
};

/** What is said of sessions. */
export const auth: AuthText = {
  state: {
    valid: 'logged in',
    expired: 'the session has ended',
    unknown: 'logged in, but the server could not be asked',
    none: 'not logged in',
    loggedOut: 'logged out',
  },
  fact: {
    profile: 'profile',
    state: 'state',
    account: 'account',
    kind: 'log-in',
    url: 'address',
    since: 'since',
    until: 'until',
    storedIn: 'kept in',
  },
  expires: (time) => `${time} by the server's clock when it began; every call puts it off`,
  useSandbox: 'the sandbox is asked with: zstack-cli --sandbox …, or always after: zstack-cli profile use sandbox',
  twoFactor:
    'the server wants a second factor: add systemTags=<tag>::<token> with the tag that its version takes, or use an access key',
  captchaNeeded: (name, type) =>
    `the server wants the code of a picture: zstack-cli GetLoginCaptcha resourceName=${name} loginType=${type} gives one; ` +
    'log in again with captchaUuid=… verifyCode=…',
  captchaWrong: 'that was not the code; here is a new picture',
};
