import type { Effect, Scene } from './effect.ts';
import { Failure } from './fault.ts';
import { Double, type Json } from './reply.ts';
import { endSession, isAlive, openSession, renewSession } from './sessions.ts';
import type { SqlRow } from './sqlite.ts';

/** Log-in, log-out and what is asked of sessions. Source: AccountManagerImpl.java, LoginManagerImpl.java, ZStack 5.2.1. */
export const identityAnswers: Readonly<Record<string, (scene: Scene) => { readonly [key: string]: Json }>> = {
  LogInByAccount: (scene) => accountSession(scene, scene.call.params.accountName),
  LogInByUser: userSession,
  LogIn: (scene) => {
    const { username, loginType } = scene.call.params;
    if (loginType !== 'account') throw new Failure('SYS.1006', `unsupported login type ${String(loginType)}`);
    return accountSession(scene, username);
  },
  LogOut: ({ db, call }) => {
    endSession(db, String(call.params.sessionUuid));
    return {};
  },
  ValidateSession: ({ db, clock, call }) => ({ valid: isAlive(db, clock, String(call.params.sessionUuid)) }),
};

export const renewal: Effect = {
  duration: () => 0,
  finish: ({ db, clock, call: { params } }) => ({
    inventory: renewSession(
      db,
      clock,
      String(params.sessionUuid),
      params.duration === undefined || params.duration === null ? undefined : Number(params.duration) * 1000,
    ),
  }),
};

function accountSession(scene: Scene, name: Json): { readonly [key: string]: Json } {
  const { db, call } = scene;
  const account = db.first('SELECT uuid, password FROM Account WHERE fold_key(name) = fold_key(?)', [String(name)]);
  if (!holds(account, call.params.password)) throw refused('wrong account name or password');
  const accountUuid = String(account?.uuid);
  return { inventory: openSession(scene, scene.uuid(), { accountUuid, userUuid: accountUuid }) };
}

function userSession(scene: Scene): { readonly [key: string]: Json } {
  const { db, call } = scene;
  const { accountUuid, accountName, userName, password } = call.params;
  const account = db.first('SELECT uuid FROM Account WHERE uuid = ? OR fold_key(name) = fold_key(?)', [
    String(accountUuid ?? ''),
    String(accountName ?? ''),
  ]);
  const user =
    account &&
    db.first('SELECT * FROM User WHERE accountUuid = ? AND fold_key(name) = fold_key(?)', [
      account.uuid ?? null,
      String(userName),
    ]);
  if (!holds(user, password)) throw refused('wrong account or username or password');
  return {
    inventory: openSession(scene, scene.uuid(), {
      accountUuid: String(account?.uuid),
      userUuid: String(user?.uuid),
    }),
  };
}

/** The server compares what was sent with what it keeps; whoever sends has hashed it. */
function holds(row: SqlRow | undefined, password: Json): boolean {
  return typeof row?.password === 'string' && row.password === password;
}

function refused(details: string): Failure {
  return new Failure('ID.1000', details, {
    elaboration: 'Error message: Wrong account name or password.',
    location: 'process-login (location:2/2)',
    messages: {
      code: '1000',
      message_cn: '错误的帐号或密码。',
      message_en: 'Wrong account name or password.',
      source: 'zstack',
      distance: new Double(0),
      method: 'distance',
    },
  });
}
