import type { Factor } from '../factor.ts'

/** Its answer begins an exchange, which PASSWORD_VERIFIER ends. */
export const passwordSrp: Factor<'PASSWORD_SRP'> = {
  challenge: 'PASSWORD_SRP',
  requiredAnswers: ['SRP_A'],
  events: ['srp-begun'],
  parameters: (_challenge, { username }) => ({ USERNAME: username }),
}
