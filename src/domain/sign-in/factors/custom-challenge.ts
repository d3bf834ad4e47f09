import type { Factor } from '../factor.ts'

/** A question of the pool's functions: they judge the answer, and it proves nothing but what they make of it. */
export const customChallenge: Factor<'CUSTOM_CHALLENGE'> = {
  challenge: 'CUSTOM_CHALLENGE',
  requiredAnswers: ['ANSWER'],
  events: [],
  parameters: (_challenge, { username }) => ({ USERNAME: username }),
}
