import type { ErrorText, Messages } from '../../messages/en.ts'
import type { Problem } from './view.ts'

/** Ends of the texts that flows refuse with (cognito-api contract, section 6), the field they speak of and our words. */
const known: readonly (readonly [ending: string, text: ErrorText, field?: string])[] = [
  ['Password not long enough', 'passwordTooShort', 'password'],
  ['Password must have uppercase characters', 'passwordWithoutUppercase', 'password'],
  ['Password must have lowercase characters', 'passwordWithoutLowercase', 'password'],
  ['Password must have numeric characters', 'passwordWithoutNumber', 'password'],
  ['Password must have symbol characters', 'passwordWithoutSymbol', 'password'],
  ['Password is too common', 'passwordTooCommon', 'password'],
  ['Provided password cannot be used for security reasons.', 'passwordTooCommon', 'password'],
  ['Password must not contain a name that belongs to the account', 'passwordWithName', 'password'],
  ['Password has previously been used', 'passwordReused', 'password'],
  ['Invalid email address format.', 'emailFormat', 'email'],
  ['Username should be an email.', 'emailFormat', 'email'],
  ['Invalid phone number format.', 'phoneFormat', 'phone_number'],
  ['Username should be a phone number.', 'phoneFormat', 'phone_number'],
  ['since user pool is configured for email alias.', 'usernameLikeEmail', 'username'],
  ['since user pool is configured for phone number alias.', 'usernameLikePhone', 'username'],
  ['Current status is CONFIRMED', 'alreadyConfirmed'],
  ['User is already confirmed.', 'alreadyConfirmed'],
  ['User is disabled.', 'disabled'],
  ['Username/client id combination not found.', 'userUnknown', 'username'],
  ['no registered/verified email or phone_number', 'noRecovery'],
  ['User password cannot be reset in the current state.', 'noRecovery'],
  ['Contact administrator to reset password.', 'noRecovery'],
]

/** What people read for a text of Cognito's. One that we do not know, from a trigger for example, speaks for itself. */
export function ownWords({ errors }: Messages, text: string): Problem {
  const [, name, field] = known.find(([ending]) => text.endsWith(ending)) ?? []
  if (name === undefined) return { text }
  return field === undefined ? { text: errors[name] } : { text: errors[name], field }
}
