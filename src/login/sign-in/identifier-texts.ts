import { signInIdentifier } from '../../domain/users/sign-in-identifier.ts'
import type { PageRequest } from '../drawing/page.ts'

/** What people read beside the field. */
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
