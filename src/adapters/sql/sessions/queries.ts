import type { SessionQueries } from '../../../ports/storage/sessions.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromAuthorizationCodeRow, fromLoginSessionRow, fromTokenFamilyRow } from './rows.ts'

export function sessionQueries(on: SqlConnection): SessionQueries {
  return {
    async findTokenFamily(poolId, familyId) {
      const { rows } = await familyById(on, { poolId, familyId })
      return rows.map(fromTokenFamilyRow).at(0)
    },

    async findAuthorizationCode(poolId, codeHash) {
      const { rows } = await codeByHash(on, { poolId, codeHash })
      return rows.map(fromAuthorizationCodeRow).at(0)
    },

    async findLoginSession(poolId, idHash) {
      const { rows } = await loginSessionByHash(on, { poolId, idHash })
      return rows.map(fromLoginSessionRow).at(0)
    },

    async listTokenFamilies(poolId, sub, now) {
      const { rows } = await trackedFamilies(on, { poolId, sub, now: now.getTime() })
      return rows.map(fromTokenFamilyRow)
    },

    async listLiveFamilies(poolId, sub, now) {
      const { rows } = await liveFamilies(on, { poolId, sub, now: now.getTime() })
      return rows.map(fromTokenFamilyRow)
    },

    async listLoginSessions(poolId, sub, now) {
      const { rows } = await trackedLoginSessions(on, { poolId, sub, now: now.getTime() })
      return rows.map(fromLoginSessionRow)
    },
  }
}

const familyById = statement((db, value: Placeholders<{ poolId: string; familyId: string }>) =>
  db
    .selectFrom('token_families')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('familyId')),
)

const codeByHash = statement((db, value: Placeholders<{ poolId: string; codeHash: string }>) =>
  db
    .selectFrom('authorization_codes')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('code_hash', '=', value('codeHash')),
)

const loginSessionByHash = statement((db, value: Placeholders<{ poolId: string; idHash: string }>) =>
  db
    .selectFrom('login_sessions')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('id_hash', '=', value('idHash')),
)

const trackedFamilies = statement((db, value: Placeholders<{ poolId: string; sub: string; now: number }>) =>
  db
    .selectFrom('token_families')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('session_id', 'is not', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', value('now'))
    .orderBy('last_active_at', 'desc')
    .orderBy('id'),
)

const liveFamilies = statement((db, value: Placeholders<{ poolId: string; sub: string; now: number }>) =>
  db
    .selectFrom('token_families')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', value('now'))
    .orderBy('id'),
)

const trackedLoginSessions = statement((db, value: Placeholders<{ poolId: string; sub: string; now: number }>) =>
  db
    .selectFrom('login_sessions')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('session_id', 'is not', null)
    .where('expires_at', '>', value('now'))
    .orderBy('last_active_at', 'desc')
    .orderBy('id_hash'),
)
