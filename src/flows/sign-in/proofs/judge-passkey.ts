import { parseStrictJson } from '../../../crypto/jose/strict-json.ts'
import { passkeyVerification } from '../../../domain/factors/passkey-policy.ts'
import type { Passkey } from '../../../domain/factors/passkey.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import type { PasskeyRequest } from '../../../domain/sign-in/state.ts'
import type { User } from '../../../domain/users/user.ts'
import { decoyKey } from '../../passkeys/decoy-key.ts'
import { findRelyingParty } from '../../passkeys/find-relying-party.ts'
import { readCredential } from '../../passkeys/read-credential.ts'
import { verifyAssertion } from '../../passkeys/verify-assertion.ts'
import type { Answer, Judgement } from './factor-work.ts'
import { countGuess } from '../record-guess.ts'
import { spend } from '../sealed-state.ts'
import type { SignInPorts } from '../sign-in-step.ts'

/**
 * Judges the assertion of a passkey, as CREDENTIAL brings it. One that is not this user's is verified as well, against a
 * key that nobody has, so that the time tells nothing; the answer is no whatever comes of it.
 */
export async function judgePasskey(
  ports: SignInPorts,
  { context: { pool }, state, responses }: Answer,
  request: PasskeyRequest | undefined,
  user: User | undefined,
): Promise<Judgement> {
  const credential = readCredential(parseStrictJson(Buffer.from(responses.CREDENTIAL ?? '')))
  if (credential === undefined || request === undefined) return refused('parameter-invalid', 'CREDENTIAL')
  if (ports.clock.now().getTime() >= request.until) return { kind: 'over', refusal: refused('session-expired') }
  const relyingParty = await findRelyingParty(ports, pool)
  const found = await ports.storage.passkeys.find(pool.id, credential.id)
  if (relyingParty === undefined) return { kind: 'over', refusal: refused('session-invalid') }

  const isOwn = user !== undefined && found?.sub === user.sub && found.relyingPartyId === relyingParty.id
  const passkey = isOwn ? found : undefined
  const verified = await verifyAssertion(credential, {
    relyingParty,
    challenge: request.challenge,
    isUserVerificationRequired: passkeyVerification(pool, user) === 'required',
    passkey: passkey ?? decoyKey(state.sub, credential.id),
  })
  const writes = [countGuess(ports, state)]
  const wrong = { kind: 'wrong', proof: proofOf(passkey), refusal: refused('incorrect') } as const
  if (passkey === undefined || verified.kind === 'refused') return { ...wrong, writes }
  if (verified.kind === 'counted-back') {
    warnOfCopy(ports, passkey, verified.signCount)
    // An answer that is sent twice counts like this too: whether it was, the spent session tells.
    return { ...wrong, writes: [...writes, spend(state)] }
  }
  const { poolId, sub, credentialId } = passkey
  const { signCount, isBackedUp, isUserVerified } = verified
  const use = { write: 'usePasskey', poolId, sub, credentialId, signCount, isBackedUp, at: ports.clock.now() } as const
  return {
    kind: 'accepted',
    event: { kind: 'passkey-proven', proof: proofOf(passkey), isUserVerified },
    writes: [...writes, use],
  }
}

/** RFC 8176: a key that its provider copies to other devices is in software, one that cannot leave is in hardware. */
function proofOf(passkey: Passkey | undefined): 'swk' | 'hwk' {
  return passkey?.isBackupEligible === false ? 'hwk' : 'swk'
}

/** WebAuthn Level 3 section 6.1.1: two authenticators may hold the same key. Which of them is the copy, nobody can say. */
function warnOfCopy(ports: Pick<SignInPorts, 'log'>, passkey: Passkey, signCount: number): void {
  const { poolId, sub, credentialId, signCount: stored } = passkey
  ports.log.warn(
    { poolId, sub, credentialId, signCount, stored },
    'a passkey counted back: there is a copy of it, or an answer came twice',
  )
}
