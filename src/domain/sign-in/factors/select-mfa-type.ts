import type { Factor } from '../factor.ts'

export const selectMfaType: Factor<'SELECT_MFA_TYPE'> = {
  challenge: 'SELECT_MFA_TYPE',
  requiredAnswers: ['ANSWER'],
  events: ['mfa-chosen'],
  parameters: ({ choices }, { user }) => ({
    USER_ID_FOR_SRP: user.username,
    MFAS_CAN_CHOOSE: JSON.stringify(choices),
  }),
}
