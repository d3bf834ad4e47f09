import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import type { FactorWork } from '../factor-work.ts'
import { judgeCode, sendCode } from '../sent-code.ts'
import { updateOf } from '../with-mfa-factor.ts'

/** A code to the user's phone. Cognito: the right one shows that the number is the user's, so it is verified by it. */
export const smsMfa: FactorWork<'SMS_MFA'> = {
  carrier: 'session',
  prepare: async (ports, posed) => {
    const destination = posed.user.attributes.phone_number
    if (!destination) return refused('no-mfa-method')
    return sendCode(ports, posed, { attribute: 'phone_number', destination })
  },
  judge: async (ports, answer, user) => {
    const code = answer.responses.SMS_MFA_CODE ?? ''
    const verdict = await judgeCode(ports, answer, { attribute: 'phone_number', code, proof: 'sms' })
    if (verdict.kind !== 'accepted' || user.attributes.phone_number_verified === 'true') return verdict
    const attributes = { ...user.attributes, phone_number_verified: 'true' }
    const changed = { ...user, attributes, updatedAt: ports.clock.now(), version: user.version + 1 }
    return { ...verdict, writes: [...verdict.writes, updateOf(answer.context.pool, changed)], user: changed }
  },
}
