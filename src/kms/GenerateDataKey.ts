import * as v from 'valibot'
import { encryptUnderKey } from '../crypto/sealing/key-ciphertext.ts'
import { keyArn } from '../domain/encryption-key.ts'
import { blob, contextForm, keyIdForm, kmsOperation, requireEncryptionKey } from './kms-operation.ts'
import { KmsRefusal } from './kms-refusal.ts'

const input = v.object({
  KeyId: keyIdForm,
  KeySpec: v.optional(v.picklist(['AES_256', 'AES_128'])),
  NumberOfBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1024))),
  EncryptionContext: contextForm,
})

export const GenerateDataKey = kmsOperation({ input }, async (input, ports, request) => {
  const { KeyId, KeySpec, NumberOfBytes, EncryptionContext: context } = input
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw new KmsRefusal('ValidationException', 'Please specify either number of bytes or key spec.')
  }
  const key = await requireEncryptionKey(ports, request, KeyId)
  const bytes = (size: number): Uint8Array => ports.random.bytes(size)
  const plaintext = bytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32))
  return {
    CiphertextBlob: blob(encryptUnderKey(key.material, plaintext, { key, context }, bytes)),
    Plaintext: blob(plaintext),
    KeyId: keyArn(key, request.accountId),
  }
})
