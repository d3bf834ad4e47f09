import { encryptionSdkMessage } from '../../crypto/sealing/encryption-sdk-message.ts'
import { encryptUnderKey } from '../../crypto/sealing/key-ciphertext.ts'
import { keyArn } from '../../domain/encryption-key.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { findEncryptionKey } from './find-encryption-key.ts'

/**
 * A code as Cognito hands it to a function: in a message of the AWS Encryption SDK, in base64, under the pool's KMSKeyID
 * and bound to the pool. Undefined where that key is none of this installation's.
 */
export async function encryptForSender(
  ports: Pick<Ports, 'random' | 'storage'>,
  pool: UserPool,
  code: string,
): Promise<string | undefined> {
  const keyId = pool.configuration.LambdaConfig?.KMSKeyID ?? ''
  const key = await findEncryptionKey(ports, keyId, pool)
  if (key === undefined) return undefined
  const bytes = (size: number): Uint8Array => ports.random.bytes(size)
  const context = { 'userpool-id': pool.id }
  const dataKey = bytes(32)
  const ciphertext = encryptUnderKey(key.material, dataKey, { key, context }, bytes)
  const message = encryptionSdkMessage({
    plaintext: Buffer.from(code),
    dataKey,
    encryptedDataKeys: [{ providerId: 'aws-kms', providerInfo: keyArn(key, pool.accountId), ciphertext }],
    encryptionContext: context,
    messageId: bytes(32),
  })
  return message.toString('base64')
}
