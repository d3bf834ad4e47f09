import type { Factor } from '../factor.ts'

/**
 * Answered twice over: a software token is associated and verified by operations of its own, with this session, and
 * the answer only says so; an e-mail address is the answer itself.
 */
export const mfaSetup: Factor<'MFA_SETUP'> = {
  challenge: 'MFA_SETUP',
  requiredAnswers: [],
  events: ['mfa-proven', 'email-given'],
  parameters: ({ choices }, { userId }) => ({
    USER_ID_FOR_SRP: userId,
    MFAS_CAN_SETUP: JSON.stringify(choices),
  }),
}
