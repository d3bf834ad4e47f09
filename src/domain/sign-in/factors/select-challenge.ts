import type { Factor } from '../factor.ts'

/** The choice of a first factor; its answer may bring that factor's own answer with it. */
export const selectChallenge: Factor<'SELECT_CHALLENGE'> = {
  challenge: 'SELECT_CHALLENGE',
  requiredAnswers: ['ANSWER'],
  events: ['first-factor-chosen', 'srp-begun', 'password-proven', 'passkey-proven'],
  parameters: (_challenge, { username }) => ({ USERNAME: username }),
}
