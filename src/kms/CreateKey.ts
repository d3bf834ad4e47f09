import * as v from 'valibot'
import { newUuid } from '../crypto/identifiers.ts'
import { keyMetadata } from './key-metadata.ts'
import { kmsOperation } from './kms-operation.ts'
import { KmsRefusal } from './kms-refusal.ts'

const input = v.object({
  Description: v.optional(v.pipe(v.string(), v.maxLength(8192)), ''),
  KeyUsage: v.optional(v.string(), 'ENCRYPT_DECRYPT'),
  KeySpec: v.optional(v.string(), 'SYMMETRIC_DEFAULT'),
  Origin: v.optional(v.string(), 'AWS_KMS'),
})

export const CreateKey = kmsOperation({ input }, async (input, { clock, random, storage }, { region, accountId }) => {
  const { Description: description, KeyUsage, KeySpec, Origin } = input
  if (KeyUsage !== 'ENCRYPT_DECRYPT' || KeySpec !== 'SYMMETRIC_DEFAULT' || Origin !== 'AWS_KMS') {
    throw new KmsRefusal('UnsupportedOperationException', 'Only symmetric keys that are made here are kept here.')
  }
  const bytes = (size: number): Uint8Array => random.bytes(size)
  const key = { region, keyId: newUuid(bytes), material: bytes(32), description, createdAt: clock.now() }
  await storage.commit([{ write: 'createEncryptionKey', key }])
  return { KeyMetadata: keyMetadata(key, accountId) }
})
