import type { Factor } from '../factor.ts'

export const softwareTokenMfa: Factor<'SOFTWARE_TOKEN_MFA'> = {
  challenge: 'SOFTWARE_TOKEN_MFA',
  requiredAnswers: ['SOFTWARE_TOKEN_MFA_CODE'],
  events: ['mfa-proven', 'recovery-proven'],
  parameters: (_challenge, { userId }) => ({ USER_ID_FOR_SRP: userId }),
}
