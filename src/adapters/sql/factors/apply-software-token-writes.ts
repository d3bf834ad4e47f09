import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { PendingToken, SqlFactorWrite, VerifiedToken } from './prepare-writes.ts'

type SoftwareTokenWrite = Extract<
  SqlFactorWrite,
  {
    readonly write: 'associateSoftwareToken' | 'verifySoftwareToken' | 'acceptSoftwareTokenStep' | 'deleteSoftwareToken'
  }
>

export async function applySoftwareTokenWrite(on: SqlConnection, write: SoftwareTokenWrite): Promise<Applied> {
  switch (write.write) {
    case 'associateSoftwareToken':
      await putPending(on, write.row)
      return done
    case 'verifySoftwareToken': {
      const { affected } = await adoptPending(on, write.row)
      return guarded(affected === 1, 'software-token-pending')
    }
    case 'acceptSoftwareTokenStep': {
      const { affected } = await acceptStep(on, { poolId: write.poolId, sub: write.sub, step: write.step })
      return guarded(affected === 1, 'software-token-step')
    }
    case 'deleteSoftwareToken':
      await deleteToken(on, { poolId: write.poolId, sub: write.sub })
      return done
  }
}

const putPending = statement((db, value: Placeholders<PendingToken>) =>
  db
    .insertInto('software_tokens')
    .values({
      pool_id: value('pool_id'),
      sub: value('sub'),
      pending_secret: value('pending_secret'),
      pending_hash: value('pending_hash'),
      details: '{}',
    })
    .onConflict((conflict) =>
      conflict.columns(['pool_id', 'sub']).doUpdateSet({
        pending_secret: value('pending_secret'),
        pending_hash: value('pending_hash'),
      }),
    ),
)

const adoptPending = statement((db, value: Placeholders<VerifiedToken>) =>
  db
    .updateTable('software_tokens')
    .set({
      secret: value('secret'),
      pending_secret: null,
      pending_hash: null,
      details: value('details'),
      last_accepted_step: value('last_accepted_step'),
    })
    .where('pool_id', '=', value('pool_id'))
    .where('sub', '=', value('sub'))
    .where('pending_hash', '=', value('pending_hash')),
)

/** No step is accepted twice, nor an earlier one after a later one (RFC 6238 section 5.2). */
const acceptStep = statement((db, value: Placeholders<{ poolId: string; sub: string; step: number }>) =>
  db
    .updateTable('software_tokens')
    .set({ last_accepted_step: value('step') })
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('secret', 'is not', null)
    .where((eb) => eb.or([eb('last_accepted_step', 'is', null), eb('last_accepted_step', '<', value('step'))])),
)

const deleteToken = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.deleteFrom('software_tokens').where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)
