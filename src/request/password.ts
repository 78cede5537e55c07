import { createHash } from 'node:crypto';
import type { Json } from '../json/json.ts';

/**
 * A value as it travels: passwords of accounts as the lower-case hex SHA-512 of the clear text; directories (LDAP, CAS)
 * need the text itself. Source: cli.py of zstack-utility and AccountManagerImpl.java, ZStack 5.2.1.
 */
export function travelling(api: string, param: string, value: Json): Json {
  return typeof value === 'string' && isHashed(api, param) ? hashed(value) : value;
}

/** The lower-case hex SHA-512 of a password. */
export function hashed(password: string): string {
  return createHash('sha512').update(password).digest('hex');
}

/** Whether a parameter is such a password. */
export function isHashed(api: string, param: string): boolean {
  return hashedParams[api] === param;
}

const hashedParams: Readonly<Record<string, string>> = {
  LogInByAccount: 'password',
  LogInByUser: 'password',
  LoginIAM2VirtualID: 'password',
  CreateAccount: 'password',
  CreateUser: 'password',
  CreateIAM2VirtualID: 'password',
  UpdateAccount: 'password',
  UpdateUser: 'password',
  UpdateIAM2VirtualID: 'password',
  GetTwoFactorAuthenticationSecret: 'password',
  PowerOffHost: 'adminPassword',
};
