import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node'
import { encryptionSdkMessage, type EncryptionSdkMessage } from './encryption-sdk-message.ts'

const arn = 'arn:aws:kms:eu-central-1:123456789012:key/0f8fad5b-d9cb-469f-a165-70867728950e'
const ciphertext = Buffer.from('the data key, wrapped')

function build(overrides: Partial<EncryptionSdkMessage> = {}): EncryptionSdkMessage {
  return {
    plaintext: Buffer.from('123456'),
    dataKey: randomBytes(32),
    encryptedDataKeys: [{ providerId: 'aws-kms', providerInfo: arn, ciphertext }],
    encryptionContext: { 'userpool-id': 'eu-central-1_AbCdEf123' },
    messageId: randomBytes(32),
    ...overrides,
  }
}

/** Decrypts as a function does, with a KMS that knows this one data key. */
async function decrypt(bytes: Uint8Array, dataKey: Uint8Array, policy: CommitmentPolicy) {
  const asked: unknown[] = []
  const keyring = new KmsKeyringNode({
    keyIds: [arn],
    clientProvider: () =>
      ({
        decrypt: async (input: { readonly CiphertextBlob: Uint8Array; readonly EncryptionContext: unknown }) => {
          asked.push([Buffer.from(input.CiphertextBlob).toString(), { ...(input.EncryptionContext as object) }])
          return { KeyId: arn, Plaintext: dataKey }
        },
      }) as never,
  })
  const { plaintext, messageHeader } = await buildClient(policy).decrypt(keyring, Buffer.from(bytes))
  return { plaintext: plaintext.toString(), context: { ...messageHeader.encryptionContext }, asked }
}

describe('a message of the AWS Encryption SDK', () => {
  const policies = [CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT, CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT]
  for (const policy of policies) {
    test(`is decrypted by the SDK, where it has to ${policy}`, async () => {
      const message = build()
      const context = { 'userpool-id': 'eu-central-1_AbCdEf123' }
      assert.deepEqual(await decrypt(encryptionSdkMessage(message), message.dataKey, policy), {
        plaintext: '123456',
        context,
        asked: [['the data key, wrapped', context]],
      })
    })
  }

  const contexts: readonly Readonly<Record<string, string>>[] = [
    {},
    { b: '2', a: '1', ä: 'ü', aa: '' },
    { 'userpool-id': 'x'.repeat(2000) },
  ]
  for (const encryptionContext of contexts) {
    test(`carries the context ${JSON.stringify(encryptionContext).slice(0, 50)}`, async () => {
      const message = build({ encryptionContext, plaintext: Buffer.from('Pässwörd 🔑') })
      const read = await decrypt(encryptionSdkMessage(message), message.dataKey, policies[1] ?? ('REQUIRE' as never))
      assert.deepEqual([read.plaintext, read.context], ['Pässwörd 🔑', encryptionContext])
    })
  }

  test('does not decrypt with another data key, nor with a bit changed anywhere', async () => {
    const message = build()
    const bytes = encryptionSdkMessage(message)
    await assert.rejects(decrypt(bytes, randomBytes(32), CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT))
    for (let place = 0; place < bytes.length; place += 7) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
      await assert.rejects(
        decrypt(changed, message.dataKey, CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT),
        `byte ${place}`,
      )
    }
  })

  test('is for what fits into one frame', () => {
    assert.throws(() => encryptionSdkMessage(build({ plaintext: Buffer.alloc(4097) })), RangeError)
  })
})
