import * as v from 'valibot'
import { aliasArn } from '../domain/encryption-key.ts'
import { aliasNameForm, keyIdForm, kmsOperation, requireEncryptionKey } from './kms-operation.ts'
import { KmsRefusal } from './kms-refusal.ts'

const input = v.object({ AliasName: aliasNameForm, TargetKeyId: keyIdForm })

export const CreateAlias = kmsOperation({ input }, async ({ AliasName: name, TargetKeyId }, ports, request) => {
  const { region, accountId } = request
  if (name.startsWith('alias/aws/')) throw new KmsRefusal('InvalidAliasNameException')
  const { keyId } = await requireEncryptionKey(ports, request, TargetKeyId)
  const now = ports.clock.now()
  const alias = { region, name, keyId, createdAt: now, updatedAt: now }
  const { committed } = await ports.storage.commit([{ write: 'createKeyAlias', alias }])
  if (committed) return undefined
  throw new KmsRefusal('AlreadyExistsException', `An alias with the name ${aliasArn(alias, accountId)} already exists`)
})
