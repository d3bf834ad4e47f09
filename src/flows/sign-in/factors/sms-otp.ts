import type { User } from '../../../domain/users/user.ts'
import { judgeFirstCode, sendFirstCode } from '../proofs/first-code.ts'
import type { Answer, FactorWork, Judgement } from '../proofs/factor-work.ts'
import type { SignInPorts } from '../sign-in-step.ts'

/** A code to the user's phone, in the place of a password. */
export const smsOtp: FactorWork<'SMS_OTP'> = {
  carrier: 'session',
  prepare: (ports, posed) => sendFirstCode(ports, posed, 'phone_number', posed.user),
  prepareNobody: (ports, posed) => sendFirstCode(ports, posed, 'phone_number', undefined),
  judge,
  judgeNobody: (ports, answer) => judge(ports, answer, undefined),
}

function judge(ports: SignInPorts, answer: Answer<'SMS_OTP'>, user: User | undefined): Promise<Judgement> {
  const code = answer.responses.SMS_OTP_CODE ?? ''
  return judgeFirstCode(ports, answer, { attribute: 'phone_number', code, user })
}
