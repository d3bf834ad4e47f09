import { isEmailAddress } from '../../../domain/users/contact.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import { nothingToPrepare, type FactorWork } from '../proofs/factor-work.ts'
import { updateOf, withMfaFactor } from '../proofs/with-mfa-factor.ts'

/** Ends with the software token that VerifySoftwareToken has checked, or goes on to a code for an e-mail address. */
export const mfaSetup: FactorWork<'MFA_SETUP'> = {
  carrier: 'session',
  prepare: nothingToPrepare,
  judge: async (ports, { context, challenge, responses }, user) => {
    const address = responses.EMAIL
    if (address !== undefined) {
      if (!isEmailAddress(address)) return refused('attribute-invalid', 'Invalid email address format.')
      return { kind: 'accepted', event: { kind: 'email-given', address }, writes: [] }
    }
    if (!challenge.isSoftwareTokenVerified) return refused('session-invalid')
    const changed = withMfaFactor(user, 'SOFTWARE_TOKEN_MFA', ports.clock.now())
    return {
      kind: 'accepted',
      event: { kind: 'mfa-proven', proof: 'otp' },
      writes: [updateOf(context.pool, changed)],
      user: changed,
    }
  },
}
