import type { Factor } from '../factor.ts'

/** Its parameters are those of the exchange that began it, made where that begins. */
export const devicePasswordVerifier: Factor<'DEVICE_PASSWORD_VERIFIER'> = {
  challenge: 'DEVICE_PASSWORD_VERIFIER',
  requiredAnswers: ['DEVICE_KEY', 'PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP'],
  events: ['device-proven'],
  parameters: (_challenge, { userId }) => ({ USERNAME: userId }),
}
