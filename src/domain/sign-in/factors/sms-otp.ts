import type { Factor } from '../factor.ts'

export const smsOtp: Factor<'SMS_OTP'> = {
  challenge: 'SMS_OTP',
  requiredAnswers: ['SMS_OTP_CODE'],
  events: ['code-proven'],
  parameters: (_challenge, { username }) => ({ USERNAME: username }),
}
