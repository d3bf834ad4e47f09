import * as v from 'valibot'
import { aliasArn, type KeyAlias } from '../domain/encryption-key.ts'
import { keyIdForm, kmsOperation, requireEncryptionKey } from './kms-operation.ts'

const input = v.object({
  KeyId: v.optional(keyIdForm),
  Limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 50),
  Marker: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1024))),
})

/** With a key, a page may hold less than it could: what is not the key's is left out of it. */
export const ListAliases = kmsOperation(
  { input, isReading: true },
  async ({ KeyId, Limit, Marker }, ports, request) => {
    const { region, accountId } = request
    const key = KeyId === undefined ? undefined : await requireEncryptionKey(ports, request, KeyId)
    const { items, next } = await ports.storage.encryptionKeys.listAliases(region, { limit: Limit, after: Marker })
    const shown = items.filter(({ keyId }) => key === undefined || keyId === key.keyId)
    return {
      Aliases: shown.map((alias) => listed(alias, accountId)),
      ...(next !== undefined && { NextMarker: next }),
      Truncated: next !== undefined,
    }
  },
)

function listed(alias: KeyAlias, accountId: string): object {
  return {
    AliasName: alias.name,
    AliasArn: aliasArn(alias, accountId),
    TargetKeyId: alias.keyId,
    CreationDate: alias.createdAt.getTime() / 1000,
    LastUpdatedDate: alias.updatedAt.getTime() / 1000,
  }
}
