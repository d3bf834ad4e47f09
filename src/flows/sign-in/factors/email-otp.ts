import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import type { FactorWork } from '../factor-work.ts'
import { judgeCode, sendCode } from '../sent-code.ts'
import { updateOf, withMfaFactor } from '../with-mfa-factor.ts'

/** A code to the user's mailbox, or to the one that MFA_SETUP asked for and that becomes the user's by it. */
export const emailOtp: FactorWork<'EMAIL_OTP'> = {
  carrier: 'session',
  prepare: async (ports, posed) => {
    const destination = posed.challenge.newAddress ?? posed.user.attributes.email
    if (!destination) return refused('no-mfa-method')
    return sendCode(ports, posed, { attribute: 'email', destination })
  },
  judge: async (ports, answer, user) => {
    const code = answer.responses.EMAIL_OTP_CODE ?? ''
    const verdict = await judgeCode(ports, answer, { attribute: 'email', code, proof: 'email_otp' })
    const email = answer.challenge.newAddress
    if (verdict.kind !== 'accepted' || email === undefined) return verdict
    const attributes = { ...user.attributes, email, email_verified: 'true' }
    const changed = withMfaFactor({ ...user, attributes }, 'EMAIL_OTP', ports.clock.now())
    return { ...verdict, writes: [...verdict.writes, updateOf(answer.context.pool, changed)], user: changed }
  },
}
