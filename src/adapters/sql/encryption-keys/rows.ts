import type { EncryptionKey, KeyAlias } from '../../../domain/encryption-key.ts'
import { openBytes, sealBytes, type SealedPlace, type Sealer } from '../sealed.ts'
import { fromTime, toTime } from '../stored-time.ts'
import type { EncryptionKeyRow, KeyAliasRow } from './tables.ts'

export function toEncryptionKeyRow(sealer: Sealer, key: EncryptionKey): EncryptionKeyRow {
  const { region, keyId, material, description, createdAt } = key
  return {
    region,
    key_id: keyId,
    material: sealBytes(sealer, materialPlace(region, keyId), material),
    description,
    created_at: toTime(createdAt),
  }
}

export function fromEncryptionKeyRow(sealer: Sealer, row: EncryptionKeyRow): EncryptionKey {
  const { region, key_id: keyId, description } = row
  const material = openBytes(sealer, materialPlace(region, keyId), row.material)
  return { region, keyId, material, description, createdAt: fromTime(row.created_at) }
}

export function toKeyAliasRow({ region, name, keyId, createdAt, updatedAt }: KeyAlias): KeyAliasRow {
  return { region, name, key_id: keyId, created_at: toTime(createdAt), updated_at: toTime(updatedAt) }
}

export function fromKeyAliasRow({ region, name, key_id: keyId, created_at, updated_at }: KeyAliasRow): KeyAlias {
  return { region, name, keyId, createdAt: fromTime(created_at), updatedAt: fromTime(updated_at) }
}

function materialPlace(region: string, keyId: string): SealedPlace {
  return { table: 'encryption_keys', column: 'material', row: [region, keyId] }
}
