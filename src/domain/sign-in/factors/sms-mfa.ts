import type { Factor } from '../factor.ts'

export const smsMfa: Factor<'SMS_MFA'> = {
  challenge: 'SMS_MFA',
  requiredAnswers: ['SMS_MFA_CODE'],
  events: ['mfa-proven', 'recovery-proven'],
  parameters: (_challenge, { userId }) => ({ USER_ID_FOR_SRP: userId }),
}
