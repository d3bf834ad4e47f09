import { isEmailAddress, isPhoneNumber } from './contact.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** What is wrong with `username` as the name of a new user, in the words of InvalidParameterException. */
export function usernameFault(pool: UserPool, username: string): string | undefined {
  const byAttribute = pool.configuration.UsernameAttributes ?? []
  return byAttribute.length > 0 ? loginFault(byAttribute, username) : aliasLookalikeFault(pool, username)
}

/** In alias pools a name must not look like an address: it would shadow the address of somebody else. */
export function aliasLookalikeFault(pool: UserPool, name: string): string | undefined {
  const aliases = pool.configuration.AliasAttributes ?? []
  if (aliases.includes('email') && isEmailAddress(name)) {
    return 'Username cannot be of email format, since user pool is configured for email alias.'
  }
  if (aliases.includes('phone_number') && isPhoneNumber(name)) {
    return 'Username cannot be of phone number format, since user pool is configured for phone number alias.'
  }
  return undefined
}

function loginFault(byAttribute: readonly string[], username: string): string | undefined {
  const byEmail = byAttribute.includes('email')
  const byPhone = byAttribute.includes('phone_number')
  if (byEmail && isEmailAddress(username)) return undefined
  if (byPhone && isPhoneNumber(username)) return undefined
  if (byEmail && byPhone) return 'Username should be either an email or a phone number.'
  return byEmail ? 'Username should be an email.' : 'Username should be a phone number.'
}
