import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insert, insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import { toTime } from '../stored-time.ts'
import type { SqlEncryptionKeyWrite } from './prepare-writes.ts'

export async function applyEncryptionKeyWrite(on: SqlConnection, write: SqlEncryptionKeyWrite): Promise<Applied> {
  switch (write.write) {
    case 'createEncryptionKey':
      await insert(on, 'encryption_keys', write.row)
      return done
    case 'createKeyAlias': {
      const { region, key_id: keyId } = write.row
      if (!(await isThere(on, region, keyId))) return { failed: 'encryption-key-exists' }
      return guarded(await insertIfFree(on, 'key_aliases', write.row), 'key-alias-free')
    }
    case 'moveKeyAlias': {
      const { region, name, keyId, updatedAt } = write.alias
      if (!(await isThere(on, region, keyId))) return { failed: 'encryption-key-exists' }
      const { affected } = await moveAlias(on, { region, name, keyId, updatedAt: toTime(updatedAt) })
      return guarded(affected === 1, 'key-alias-exists')
    }
  }
}

/** Keys stay for ever, so that a look is as good as a lock. */
async function isThere(on: SqlConnection, region: string, keyId: string): Promise<boolean> {
  const { rows } = await keyById(on, { region, keyId })
  return rows.length === 1
}

const keyById = statement((db, value: Placeholders<{ region: string; keyId: string }>) =>
  db
    .selectFrom('encryption_keys')
    .select('key_id')
    .where('region', '=', value('region'))
    .where('key_id', '=', value('keyId')),
)

const moveAlias = statement(
  (db, value: Placeholders<{ region: string; name: string; keyId: string; updatedAt: number }>) =>
    db
      .updateTable('key_aliases')
      .set({ key_id: value('keyId'), updated_at: value('updatedAt') })
      .where('region', '=', value('region'))
      .where('name', '=', value('name')),
)
