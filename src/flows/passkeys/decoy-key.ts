import type { AssertionDemands } from './verify-assertion.ts'

/** A point of P-256 whose private key was thrown away as it was made. */
const x = '946d44c5390d4a4d9400ec203654ddb57ad5b7763ef091365a37e9034142ede9'
const y = '7cf868b4adbecfa54a1f40875d43756cb12dbe6ab8b1a61e81fd47a15a979992'
const publicKey = Uint8Array.from(Buffer.from(`a5010203262001215820${x}225820${y}`, 'hex'))

/** What an assertion is verified against that is not its user's: as much work as a real key, and no reason to believe it. */
export function decoyKey(sub: string, credentialId: string): AssertionDemands['passkey'] {
  return { sub, credentialId, publicKey, signCount: 0, isBackupEligible: false }
}
