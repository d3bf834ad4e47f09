import type { SessionWrite } from '../../../ports/storage/sessions.ts'
import type { SqlConnection } from '../engine.ts'
import { endedFamilies, type Ended } from '../revocations/record-revocations.ts'
import { statement, type Placeholders } from '../statement.ts'
import { logoutAnnouncement } from './announce-logouts.ts'
import { holdEnabledUser } from './hold-enabled-user.ts'

type Revocation = Extract<SessionWrite, { readonly write: 'revokeLoginSession' }>

/**
 * In the order of whoever redeems a code: the codes, the user, the families. A browser that is just being signed in by
 * the session holds it until its code is there, so codes are looked for again when the session is gone.
 */
export async function revokeLoginSession(on: SqlConnection, write: Revocation): Promise<readonly Ended[]> {
  const { poolId, sub, sessionId, revokesFamilies, at } = write
  const revoked: string[] = []
  await deleteUnspent(on, { poolId, sub, sessionId })
  if (revokesFamilies) {
    await holdEnabledUser(on, { poolId, sub })
    await announceFamilies(on, { poolId, sub, sessionId, at: at.getTime() })
    const { rows } = await revokeFamilies(on, { poolId, sub, sessionId, at: at.getTime() })
    revoked.push(...rows.map(({ id }) => id))
  }
  await announceSession(on, { poolId, sub, sessionId, at: at.getTime() })
  await deleteSession(on, { poolId, sub, sessionId })
  await deleteUnspent(on, { poolId, sub, sessionId })
  return endedFamilies(poolId, revoked)
}

async function deleteUnspent(on: SqlConnection, key: Key): Promise<void> {
  await deleteUnspentCodes(on, key)
  await deleteApprovals(on, key)
}

type Key = { readonly poolId: string; readonly sub: string; readonly sessionId: string }

/** A spent one stays: whoever presents it again is found out by it. */
const deleteUnspentCodes = statement((db, value: Placeholders<Key>) =>
  db
    .deleteFrom('authorization_codes')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('origin_session_id', '=', value('sessionId'))
    .where('family_id', 'is', null),
)

/** What the browser allowed a device that has not fetched its tokens yet. */
const deleteApprovals = statement((db, value: Placeholders<Key>) =>
  db
    .deleteFrom('device_authorizations')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('origin_session_id', '=', value('sessionId')),
)

const announceFamilies = logoutAnnouncement<Key>((families, value) =>
  families.and([families('sub', '=', value('sub')), families('origin_session_id', '=', value('sessionId'))]),
)

const announceSession = logoutAnnouncement<Key>((families, value) =>
  families('sid', 'in', (eb) =>
    eb
      .selectFrom('login_sessions')
      .select('login_sessions.sid')
      .where('login_sessions.pool_id', '=', value('poolId'))
      .where('login_sessions.sub', '=', value('sub'))
      .where('login_sessions.session_id', '=', value('sessionId')),
  ),
)

const revokeFamilies = statement((db, value: Placeholders<Key & { readonly at: number }>) =>
  db
    .updateTable('token_families')
    .set({ revoked_at: value('at') })
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('origin_session_id', '=', value('sessionId'))
    .where('revoked_at', 'is', null)
    .returning('id'),
)

const deleteSession = statement((db, value: Placeholders<Key>) =>
  db
    .deleteFrom('login_sessions')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('session_id', '=', value('sessionId')),
)
