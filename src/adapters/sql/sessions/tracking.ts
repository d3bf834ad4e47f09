import type { SessionActivity } from '../../../domain/sessions/session-tracking.ts'
import type { SessionWrite } from '../../../ports/storage/sessions.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'
import { toTime } from '../stored-time.ts'
import { logoutAnnouncement } from './announce-logouts.ts'
import { activityText } from './rows.ts'
import type { LoginSessionRow, TokenFamilyRow } from './tables.ts'

interface Room<Row> {
  readonly row: Row
  readonly mostPerUser?: number | undefined
}

/** More than anybody has: SQLite knows no offset without a limit. */
const all = 1_000_000

/** Gives the ids of those that it revoked. The user is held, so nobody else's sign-in comes between this and the new family. */
export async function makeRoomForFamily(
  on: SqlConnection,
  { row, mostPerUser }: Room<TokenFamilyRow>,
): Promise<readonly string[]> {
  const { pool_id: poolId, sub, last_active_at: at } = row
  if (mostPerUser === undefined || at === null) return []
  await announceOldestFamilies(on, { poolId, sub, at, kept: mostPerUser - 1 })
  const { rows } = await revokeOldestFamilies(on, { poolId, sub, at, kept: mostPerUser - 1 })
  return rows.map(({ id }) => id)
}

export async function makeRoomForLoginSession(
  on: SqlConnection,
  { row, mostPerUser }: Room<LoginSessionRow>,
): Promise<void> {
  const { pool_id: poolId, sub, last_active_at: at } = row
  if (mostPerUser === undefined || at === null) return
  await announceOldestLoginSessions(on, { poolId, sub, at, kept: mostPerUser - 1 })
  await deleteOldestLoginSessions(on, { poolId, sub, at, kept: mostPerUser - 1 })
}

export async function touchFamily(
  on: SqlConnection,
  write: Extract<SessionWrite, { readonly write: 'touchTokenFamily' }>,
): Promise<void> {
  const { poolId, familyId, originSessionId: sessionId, activity } = write
  await rememberFamilyUse(on, { poolId, familyId, ...columns(activity) })
  if (sessionId !== undefined) await rememberLoginSessionUse(on, { poolId, sessionId, ...columns(activity) })
}

/** False where there is no such session. */
export async function touchLoginSession(
  on: SqlConnection,
  { poolId, sessionId, activity }: Extract<SessionWrite, { readonly write: 'touchLoginSession' }>,
): Promise<boolean> {
  const { affected } = await rememberLoginSessionUse(on, { poolId, sessionId, ...columns(activity) })
  return affected === 1
}

function columns(activity: SessionActivity): { readonly at: number; readonly text: string } {
  return { at: toTime(activity.at), text: activityText(activity) }
}

type Oldest = { readonly sub: string; readonly kept: number }

const announceOldestFamilies = logoutAnnouncement<Oldest>((families, value) =>
  families('id', 'in', (eb) =>
    eb
      .selectFrom('token_families as family')
      .select('family.id')
      .where('family.pool_id', '=', value('poolId'))
      .where('family.sub', '=', value('sub'))
      .where('family.session_id', 'is not', null)
      .where('family.revoked_at', 'is', null)
      .where('family.expires_at', '>', value('at'))
      .orderBy('family.last_active_at', 'desc')
      .orderBy('family.id')
      .limit(all)
      .offset(value('kept')),
  ),
)

const announceOldestLoginSessions = logoutAnnouncement<Oldest>((families, value) =>
  families('sid', 'in', (eb) =>
    eb
      .selectFrom('login_sessions')
      .select('login_sessions.sid')
      .where('login_sessions.pool_id', '=', value('poolId'))
      .where('login_sessions.sub', '=', value('sub'))
      .where('login_sessions.session_id', 'is not', null)
      .where('login_sessions.expires_at', '>', value('at'))
      .orderBy('login_sessions.last_active_at', 'desc')
      .orderBy('login_sessions.id_hash')
      .limit(all)
      .offset(value('kept')),
  ),
)

const revokeOldestFamilies = statement(
  (db, value: Placeholders<{ poolId: string; sub: string; at: number; kept: number }>) =>
    db
      .updateTable('token_families')
      .set({ revoked_at: value('at') })
      .where('pool_id', '=', value('poolId'))
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('token_families')
          .select('id')
          .where('pool_id', '=', value('poolId'))
          .where('sub', '=', value('sub'))
          .where('session_id', 'is not', null)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', value('at'))
          .orderBy('last_active_at', 'desc')
          .orderBy('id')
          .limit(all)
          .offset(value('kept')),
      )
      .returning('id'),
)

const deleteOldestLoginSessions = statement(
  (db, value: Placeholders<{ poolId: string; sub: string; at: number; kept: number }>) =>
    db
      .deleteFrom('login_sessions')
      .where('pool_id', '=', value('poolId'))
      .where('id_hash', 'in', (eb) =>
        eb
          .selectFrom('login_sessions')
          .select('id_hash')
          .where('pool_id', '=', value('poolId'))
          .where('sub', '=', value('sub'))
          .where('session_id', 'is not', null)
          .where('expires_at', '>', value('at'))
          .orderBy('last_active_at', 'desc')
          .orderBy('id_hash')
          .limit(all)
          .offset(value('kept')),
      ),
)

const rememberFamilyUse = statement(
  (db, value: Placeholders<{ poolId: string; familyId: string; at: number; text: string }>) =>
    db
      .updateTable('token_families')
      .set({ last_active_at: value('at'), activity: value('text') })
      .where('pool_id', '=', value('poolId'))
      .where('id', '=', value('familyId'))
      .where('session_id', 'is not', null),
)

const rememberLoginSessionUse = statement(
  (db, value: Placeholders<{ poolId: string; sessionId: string; at: number; text: string }>) =>
    db
      .updateTable('login_sessions')
      .set({ last_active_at: value('at'), activity: value('text') })
      .where('pool_id', '=', value('poolId'))
      .where('session_id', '=', value('sessionId')),
)
