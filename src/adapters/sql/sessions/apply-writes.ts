import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insert, insertIfFree } from '../rows.ts'
import type { TokenFamilyRow } from './tables.ts'
import { endedFamilies } from '../revocations/record-revocations.ts'
import { statement, type Placeholders } from '../statement.ts'
import { logoutAnnouncement } from './announce-logouts.ts'
import { disconnectClient } from './disconnect-client.ts'
import { holdEnabledUser } from './hold-enabled-user.ts'
import type { SqlSessionWrite } from './prepare-writes.ts'
import { revokeLoginSession } from './revoke-login-session.ts'
import { rotateRefreshToken } from './rotate-refresh-token.ts'
import { fromTokenFamilyRow } from './rows.ts'
import { makeRoomForFamily, makeRoomForLoginSession, touchFamily, touchLoginSession } from './tracking.ts'

export async function applySessionWrite(on: SqlConnection, write: SqlSessionWrite): Promise<Applied> {
  switch (write.write) {
    case 'createTokenFamily':
      return createTokenFamily(on, write)
    case 'rotateRefreshToken':
      return rotateRefreshToken(on, write)
    case 'revokeTokenFamily': {
      const family = { poolId: write.poolId, familyId: write.familyId, at: write.at.getTime() }
      await announceFamily(on, family)
      const { affected } = await revokeFamily(on, family)
      return { ended: affected === 0 ? [] : endedFamilies(family.poolId, [family.familyId]) }
    }
    case 'disconnectClient':
      return { ended: await disconnectClient(on, write) }
    case 'touchTokenFamily':
      await touchFamily(on, write)
      return done
    case 'createAuthorizationCode':
      await insert(on, 'authorization_codes', write.row)
      return done
    case 'consumeAuthorizationCode': {
      const { poolId, codeHash, familyId } = write
      const { affected } = await spendCode(on, { poolId, codeHash, familyId, now: write.now.getTime() })
      return guarded(affected === 1, 'authorization-code-unspent')
    }
    case 'createLoginSession':
      await makeRoomForLoginSession(on, write)
      await insert(on, 'login_sessions', write.row)
      return done
    case 'deleteLoginSession': {
      const { poolId, idHash } = write
      if (!write.isContinued) await announceLoginSession(on, { poolId, idHash, at: write.at.getTime() })
      await deleteLoginSession(on, { poolId, idHash })
      return done
    }
    case 'touchLoginSession':
      return guarded(await touchLoginSession(on, write), 'login-session-exists')
    case 'revokeLoginSession':
      return { ended: await revokeLoginSession(on, write) }
    case 'spendSession':
      return guarded(await insertIfFree(on, 'spent_sessions', write.row), 'session-unspent')
  }
}

async function createTokenFamily(
  on: SqlConnection,
  { row, mostPerUser }: { readonly row: TokenFamilyRow; readonly mostPerUser?: number | undefined },
): Promise<Applied> {
  const { rows } = await holdEnabledUser(on, { poolId: row.pool_id, sub: row.sub })
  const [user] = rows
  if (user === undefined) return { failed: 'user-enabled' }
  const evicted = await makeRoomForFamily(on, { row, mostPerUser })
  await insert(on, 'token_families', row)
  // A sign-in that was on its way when the user was signed out begins a session that is dead.
  const isDead = user.signed_out_at !== null && fromTokenFamilyRow(row).authenticatedAt.getTime() < user.signed_out_at
  return { ended: endedFamilies(row.pool_id, isDead ? [...evicted, row.id] : evicted) }
}

const announceFamily = logoutAnnouncement<{ familyId: string }>((families, value) =>
  families('id', '=', value('familyId')),
)

const announceLoginSession = logoutAnnouncement<{ idHash: string }>((families, value) =>
  families('sid', 'in', (eb) =>
    eb
      .selectFrom('login_sessions')
      .select('login_sessions.sid')
      .where('login_sessions.pool_id', '=', value('poolId'))
      .where('id_hash', '=', value('idHash')),
  ),
)

const revokeFamily = statement((db, value: Placeholders<{ poolId: string; familyId: string; at: number }>) =>
  db
    .updateTable('token_families')
    .set({ revoked_at: value('at') })
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('familyId'))
    .where('revoked_at', 'is', null),
)

const spendCode = statement(
  (db, value: Placeholders<{ poolId: string; codeHash: string; familyId: string; now: number }>) =>
    db
      .updateTable('authorization_codes')
      .set({ family_id: value('familyId') })
      .where('pool_id', '=', value('poolId'))
      .where('code_hash', '=', value('codeHash'))
      .where('family_id', 'is', null)
      .where('expires_at', '>', value('now')),
)

const deleteLoginSession = statement((db, value: Placeholders<{ poolId: string; idHash: string }>) =>
  db.deleteFrom('login_sessions').where('pool_id', '=', value('poolId')).where('id_hash', '=', value('idHash')),
)
