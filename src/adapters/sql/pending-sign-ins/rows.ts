import type { PendingSignIn } from '../../../domain/federation/pending-sign-in.ts'
import { openText, sealText, type SealedPlace, type Sealer } from '../sealed.ts'
import { fromTime, toTime } from '../stored-time.ts'
import type { PendingSignInRow } from './tables.ts'

type Details = Pick<PendingSignIn, 'providerName' | 'query' | 'memory'>

export function toPendingSignInRow(sealer: Sealer, pending: PendingSignIn): PendingSignInRow {
  const { poolId, stateHash, browserHash, providerName, query, memory, expiresAt } = pending
  const details: Details = { providerName, query, memory }
  return {
    pool_id: poolId,
    state_hash: stateHash,
    browser_hash: browserHash,
    details: sealText(sealer, detailsPlace(poolId, stateHash), JSON.stringify(details)),
    expires_at: toTime(expiresAt),
  }
}

export function fromPendingSignInRow(sealer: Sealer, row: PendingSignInRow): PendingSignIn {
  const details: Details = JSON.parse(openText(sealer, detailsPlace(row.pool_id, row.state_hash), row.details))
  return {
    poolId: row.pool_id,
    stateHash: row.state_hash,
    browserHash: row.browser_hash,
    ...details,
    expiresAt: fromTime(row.expires_at),
  }
}

function detailsPlace(poolId: string, stateHash: string): SealedPlace {
  return { table: 'pending_sign_ins', column: 'details', row: [poolId, stateHash] }
}
