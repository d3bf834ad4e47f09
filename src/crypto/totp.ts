import { createHmac } from 'node:crypto'
import { decodeBase32, encodeBase32 } from './base32.ts'
import { isEqualText } from './constant-time.ts'
import type { RandomBytes } from './random-bytes.ts'

const stepSeconds = 30
const codeLength = 6
const driftSteps = [-1, 0, 1]

/** Cognito: a secret of 256 bits, which base 32 prints in 52 characters. */
export function newTotpSecret(random: RandomBytes): string {
  return encodeBase32(random(32))
}

export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / stepSeconds)
}

/** The code of one time step: RFC 6238 with SHA-1 and 6 digits. Throws when the secret is not base 32. */
export function totpCode(secretBase32: string, step: number): string {
  const secret = decodeBase32(secretBase32)
  if (secret === undefined || secret.length === 0) throw new RangeError('a TOTP secret must be base 32')
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  // RFC 4226 section 5.3: dynamic truncation.
  const number = mac.readUInt32BE(mac.readUInt8(19) & 0x0f) & 0x7fffffff
  return String(number % 10 ** codeLength).padStart(codeLength, '0')
}

/**
 * Finds the step whose code this is, one step of drift allowed either way. The step must be stored as the last
 * accepted one in the same commit that uses it: RFC 6238 section 5.2 allows each code once.
 */
export function matchTotpStep(
  secretBase32: string,
  code: string,
  now: Date,
  lastAcceptedStep: number | undefined,
): { readonly step: number } | 'mismatch' | 'reused' {
  const current = totpStep(now)
  const candidates = driftSteps.map((drift) => current + drift).filter((step) => step >= 0)
  const matches = candidates.filter((step) => isEqualText(totpCode(secretBase32, step), code))
  const step = matches.findLast((match) => lastAcceptedStep === undefined || match > lastAcceptedStep)
  if (step !== undefined) return { step }
  return matches.length === 0 ? 'mismatch' : 'reused'
}

/** The key URI that authenticator apps read from a QR code. */
export function otpauthUri(key: {
  readonly issuer: string
  readonly account: string
  readonly secret: string
}): string {
  const issuer = encodeURIComponent(key.issuer.toWellFormed())
  const account = encodeURIComponent(key.account.toWellFormed())
  return `otpauth://totp/${issuer}:${account}?secret=${key.secret}&issuer=${issuer}`
}
