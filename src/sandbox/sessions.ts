import type { Registry } from '../registry/registry.ts';
import type { Inventory } from '../registry/types.ts';
import type { Scene } from './effect.ts';
import { Failure } from './fault.ts';
import { Double, dateText, type Json, timeText } from './reply.ts';
import { ensureTable, insertRow } from './schema.ts';
import type { Db, SqlRow } from './sqlite.ts';
import type { Caller } from './zql/visible.ts';

/** Times that are given are milliseconds since 1970. */
export function createSessions(db: Db, registry: Registry): void {
  ensureTable(db, registry, inventoryOf(registry));
}

/** Opens a session and gives its inventory. Throws `ID.1006` where the user has too many. Source: SessionInventory.java, ZStack 5.2.1. */
export function openSession(
  { db, registry, clock, now }: Scene,
  uuid: string,
  { accountUuid, userUuid }: { readonly accountUuid: string; readonly userUuid: string },
): { readonly [key: string]: Json } {
  db.run('DELETE FROM Session WHERE expiredDate <= ?', [now]);
  const others = Number(db.first('SELECT count(*) AS n FROM Session WHERE userUuid = ?', [userUuid])?.n);
  if (others >= configured(db, 'session.maxConcurrent', 500))
    throw new Failure('ID.1006', 'Login sessions hit limit of max allowed concurrent login sessions');
  const expiredDate = timeText(clock + lifetime(db));
  insertRow(db, registry, inventoryOf(registry), { uuid, accountUuid, userUuid, createDate: now, expiredDate });
  return shown(db, uuid);
}

/** The caller behind a session, which lives on from now. Throws `ID.1001`. Source: Session.java, ZStack 5.2.1. */
export function useSession(db: Db, now: number, uuid: string): Caller {
  const row = find(db, now, uuid);
  if (!row) throw expired();
  const expiredDate = timeText(now + lifetime(db));
  // Nothing is written for all but the first call of a second.
  if (row.expiredDate !== expiredDate) db.run('UPDATE Session SET expiredDate = ? WHERE uuid = ?', [expiredDate, uuid]);
  return { accountUuid: String(row.accountUuid) };
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
  db.run('UPDATE Session SET expiredDate = ? WHERE uuid = ?', [timeText(now + (duration ?? lifetime(db))), uuid]);
  return shown(db, uuid);
}

export function endSession(db: Db, uuid: string): void {
  db.run('DELETE FROM Session WHERE uuid = ?', [uuid]);
}

function find(db: Db, now: number, uuid: string): SqlRow | undefined {
  return db.first('SELECT * FROM Session WHERE uuid = ? AND expiredDate > ?', [uuid, timeText(now)]);
}

/** Milliseconds. */
function lifetime(db: Db): number {
  return 1000 * configured(db, 'session.timeout', 7200);
}

/** Source: conf/globalConfig/identity.xml, ZStack 5.2.1. */
function configured(db: Db, name: string, usual: number): number {
  const known = db.first(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'GlobalConfig'`);
  const set = known && db.first(`SELECT value FROM GlobalConfig WHERE category = 'identity' AND name = ?`, [name]);
  return Number(set?.value) || usual;
}

function inventoryOf(registry: Registry): Inventory {
  return registry.inventory('SessionInventory') as Inventory;
}

function shown(db: Db, uuid: string): { readonly [key: string]: Json } {
  const row = db.first('SELECT * FROM Session WHERE uuid = ?', [uuid]) as SqlRow;
  const { accountUuid, userUuid, createDate, expiredDate } = row;
  return {
    uuid,
    accountUuid: String(accountUuid),
    userUuid: String(userUuid),
    expiredDate: dateText(String(expiredDate)),
    createDate: dateText(String(createDate)),
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
      distance: new Double(0),
      method: 'distance',
    },
  });
}
