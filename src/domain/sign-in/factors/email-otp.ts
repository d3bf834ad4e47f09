import type { Factor } from '../factor.ts'

export const emailOtp: Factor<'EMAIL_OTP'> = {
  challenge: 'EMAIL_OTP',
  requiredAnswers: ['EMAIL_OTP_CODE'],
  events: ['mfa-proven'],
  parameters: (_challenge, { user }) => ({ USER_ID_FOR_SRP: user.username }),
}
