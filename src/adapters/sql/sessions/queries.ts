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
