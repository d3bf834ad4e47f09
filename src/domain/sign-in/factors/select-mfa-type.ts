import type { Factor } from '../factor.ts'

export const selectMfaType: Factor<'SELECT_MFA_TYPE'> = {
  challenge: 'SELECT_MFA_TYPE',
  requiredAnswers: ['ANSWER'],
  events: ['mfa-chosen', 'recovery-proven'],
  parameters: ({ choices }, { userId }) => ({
    USER_ID_FOR_SRP: userId,
    MFAS_CAN_CHOOSE: JSON.stringify(choices),
  }),
}
