import { createHash, createHmac } from 'node:crypto'
import { formatSrpTimestamp } from '../crypto/srp/srp-timestamp.ts'
import { generator, powerOfPublic, prime, signedBytes } from '../crypto/srp/srp-group.ts'

/** The client's side of SRP (cognito-api contract, section 2.1). Nothing of a test is a secret, so its exponents are public. */
export interface SrpClient {
  /** SRP_A. */
  readonly publicValue: string
  /** The ChallengeResponses to PASSWORD_VERIFIER or DEVICE_PASSWORD_VERIFIER, as far as SRP makes them. */
  prove(challenge: Readonly<Record<string, string>>, secret: SrpSecret, at: Date): Record<string, string>
}

export interface SrpSecret {
  /** What follows `_` in the pool's id, or the DeviceGroupKey. */
  readonly realm: string
  /** USER_ID_FOR_SRP, or the DeviceKey. */
  readonly username: string
  readonly password: string
}

const k = BigInt('0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6')

export function srpClient(privateValue = 0x1234567890abcdef1234567890abcdefn): SrpClient {
  const publicValue = powerOfPublic(generator, privateValue)
  return {
    publicValue: publicValue.toString(16),
    prove({ SALT = '', SRP_B = '', SECRET_BLOCK = '' }, { realm, username, password }, at) {
      const serverPublic = BigInt(`0x${SRP_B}`)
      const u = integer(sha256(signedBytes(publicValue), signedBytes(serverPublic)))
      const x = privateKey({ realm, username, password }, BigInt(`0x${SALT}`))
      const base = (((serverPublic - k * powerOfPublic(generator, x)) % prime) + prime) % prime
      const shared = powerOfPublic(base, privateValue + u * x)
      const pseudoRandom = createHmac('sha256', signedBytes(u)).update(signedBytes(shared)).digest()
      const key = createHmac('sha256', pseudoRandom).update('Caldera Derived Key\u0001').digest().subarray(0, 16)
      const timestamp = formatSrpTimestamp(at)
      const signature = createHmac('sha256', key)
        .update(realm + username)
        .update(Buffer.from(SECRET_BLOCK, 'base64'))
        .update(timestamp)
        .digest('base64')
      return {
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP: timestamp,
      }
    },
  }
}

/** DeviceSecretVerifierConfig for a device with this password. */
export function deviceVerifier(secret: SrpSecret, salt = 0x1234567890abcdef1234567890abcdefn) {
  const verifier = powerOfPublic(generator, privateKey(secret, salt))
  return {
    Salt: Buffer.from(signedBytes(salt)).toString('base64'),
    PasswordVerifier: Buffer.from(signedBytes(verifier)).toString('base64'),
  }
}

function privateKey({ realm, username, password }: SrpSecret, salt: bigint): bigint {
  return integer(sha256(signedBytes(salt), sha256(Buffer.from(`${realm}${username}:${password}`))))
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}
