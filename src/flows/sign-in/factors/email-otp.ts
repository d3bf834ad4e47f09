import type { Contact } from '../../../domain/users/contact.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import type { Challenge } from '../../../domain/sign-in/state.ts'
import type { User } from '../../../domain/users/user.ts'
import { noticesOfAddresses } from '../../notices/notice-of-change.ts'
import type { FactorWork } from '../proofs/factor-work.ts'
import { judgeFirstCode, sendFirstCode } from '../proofs/first-code.ts'
import { judgeCode, sendCode } from '../proofs/sent-code.ts'
import { updateOf, withMfaFactor } from '../proofs/with-mfa-factor.ts'

/**
 * A code to the user's mailbox, or to the one that MFA_SETUP asked for and that becomes the user's by it; as a first
 * factor, a code in the place of a password.
 */
export const emailOtp: FactorWork<'EMAIL_OTP'> = {
  carrier: 'session',
  prepare: async (ports, posed) => {
    if (posed.challenge.isFirst) return sendFirstCode(ports, posed, 'email', posed.user)
    const contact = contactOf(posed.challenge, posed.user)
    return contact === undefined
      ? refused('no-mfa-method')
      : sendCode(ports, posed, { contact, receiver: posed.user, purpose: 'mfa' })
  },
  prepareNobody: (ports, posed) => sendFirstCode(ports, posed, 'email', undefined),
  judge: async (ports, answer, user) => {
    const code = answer.responses.EMAIL_OTP_CODE ?? ''
    if (answer.challenge.isFirst) return judgeFirstCode(ports, answer, { attribute: 'email', code, user })
    const contact = contactOf(answer.challenge, user)
    if (contact === undefined) return refused('no-mfa-method')
    const verdict = await judgeCode(ports, answer, { contact, code, proof: 'email_otp', purpose: 'mfa' })
    const email = answer.challenge.newAddress
    if (verdict.kind !== 'accepted' || email === undefined) return verdict
    const attributes = { ...user.attributes, email, email_verified: 'true' }
    const changed = withMfaFactor({ ...user, attributes }, 'EMAIL_OTP', ports.clock.now())
    const { pool, request } = answer.context
    const owner = { pool, user, language: request.language }
    const notices = await noticesOfAddresses(ports, owner, attributes)
    return { ...verdict, writes: [...verdict.writes, updateOf(pool, changed), ...notices], user: changed }
  },
  judgeNobody: (ports, answer) => {
    const code = answer.responses.EMAIL_OTP_CODE ?? ''
    return judgeFirstCode(ports, answer, { attribute: 'email', code, user: undefined })
  },
}

function contactOf({ newAddress }: Challenge<'EMAIL_OTP'>, { attributes }: User): Contact | undefined {
  const destination = newAddress ?? attributes.email
  return destination ? { attribute: 'email', destination } : undefined
}
