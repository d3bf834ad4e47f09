import { hkdfSync } from 'node:crypto'
import { encryptAesGcm, tagLength } from './aes-gcm.ts'

/** A data key as one key provider keeps it. */
export interface EncryptedDataKey {
  /** `aws-kms` */
  readonly providerId: string
  /** The key's ARN. */
  readonly providerInfo: string
  readonly ciphertext: Uint8Array
}

export interface EncryptionSdkMessage {
  readonly plaintext: Uint8Array
  /** 32 bytes, for this message only. */
  readonly dataKey: Uint8Array
  readonly encryptedDataKeys: readonly EncryptedDataKey[]
  readonly encryptionContext: Readonly<Record<string, string>>
  /** 32 random bytes. */
  readonly messageId: Uint8Array
}

const version = 2
/** AES-256-GCM with a key by HKDF-SHA-512 that the message commits to, without a signature. */
const algorithmSuite = Buffer.of(0x04, 0x78)
const framed = 2
const frameLength = 4096
const finalFrame = 0xffffffff
const onlyFrame = 1

/**
 * A message of the AWS Encryption SDK, version 2 of its format, in one frame: what `@aws-crypto/client-node` and its
 * siblings decrypt. (AWS Encryption SDK developer guide, "Message format reference" and "Algorithms reference".)
 */
export function encryptionSdkMessage(message: EncryptionSdkMessage): Buffer {
  const { plaintext, dataKey, encryptedDataKeys, encryptionContext, messageId } = message
  if (plaintext.length > frameLength) throw new RangeError('the plaintext does not fit into one frame')
  const derive = (info: Uint8Array): Buffer => Buffer.from(hkdfSync('sha512', dataKey, messageId, info, 32))
  const key = derive(Buffer.concat([algorithmSuite, Buffer.from('DERIVEKEY')]))
  const header = Buffer.concat([
    Buffer.of(version),
    algorithmSuite,
    messageId,
    serializedContext(encryptionContext),
    uint16(encryptedDataKeys.length),
    ...encryptedDataKeys.flatMap(({ providerId, providerInfo, ciphertext }) => [
      sized(Buffer.from(providerId)),
      sized(Buffer.from(providerInfo)),
      sized(ciphertext),
    ]),
    Buffer.of(framed),
    uint32(frameLength),
    derive(Buffer.from('COMMITKEY')),
  ])
  // The header authenticates itself, and the key is this message's own: nonces are counted, the header's being none.
  const headerTag = encryptAesGcm({ key, nonce: sequenceNonce(0), additionalData: header }, new Uint8Array(0))
  const nonce = sequenceNonce(onlyFrame)
  const sealed = encryptAesGcm({ key, nonce, additionalData: frameData(messageId, plaintext.length) }, plaintext)
  const tagStart = sealed.length - tagLength
  return Buffer.concat([
    header,
    headerTag,
    uint32(finalFrame),
    uint32(onlyFrame),
    nonce,
    uint32(tagStart),
    sealed.subarray(0, tagStart),
    sealed.subarray(tagStart),
  ])
}

/** Its length, the number of pairs, and the pairs in the order of their names' bytes; nothing but a length for none. */
function serializedContext(context: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(context)
    .map(([name, value]) => [Buffer.from(name), Buffer.from(value)] as const)
    .toSorted(([one], [other]) => Buffer.compare(one, other))
  if (pairs.length === 0) return uint16(0)
  return sized(Buffer.concat([uint16(pairs.length), ...pairs.flatMap(([name, value]) => [sized(name), sized(value)])]))
}

function frameData(messageId: Uint8Array, length: number): Buffer {
  const contentLength = Buffer.alloc(8)
  contentLength.writeBigUInt64BE(BigInt(length))
  return Buffer.concat([messageId, Buffer.from('AWSKMSEncryptionClient Final Frame'), uint32(onlyFrame), contentLength])
}

function sequenceNonce(sequence: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(sequence, 8)
  return nonce
}

function sized(bytes: Uint8Array): Buffer {
  return Buffer.concat([uint16(bytes.length), bytes])
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
