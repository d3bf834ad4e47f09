import type { Factor } from '../factor.ts'

/** Its parameters are the request that was made with its challenge, where that is posed. */
export const webAuthn: Factor<'WEB_AUTHN'> = {
  challenge: 'WEB_AUTHN',
  requiredAnswers: ['CREDENTIAL'],
  events: ['passkey-proven'],
  parameters: () => ({}),
}
