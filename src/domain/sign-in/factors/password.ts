import type { Factor } from '../factor.ts'

export const password: Factor<'PASSWORD'> = {
  challenge: 'PASSWORD',
  requiredAnswers: ['PASSWORD'],
  events: ['password-proven'],
  parameters: (_challenge, { username }) => ({ USERNAME: username }),
}
