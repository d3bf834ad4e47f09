import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import {
  elementBytes,
  fromBytes,
  generator,
  isSafeElement,
  multiplier,
  powerOfPublic,
  powerOfSecret,
  prime,
  signedBytes,
} from './srp-group.ts'

/** Whose password it is: the part of the pool id after `_` with the USER_ID_FOR_SRP, or DeviceGroupKey with DeviceKey. */
export interface SrpIdentity {
  readonly realm: string
  readonly username: string
}

export interface SrpRegistration {
  readonly identity: SrpIdentity
  readonly password: string
  readonly salt: Uint8Array
}

export interface SrpProofRequest {
  readonly identity: SrpIdentity
  /** SRP_A as the client sent it, in hex. */
  readonly clientPublic: string
  readonly serverSecret: Uint8Array
  /** SRP_B as it was sent to the client, in hex. */
  readonly publicValue: string
  readonly verifier: Uint8Array
  /** PASSWORD_CLAIM_SECRET_BLOCK, in base64. */
  readonly secretBlock: string
  /** TIMESTAMP as the client sent it. */
  readonly timestamp: string
}

/** v = g^x, where x is the salted hash of the password. */
export function computeVerifier({ identity, password, salt }: SrpRegistration): Uint8Array {
  const account = sha256(`${identity.realm}${identity.username}:${password}`)
  const x = fromBytes(sha256(signedBytes(fromBytes(salt)), account))
  return elementBytes(powerOfSecret(generator, x))
}

export function computePasswordMatches(registration: SrpRegistration, verifier: Uint8Array): boolean {
  return timingSafeEqual(computeVerifier(registration), elementBytes(fromBytes(verifier) % prime))
}

/** B = k·v + g^b, in hex without leading zeros. */
export function computePublicValue(verifier: Uint8Array, serverSecret: Uint8Array): string {
  const masked = multiplier * fromBytes(verifier) + powerOfSecret(generator, fromBytes(serverSecret))
  return (masked % prime).toString(16)
}

/** The signature that a client with the right password sends, or undefined for values with which none is sound. */
export function computeProof(request: SrpProofRequest): Uint8Array | undefined {
  const clientPublic = BigInt(`0x${request.clientPublic}`)
  const verifier = fromBytes(request.verifier)
  const serverSecret = fromBytes(request.serverSecret)
  if (clientPublic % prime === 0n || !isSafeElement(verifier) || serverSecret === 0n) return undefined

  const u = sha256(signedBytes(clientPublic), signedBytes(BigInt(`0x${request.publicValue}`)))
  const exponent = fromBytes(u)
  if (exponent === 0n) return undefined

  const base = (clientPublic * powerOfPublic(verifier, exponent)) % prime
  if (!isSafeElement(base)) return undefined
  const secret = powerOfSecret(base, serverSecret)
  return sign(request, sessionKey(signedBytes(exponent), signedBytes(secret)))
}

/** HKDF-SHA-256 of 16 bytes with u as salt; RFC 5869 gives these two lines for so short an output. */
function sessionKey(salt: Uint8Array, secret: Uint8Array): Uint8Array {
  const pseudoRandomKey = createHmac('sha256', salt).update(secret).digest()
  return createHmac('sha256', pseudoRandomKey).update('Caldera Derived Key\u0001').digest().subarray(0, 16)
}

function sign({ identity, secretBlock, timestamp }: SrpProofRequest, key: Uint8Array): Uint8Array {
  return createHmac('sha256', key)
    .update(identity.realm)
    .update(identity.username)
    .update(Buffer.from(secretBlock, 'base64'))
    .update(timestamp)
    .digest()
}

function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
