import { usernameMode } from '../domain/users/user-alias.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { PageRequest } from './page.ts'

/** What people sign in with here, which decides label and keyboard. */
export type SignInIdentifier = 'username' | 'username-or-email' | 'email' | 'phone_number' | 'email-or-phone'

export function signInIdentifier(pool: UserPool): SignInIdentifier {
  const names = pool.configuration.UsernameAttributes ?? []
  if (usernameMode(pool) === 'attribute') {
    if (names.length > 1) return 'email-or-phone'
    return names[0] === 'phone_number' ? 'phone_number' : 'email'
  }
  return pool.configuration.AliasAttributes?.includes('email') ? 'username-or-email' : 'username'
}

export function identifierLabel({ request, view }: PageRequest): string {
  const { messages } = view
  const labels = {
    username: messages.username,
    'username-or-email': messages.usernameOrEmail,
    email: messages.email,
    phone_number: messages.phoneNumber,
    'email-or-phone': messages.emailOrPhone,
  }
  return labels[signInIdentifier(request.domain.pool)]
}

/** What people read who left it out. */
export function missingIdentifier({ request, view }: PageRequest): string {
  const { errors } = view.messages
  const texts = {
    username: errors.enterUsername,
    'username-or-email': errors.enterUsernameOrEmail,
    email: errors.enterEmail,
    phone_number: errors.enterPhoneNumber,
    'email-or-phone': errors.enterEmailOrPhone,
  }
  return texts[signInIdentifier(request.domain.pool)]
}
