import type { Factor } from '../factor.ts'

/** Its parameters are those of the exchange that began it, made where that begins. */
export const passwordVerifier: Factor<'PASSWORD_VERIFIER'> = {
  challenge: 'PASSWORD_VERIFIER',
  requiredAnswers: ['PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP'],
  events: ['password-proven'],
  parameters: (_challenge, { userId }) => ({ USERNAME: userId, USER_ID_FOR_SRP: userId }),
}
