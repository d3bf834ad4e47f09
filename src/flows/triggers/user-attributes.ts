import { usernameMode } from '../../domain/users/user-alias.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'

/** `userAttributes` of an event: texts, with the status and, in alias pools, the addresses that name the user. */
export function eventAttributes(pool: UserPool, user: User): Readonly<Record<string, string>> {
  const { attributes, sub, status } = user
  const aliases = usernameMode(pool) === 'alias' ? (pool.configuration.AliasAttributes ?? []) : []
  const named = (name: 'email' | 'phone_number', key: string): Readonly<Record<string, string>> => {
    const value = attributes[name]
    const isAlias = aliases.includes(name) && attributes[`${name}_verified`] === 'true'
    return isAlias && value !== undefined ? { [key]: value } : {}
  }
  return {
    sub,
    ...named('email', 'cognito:email_alias'),
    ...named('phone_number', 'cognito:phone_number_alias'),
    'cognito:user_status': status,
    ...attributes,
  }
}
