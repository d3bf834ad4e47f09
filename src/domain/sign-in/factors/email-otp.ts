import type { Factor } from '../factor.ts'

export const emailOtp: Factor<'EMAIL_OTP'> = {
  challenge: 'EMAIL_OTP',
  requiredAnswers: ['EMAIL_OTP_CODE'],
  events: ['mfa-proven', 'code-proven', 'recovery-proven'],
  parameters: ({ isFirst }, { username, userId }): Readonly<Record<string, string>> =>
    isFirst ? { USERNAME: username } : { USER_ID_FOR_SRP: userId },
}
