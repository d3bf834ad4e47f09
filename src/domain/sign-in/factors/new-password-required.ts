import { requiredAttributes } from '../../users/attribute-schema.ts'
import { isReadable } from '../../users/readable-attributes.ts'
import type { Factor } from '../factor.ts'

/** How attributes are spelled in the challenge and in its answer. */
export const userAttributePrefix = 'userAttributes.'

export const newPasswordRequired: Factor<'NEW_PASSWORD_REQUIRED'> = {
  challenge: 'NEW_PASSWORD_REQUIRED',
  requiredAnswers: ['NEW_PASSWORD'],
  events: ['password-replaced'],
  parameters: (_challenge, { pool, client, userId, user }) => {
    const attributes = user?.attributes ?? {}
    const missing = requiredAttributes(pool).filter((name) => !attributes[name])
    const known = Object.entries(attributes).filter(([name]) => name !== 'sub' && isReadable(client, name))
    return {
      USER_ID_FOR_SRP: userId,
      requiredAttributes: JSON.stringify(missing.map((name) => `${userAttributePrefix}${name}`)),
      userAttributes: JSON.stringify(Object.fromEntries(known)),
    }
  },
}
