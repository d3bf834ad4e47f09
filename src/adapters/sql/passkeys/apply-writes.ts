import { guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import { toTime } from '../stored-time.ts'
import type { SqlPasskeyWrite } from './prepare-writes.ts'

export async function applyPasskeyWrite(on: SqlConnection, write: SqlPasskeyWrite): Promise<Applied> {
  switch (write.write) {
    case 'createPasskey':
      return guarded(await insertIfFree(on, 'passkeys', write.row), 'passkey-free')
    case 'usePasskey': {
      const { poolId, sub, credentialId: key, signCount, isBackedUp, at } = write
      const use = { poolId, sub, key, signCount, backedUp: isBackedUp ? 1 : 0, usedAt: toTime(at) } as const
      const { affected } = await usePasskey(on, use)
      return guarded(affected === 1, 'passkey-count')
    }
    case 'renamePasskey': {
      const { poolId, sub, credentialId: key, label } = write
      const { affected } = await renamePasskey(on, { poolId, sub, key, label })
      return guarded(affected === 1, 'passkey-exists')
    }
    case 'deletePasskey': {
      const { poolId, sub, credentialId: key } = write
      const { affected } = await deletePasskey(on, { poolId, sub, key })
      return guarded(affected === 1, 'passkey-exists')
    }
  }
}

interface PasskeyKey {
  readonly poolId: string
  readonly sub: string
  readonly key: string
}

interface PasskeyUse extends PasskeyKey {
  readonly signCount: number
  readonly backedUp: 0 | 1
  readonly usedAt: number
}

const usePasskey = statement((db, value: Placeholders<PasskeyUse>) =>
  db
    .updateTable('passkeys')
    .set({ sign_count: value('signCount'), backed_up: value('backedUp'), used_at: value('usedAt') })
    .where('pool_id', '=', value('poolId'))
    .where('credential_key', '=', value('key'))
    .where('sub', '=', value('sub'))
    .where((eb) =>
      eb.or([
        eb('sign_count', '<', value('signCount')),
        eb.and([eb('sign_count', '=', 0), eb(value('signCount'), '=', 0)]),
      ]),
    ),
)

const renamePasskey = statement((db, value: Placeholders<PasskeyKey & { readonly label: string }>) =>
  db
    .updateTable('passkeys')
    .set({ label: value('label') })
    .where('pool_id', '=', value('poolId'))
    .where('credential_key', '=', value('key'))
    .where('sub', '=', value('sub')),
)

const deletePasskey = statement((db, value: Placeholders<PasskeyKey>) =>
  db
    .deleteFrom('passkeys')
    .where('pool_id', '=', value('poolId'))
    .where('credential_key', '=', value('key'))
    .where('sub', '=', value('sub')),
)
