import type { RandomBytes } from '../random-bytes.ts'
import type { SrpIdentity, SrpProofRequest } from './srp-engine.ts'
import { fromBytes, isSafeElement } from './srp-group.ts'
import { runOnSrpThread } from './srp-threads.ts'

export type { SrpIdentity, SrpProofRequest } from './srp-engine.ts'

/** 3072 bits in hex, and the zero byte that some clients put before a set top bit. */
const longestPublicValue = 770
const serverSecretLength = 32

/** The verifier to store for a password: 384 bytes, as secret as a fast hash of the password. */
export async function srpVerifier(identity: SrpIdentity, password: string, salt: Uint8Array): Promise<Uint8Array> {
  const input = { identity, password, salt: Uint8Array.from(salt) }
  const verifier = await runOnSrpThread({ name: 'verifier', input })
  if (verifier instanceof Uint8Array) return verifier
  throw new TypeError('an SRP thread gave no verifier')
}

/** The server's half of an exchange: `publicValue` is SRP_B, `serverSecret` must reach the second step sealed. */
export async function srpChallenge(
  verifier: Uint8Array,
  random: RandomBytes,
): Promise<{ serverSecret: Uint8Array; publicValue: string }> {
  const serverSecret = Uint8Array.from(random(serverSecretLength))
  const input = { verifier: Uint8Array.from(verifier), serverSecret }
  const publicValue = await runOnSrpThread({ name: 'publicValue', input })
  if (typeof publicValue === 'string') return { serverSecret, publicValue }
  throw new TypeError('an SRP thread gave no public value')
}

/**
 * The signature to expect as PASSWORD_CLAIM_SIGNATURE, to be compared with `isEqualBytes`. Undefined when no
 * signature can be right: A is not hex, over-long or 0 mod N, u is 0, or the verifier is a degenerate element.
 */
export async function srpProof(request: SrpProofRequest): Promise<Uint8Array | undefined> {
  if (!isSrpPublicValue(request.clientPublic)) return undefined
  const serverSecret = Uint8Array.from(request.serverSecret)
  const verifier = Uint8Array.from(request.verifier)
  const proof = await runOnSrpThread({ name: 'proof', input: { ...request, serverSecret, verifier } })
  return proof instanceof Uint8Array ? proof : undefined
}

/** Whether a password in clear is the one of a verifier, compared in constant time. */
export async function srpPasswordMatches(
  identity: SrpIdentity,
  password: string,
  salt: Uint8Array,
  verifier: Uint8Array,
): Promise<boolean> {
  const input = { identity, password, salt: Uint8Array.from(salt), verifier: Uint8Array.from(verifier) }
  return (await runOnSrpThread({ name: 'passwordMatches', input })) === true
}

/** Whether an SRP_A is worth a challenge: hex of at most the group's size. Cognito: "0" still gets one. */
export function isSrpPublicValue(text: string): boolean {
  return text.length <= longestPublicValue && /^[0-9a-f]+$/i.test(text)
}

/** Whether a verifier that a device sent is one with which only the holder of its password can sign in. */
export function isSrpVerifier(bytes: Uint8Array): boolean {
  return bytes.length <= 385 && isSafeElement(fromBytes(bytes))
}

/** SALT as the challenge parameter prints it: hex of the integer, without leading zeros. */
export function srpSaltText(salt: Uint8Array): string {
  return fromBytes(salt).toString(16)
}
