import { pluralIn } from '../plural.ts'

const count = pluralIn('en')

/** What went wrong and what to do about it: no codes, no blame. */
export const errors = {
  incorrect: 'Incorrect username or password.',
  locked: 'Too many attempts. Wait a while, then try again, or reset your password.',
  lockedSeconds: (seconds: number) =>
    count(seconds, {
      one: 'Too many attempts. Try again in a second, or reset your password.',
      other: 'Too many attempts. Try again in # seconds, or reset your password.',
    }),
  lockedMinutes: (minutes: number) =>
    count(minutes, {
      one: 'Too many attempts. Try again in a minute, or reset your password.',
      other: 'Too many attempts. Try again in # minutes, or reset your password.',
    }),
  lockedForGood: 'Too many attempts. Reset your password to sign in again.',
  disabled: 'This account is disabled. Ask your administrator to enable it.',
  resetRequired: 'Your password must be reset before you can sign in.',
  temporaryPasswordExpired: 'Your temporary password has expired. Ask your administrator for a new one.',
  busy: 'We are busy right now. Try again in a moment.',
  codeMismatch: 'That code is not right. Check it and try again.',
  codeExpired: 'That code has expired or was used before. Ask for a new one.',
  codeReused: 'That code was used already. Wait for the next one in your app.',
  tooManyAttempts: 'Too many attempts. Wait a while, then try again.',
  sessionEnded: 'That step is over, or it was left open for too long. Sign in to go on.',
  usernameExists: 'An account with that name already exists. Choose another name, or sign in.',
  addressTaken: 'This address belongs to another account.',
  alreadyConfirmed: 'This account is confirmed already. You can sign in.',
  usernameForm: 'Choose a username of up to 128 characters, without spaces.',
  passwordForm: 'Choose a password of up to 256 characters that neither begins nor ends with a space.',
  valueTooLong: 'That is too long.',
  usernameLikeEmail: 'Choose a username that is not an email address.',
  usernameLikePhone: 'Choose a username that is not a phone number.',
  emailFormat: 'Enter an email address like name@example.com.',
  phoneFormat: 'Enter a phone number with its country code, like +14155550123.',
  passwordTooShort: 'Your password is too short.',
  passwordWithoutUppercase: 'Add an uppercase letter to your password.',
  passwordWithoutLowercase: 'Add a lowercase letter to your password.',
  passwordWithoutNumber: 'Add a number to your password.',
  passwordWithoutSymbol: 'Add a special character or a space to your password.',
  blocked: 'We could not sign you in, for security reasons. Ask whoever runs this app.',
  passwordTooCommon: 'Others use this password too, so it is easy to guess. Choose another one.',
  passwordWithName: 'Your password must not contain your name or the name of this app.',
  passwordReused: 'You used this password before. Choose another one.',
  userUnknown: 'There is no account with that name.',
  noRecovery: 'This account has no confirmed address to send a code to. Ask your administrator for help.',
  passkeyUnknown: 'We do not know that passkey. It may have been removed from the account. Sign in another way.',
  passkeyLimit: 'This account has as many passkeys as it can have. Remove one first.',
  passkeyNotMade: 'That passkey could not be added. Try again, or use another device or security key.',
  organisationUnknown: 'No organisation signs in with that address here. Check it, or sign in another way.',
  passkeyRefused: 'That passkey was not accepted. Try again, or sign in another way.',
  unsupported: 'This way to sign in is not available.',
  noMfaMethod: 'You need a second step to sign in, and none can be set up. Ask your administrator.',
  enterUsername: 'Enter your username.',
  enterUsernameOrEmail: 'Enter your username or email.',
  enterEmail: 'Enter your email.',
  enterPhoneNumber: 'Enter your phone number.',
  enterEmailOrPhone: 'Enter your email or phone number.',
  enterPassword: 'Enter your password.',
  enterCode: 'Enter the code.',
  /** For a field that has no sentence of its own: any label, so no grammar around it. */
  required: (label: string) => `Fill in “${label}”.`,
  outOfDate: 'This page was out of date. Please try again. If you read this again, allow cookies for this site.',
  unknown: 'That did not work. Please try again.',
  badClient: 'The application that sent you here is not known. Go back to it and try again.',
  badRedirect: 'The application that sent you here gave a return address that is not registered.',
  badRequest: 'The application that sent you here made an incomplete request.',
  returnUnknown:
    'That sign-in is over, was left open for too long, or began in another browser. Go back to the app and sign in again.',
  providerStart:
    'Your organisation sent you here in a way that this app does not take. Open the app itself and sign in from there.',
  providerAnswer: 'What your organisation sent cannot be read. Go back to the app and sign in again.',
  badLink: 'This link is not complete. Copy it whole from the message, or ask for a new one.',
  fault: 'The fault is ours. Try again in a moment, or ask for help and tell the id below.',
  signUpDisabled: 'New accounts are created by an administrator here.',
}

export type ErrorMessages = typeof errors
