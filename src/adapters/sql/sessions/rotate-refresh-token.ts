import type { SessionWrite } from '../../../ports/storage/sessions.ts'
import { guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'

type Rotation = Extract<SessionWrite, { readonly write: 'rotateRefreshToken' }>

export async function rotateRefreshToken(on: SqlConnection, write: Rotation): Promise<Applied> {
  const { poolId, familyId, presentedTokenHash: presented, newTokenHash: next, graceSeconds } = write
  const now = write.now.getTime()
  const key = { poolId, familyId, presented, next }
  const current = await replaceCurrent(on, { ...key, now })
  if (current.affected === 1) return guarded(true, 'refresh-token-current')
  // With clocks or requests out of step, `rotated_at` may lie ahead of this `now`: no grace means none.
  if (graceSeconds <= 0) return guarded(false, 'refresh-token-current')
  const retried = await replaceChild(on, { ...key, graceStart: now - graceSeconds * 1000 })
  return guarded(retried.affected === 1, 'refresh-token-current')
}

/** The usual case: the token of now becomes the previous one. */
const replaceCurrent = statement(
  (db, value: Placeholders<{ poolId: string; familyId: string; presented: string; next: string; now: number }>) =>
    db
      .updateTable('token_families')
      .set({ previous_token_hash: value('presented'), current_token_hash: value('next'), rotated_at: value('now') })
      .where('pool_id', '=', value('poolId'))
      .where('id', '=', value('familyId'))
      .where('revoked_at', 'is', null)
      .where('current_token_hash', '=', value('presented')),
)

/** Cognito: a parent retried within the grace period displaces its child, and the grace period is not extended. */
const replaceChild = statement(
  (
    db,
    value: Placeholders<{ poolId: string; familyId: string; presented: string; next: string; graceStart: number }>,
  ) =>
    db
      .updateTable('token_families')
      .set({ current_token_hash: value('next') })
      .where('pool_id', '=', value('poolId'))
      .where('id', '=', value('familyId'))
      .where('revoked_at', 'is', null)
      .where('previous_token_hash', '=', value('presented'))
      .where('rotated_at', '>', value('graceStart')),
)
