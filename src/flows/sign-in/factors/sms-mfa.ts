import type { Contact } from '../../../domain/users/contact.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import type { User } from '../../../domain/users/user.ts'
import type { FactorWork } from '../proofs/factor-work.ts'
import { judgeCode, sendCode } from '../proofs/sent-code.ts'
import { updateOf } from '../proofs/with-mfa-factor.ts'

/** A code to the user's phone. Cognito: the right one shows that the number is the user's, so it is verified by it. */
export const smsMfa: FactorWork<'SMS_MFA'> = {
  carrier: 'session',
  prepare: async (ports, posed) => {
    const contact = contactOf(posed.user)
    return contact === undefined
      ? refused('no-mfa-method')
      : sendCode(ports, posed, { contact, receiver: posed.user, purpose: 'mfa' })
  },
  judge: async (ports, answer, user) => {
    const code = answer.responses.SMS_MFA_CODE ?? ''
    const contact = contactOf(user)
    if (contact === undefined) return refused('no-mfa-method')
    const verdict = await judgeCode(ports, answer, { contact, code, proof: 'sms', purpose: 'mfa' })
    if (verdict.kind !== 'accepted' || user.attributes.phone_number_verified === 'true') return verdict
    const attributes = { ...user.attributes, phone_number_verified: 'true' }
    const changed = { ...user, attributes, updatedAt: ports.clock.now(), version: user.version + 1 }
    return { ...verdict, writes: [...verdict.writes, updateOf(answer.context.pool, changed)], user: changed }
  },
}

function contactOf({ attributes }: User): Contact | undefined {
  const destination = attributes.phone_number
  return destination ? { attribute: 'phone_number', destination } : undefined
}
