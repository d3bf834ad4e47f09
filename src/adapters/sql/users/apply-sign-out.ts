import { sql } from 'kysely'
import type { UserWrite } from '../../../ports/storage/users.ts'
import type { SqlConnection } from '../engine.ts'
import { logoutAnnouncement } from '../sessions/announce-logouts.ts'
import { endedFamilies, type Ended } from '../revocations/record-revocations.ts'
import { fromTokenFamilyRow } from '../sessions/rows.ts'
import { statement, type Placeholders } from '../statement.ts'

type SignOut = Extract<UserWrite, { readonly write: 'signOutEverywhere' }>

/**
 * The user's row comes before the families: a new one holds it until its commit, so either that family is there to be
 * revoked or it belongs to a later sign-in. Codes come before the user's row, in the order of whoever redeems one.
 */
export async function signOutEverywhere(on: SqlConnection, { poolId, sub, at }: SignOut): Promise<readonly Ended[]> {
  const values = { poolId, sub, at: at.getTime() }
  await deleteUnspentCodes(on, { poolId, sub })
  await deleteApprovals(on, { poolId, sub })
  const { affected } = await rememberSignOut(on, values)
  if (affected === 0) return []
  const ended = await sessionsOfUser(on, values)
  await announceFamilies(on, values)
  await revokeFamilies(on, values)
  await deleteLoginSessions(on, { poolId, sub })
  return ended
}

interface Values {
  readonly poolId: string
  readonly sub: string
  readonly at: number
}

/**
 * What ends of a user at a moment, asked while the user is held and before families are revoked. Tokens tell the second
 * in which their session began (`auth_time`): sessions of the last one cannot be told by it from a sign-in right
 * afterwards, and are named. So are those that began later, by the clock of another node.
 */
export async function sessionsOfUser(on: SqlConnection, { poolId, sub, at }: Values): Promise<readonly Ended[]> {
  const second = Math.floor(at / 1000) * 1000
  const { rows } = await unrevoked(on, { poolId, sub, at })
  const late = rows.map(fromTokenFamilyRow).filter(({ authenticatedAt }) => authenticatedAt.getTime() >= second)
  return [
    { kind: 'sign-out', pool_id: poolId, subject: sub, signed_out_at: at },
    ...endedFamilies(
      poolId,
      late.map(({ id }) => id),
    ),
  ]
}

const unrevoked = statement((db, value: Placeholders<Values>) =>
  db
    .selectFrom('token_families')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', value('at')),
)

/** The moment never moves back, whatever the clocks of two nodes say. */
const rememberSignOut = statement((db, value: Placeholders<{ poolId: string; sub: string; at: number }>) =>
  db
    .updateTable('users')
    .set({
      signed_out_at: sql`case when ${sql.ref('signed_out_at')} > ${value('at')} then ${sql.ref('signed_out_at')}
        else ${value('at')} end`,
    })
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub')),
)

/** A spent one stays: whoever presents it again is found out by it. */
const deleteUnspentCodes = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db
    .deleteFrom('authorization_codes')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('family_id', 'is', null),
)

/** A device that waits for its tokens with this user's leave does not get them. */
const deleteApprovals = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.deleteFrom('device_authorizations').where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)

const announceFamilies = logoutAnnouncement<{ sub: string }>((families, value) => families('sub', '=', value('sub')))

const revokeFamilies = statement((db, value: Placeholders<{ poolId: string; sub: string; at: number }>) =>
  db
    .updateTable('token_families')
    .set({ revoked_at: value('at') })
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('revoked_at', 'is', null),
)

const deleteLoginSessions = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.deleteFrom('login_sessions').where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)
