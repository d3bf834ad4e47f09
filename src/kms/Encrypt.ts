import * as v from 'valibot'
import { encryptUnderKey } from '../crypto/sealing/key-ciphertext.ts'
import { keyArn } from '../domain/encryption-key.ts'
import { blob, blobForm, contextForm, keyIdForm, kmsOperation, requireEncryptionKey } from './kms-operation.ts'

const input = v.object({ KeyId: keyIdForm, Plaintext: blobForm(4096), EncryptionContext: contextForm })

export const Encrypt = kmsOperation({ input }, async ({ KeyId, Plaintext, EncryptionContext }, ports, request) => {
  const key = await requireEncryptionKey(ports, request, KeyId)
  const binding = { key, context: EncryptionContext }
  const ciphertext = encryptUnderKey(key.material, Plaintext, binding, (size) => ports.random.bytes(size))
  return {
    CiphertextBlob: blob(ciphertext),
    KeyId: keyArn(key, request.accountId),
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  }
})
