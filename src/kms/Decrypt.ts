import * as v from 'valibot'
import { decryptUnderKey, keyNameOf } from '../crypto/sealing/key-ciphertext.ts'
import { keyArn } from '../domain/encryption-key.ts'
import { blob, blobForm, contextForm, keyIdForm, kmsOperation, requireEncryptionKey } from './kms-operation.ts'
import { KmsRefusal } from './kms-refusal.ts'

const input = v.object({
  CiphertextBlob: blobForm(6144),
  KeyId: v.optional(keyIdForm),
  EncryptionContext: contextForm,
})

export const Decrypt = kmsOperation({ input }, async ({ CiphertextBlob, KeyId, EncryptionContext }, ports, request) => {
  const name = keyNameOf(CiphertextBlob)
  const key =
    name?.region === request.region ? await ports.storage.encryptionKeys.find(name.region, name.keyId) : undefined
  if (KeyId !== undefined) {
    const asked = await requireEncryptionKey(ports, request, KeyId)
    if (key && asked.keyId !== key.keyId) {
      const message = 'The key ID in the request does not identify a CMK that can perform this operation.'
      throw new KmsRefusal('IncorrectKeyException', message)
    }
  }
  const plaintext = key && decryptUnderKey(key.material, CiphertextBlob, EncryptionContext)
  if (key === undefined || plaintext === undefined) throw new KmsRefusal('InvalidCiphertextException')
  return {
    KeyId: keyArn(key, request.accountId),
    Plaintext: blob(plaintext),
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  }
})
