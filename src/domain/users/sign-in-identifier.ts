import type { UserPool } from '../user-pools/user-pool.ts'
import { usernameMode } from './user-alias.ts'

/** What people sign in with at a pool. */
export type SignInIdentifier = 'username' | 'username-or-email' | 'email' | 'phone_number' | 'email-or-phone'

export function signInIdentifier(pool: UserPool): SignInIdentifier {
  const names = pool.configuration.UsernameAttributes ?? []
  if (usernameMode(pool) === 'attribute') {
    if (names.length > 1) return 'email-or-phone'
    return names[0] === 'phone_number' ? 'phone_number' : 'email'
  }
  return pool.configuration.AliasAttributes?.includes('email') ? 'username-or-email' : 'username'
}
