import * as v from 'valibot'
import { aliasArn } from '../domain/encryption-key.ts'
import { aliasNameForm, keyIdForm, kmsOperation, requireEncryptionKey } from './kms-operation.ts'
import { KmsRefusal } from './kms-refusal.ts'

const input = v.object({ AliasName: aliasNameForm, TargetKeyId: keyIdForm })

export const UpdateAlias = kmsOperation({ input }, async ({ AliasName: name, TargetKeyId }, ports, request) => {
  const { region, accountId } = request
  const { keyId } = await requireEncryptionKey(ports, request, TargetKeyId)
  const alias = { region, name, keyId, updatedAt: ports.clock.now() }
  const { committed } = await ports.storage.commit([{ write: 'moveKeyAlias', alias }])
  if (committed) return undefined
  throw new KmsRefusal('NotFoundException', `Alias ${aliasArn(alias, accountId)} is not found.`)
})
