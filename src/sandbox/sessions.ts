import { Failure } from './fault.ts';
import { dateText, type Json, timeText } from './reply.ts';
import { adminUuid } from './seed.ts';
import type { Db, SqlRow } from './sqlite.ts';

/** Who calls. */
export interface Caller {
  readonly sessionUuid: string;
  readonly accountUuid: string;
  readonly userUuid: string;
  readonly isAdmin: boolean;
}

/** Times are milliseconds since 1970. */
export function createSessions(db: Db): void {
  db.run(
    'CREATE TABLE _session (uuid TEXT PRIMARY KEY, accountUuid TEXT, userUuid TEXT, created INTEGER, expires INTEGER)',
  );
}

/** Opens a session and gives its inventory. Source: SessionInventory.java, ZStack 5.2.1. */
export function openSession(
  db: Db,
  now: number,
  uuid: string,
  { accountUuid, userUuid }: { readonly accountUuid: string; readonly userUuid: string },
): { readonly [key: string]: Json } {
  db.run('DELETE FROM _session WHERE expires <= ?', [now]);
  db.run('INSERT INTO _session VALUES (?, ?, ?, ?, ?)', [uuid, accountUuid, userUuid, now, now + lifetime(db)]);
  return inventoryOf(db.first('SELECT * FROM _session WHERE uuid = ?', [uuid]) as SqlRow);
}

/** The caller behind a session, which lives on from now. Throws `ID.1001`. Source: Session.java, ZStack 5.2.1. */
export function useSession(db: Db, now: number, uuid: string): Caller {
  const row = find(db, now, uuid);
  if (!row) throw expired();
  db.run('UPDATE _session SET expires = ? WHERE uuid = ?', [now + lifetime(db), uuid]);
  const accountUuid = String(row.accountUuid);
  return { sessionUuid: uuid, accountUuid, userUuid: String(row.userUuid), isAdmin: accountUuid === adminUuid };
}

/** An expired session is gone after the question; a living one lives no longer for it. */
export function isAlive(db: Db, now: number, uuid: string): boolean {
  if (find(db, now, uuid)) return true;
  endSession(db, uuid);
  return false;
}

/** `duration` is in milliseconds; what is usual where it is not given. Throws `ID.1001`. */
export function renewSession(
  db: Db,
  now: number,
  uuid: string,
  duration: number | undefined,
): { readonly [key: string]: Json } {
  if (!find(db, now, uuid)) throw expired();
  db.run('UPDATE _session SET expires = ? WHERE uuid = ?', [now + (duration ?? lifetime(db)), uuid]);
  return inventoryOf(db.first('SELECT * FROM _session WHERE uuid = ?', [uuid]) as SqlRow);
}

export function hasSession(db: Db, uuid: string): boolean {
  return db.first('SELECT 1 FROM _session WHERE uuid = ?', [uuid]) !== undefined;
}

export function endSession(db: Db, uuid: string): void {
  db.run('DELETE FROM _session WHERE uuid = ?', [uuid]);
}

function find(db: Db, now: number, uuid: string): SqlRow | undefined {
  return db.first('SELECT * FROM _session WHERE uuid = ? AND expires > ?', [uuid, now]);
}

/** Milliseconds. Source: `session.timeout` of conf/globalConfig/identity.xml, ZStack 5.2.1. */
function lifetime(db: Db): number {
  const known = db.first(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'GlobalConfig'`);
  const set =
    known && db.first(`SELECT value FROM GlobalConfig WHERE category = 'identity' AND name = 'session.timeout'`);
  return 1000 * (Number(set?.value) || 7200);
}

function inventoryOf({ uuid, accountUuid, userUuid, created, expires }: SqlRow): { readonly [key: string]: Json } {
  return {
    uuid: String(uuid),
    accountUuid: String(accountUuid),
    userUuid: String(userUuid),
    expiredDate: dateText(timeText(Number(expires))),
    createDate: dateText(timeText(Number(created))),
    noSessionEvaluation: false,
  };
}

function expired(): Failure {
  return new Failure('ID.1001', 'Session expired', {
    elaboration: 'Error message: Session expired or wrong session ID.',
    messages: {
      code: '1001',
      message_cn: '会话过期或者会话ID错误。',
      message_en: 'Session expired or wrong session ID.',
      source: 'zstack',
      distance: 0,
      method: 'distance',
    },
  });
}
