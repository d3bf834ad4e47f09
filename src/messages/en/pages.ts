import { pluralIn } from '../plural.ts'

const count = pluralIn('en')

/** What people call the standard attributes. */
const attributeLabels = {
  address: 'Address',
  birthdate: 'Date of birth',
  email: 'Email',
  family_name: 'Family name',
  gender: 'Gender',
  given_name: 'Given name',
  locale: 'Language',
  middle_name: 'Middle name',
  name: 'Full name',
  nickname: 'Nickname',
  phone_number: 'Phone number',
  picture: 'Picture (web address)',
  preferred_username: 'Preferred username',
  profile: 'Profile (web address)',
  updated_at: 'Updated at',
  website: 'Website',
  zoneinfo: 'Time zone',
}

const mfaChoices = {
  SOFTWARE_TOKEN_MFA: 'Authenticator app',
  SMS_MFA: 'Text message',
  EMAIL_OTP: 'Email',
}

/** What people can begin a sign-in with, named as the challenges are. */
const methods = {
  PASSWORD: 'Password',
  EMAIL_OTP: 'Code by email',
  SMS_OTP: 'Code by text message',
  WEB_AUTHN: 'Passkey',
}

const methodHints = {
  PASSWORD: 'The one that you chose for this account.',
  EMAIL_OTP: 'We send a code to your email address.',
  SMS_OTP: 'We send a code to your phone.',
  WEB_AUTHN: 'Your fingerprint, face, screen lock or security key.',
}

/** What the sign-in pages say, page by page. */
export const pages = {
  errorTitle: (title: string) => `Error: ${title}`,
  problem: 'There is a problem',
  unnamedApp: 'Sign-in',
  language: 'Language',
  changeLanguage: 'Change language',

  username: 'Username',
  usernameOrEmail: 'Username or email',
  email: 'Email',
  emailOrPhone: 'Email or phone number',
  phoneNumber: 'Phone number',
  phoneNumberHint: 'With country code, for example +14155550123.',
  password: 'Password',
  newPassword: 'New password',
  showPassword: 'Show password',
  capsLock: 'Caps Lock is on.',
  optional: (label: string) => `${label} (optional)`,

  signInTitle: 'Sign in',
  signInLead: (app: string) => `to continue to ${app}`,
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  continueWith: (provider: string) => `Continue with ${provider}`,
  or: 'or',
  forgotPassword: 'Forgot your password?',
  noAccount: 'New here?',
  createAccount: 'Create an account',
  haveAccount: 'Already have an account?',
  backToSignIn: 'Back to sign-in',

  notYou: 'Not you?',
  tryAnotherWay: 'Try another way',
  chooseTitle: 'Choose how to sign in',
  methods,
  methodHints,
  usedLast: 'Used last time',
  passwordTitle: 'Enter your password',
  firstCodeTitle: 'Enter your code',
  firstCodeDigits: (digits: number) => `The code has ${digits} digits.`,
  passkeyTitle: 'Use your passkey',
  passkeyLead: 'Your device asks for your fingerprint, your face, your screen lock or your security key.',
  usePasskey: 'Use passkey',
  useOtherDevice: 'Use a phone or another device',
  passkeyFailed: 'Your passkey could not be used here. Try again, or sign in another way.',
  passkeyNeedsScript: 'Passkeys need JavaScript, which is off in this browser. Sign in another way.',

  signUpTitle: 'Create your account',
  signUp: 'Sign up',
  working: 'One moment…',
  attributeLabels,

  ruleLength: (length: number) => count(length, { one: 'At least # character', other: 'At least # characters' }),
  ruleLowercase: 'A lowercase letter',
  ruleUppercase: 'An uppercase letter',
  ruleNumber: 'A number',
  ruleSymbol: 'A special character or a space',

  confirmTitle: 'Confirm your account',
  codeSentTo: (destination: string) => `We sent a code to ${destination}. It may take a minute to arrive.`,
  codeSent: 'We sent you a code. It may take a minute to arrive.',
  code: 'Code',
  confirm: 'Confirm',
  resend: 'Send a new code',
  /** Minutes and seconds: 0:59. */
  resendIn: (time: string) => `You can ask for a new code in ${time}.`,
  resent: 'A new code is on its way. Older codes no longer work.',
  feedbackTitle: 'Was it you?',
  feedbackLead: 'Press the button to tell us about the sign-in that we wrote to you about.',
  itWasMe: 'It was me',
  itWasNotMe: 'It was not me',
  feedbackTakenTitle: 'Thank you',
  feedbackWasMe: 'We will know you there from now on.',
  feedbackWasNotMe: 'We will be careful with sign-ins from there. If somebody has your password, change it now.',
  confirmLinkTitle: 'Confirm your account',
  confirmLinkLead: 'Press the button to confirm that this address is yours.',
  confirmedByAdministrator: 'Your account is made. An administrator will confirm it before you can sign in.',
  linkSpentTitle: 'This link no longer works',
  linkSpentLead:
    'It was used before, or it is too old. Sign in where you came from: you are offered a new code there if you need one.',
  confirmedTitle: 'Your account is confirmed',
  confirmedLead: 'You can close this page now, and sign in where you came from.',
  confirmed: 'Your account is confirmed. You can sign in now.',

  forgotTitle: 'Reset your password',
  forgotLead: 'Tell us who you are, and we send you a code to set a new password.',
  sendCode: 'Send code',
  resetTitle: 'Set a new password',
  setPassword: 'Set new password',
  passwordChanged: 'Your password is changed. Sign in with the new one.',
  newPasswordTitle: 'Choose a new password',
  newPasswordLead: 'Your password was set by an administrator. Choose one that only you know.',

  mfaTitle: 'Verify it’s you',
  mfaAppLead: 'Enter the 6-digit code from your authenticator app.',
  mfaSmsLead: (destination: string) => `Enter the code that we sent by text message to ${destination}.`,
  mfaEmailLead: (destination: string) => `Enter the code that we sent to ${destination}.`,
  verify: 'Verify',
  rememberDevice: 'Remember this device',
  rememberDeviceHint: (days: number) =>
    count(days, {
      one: 'On this browser we won’t ask for a code for a day. Don’t use this on a shared computer.',
      other: 'On this browser we won’t ask for a code for # days. Don’t use this on a shared computer.',
    }),
  mfaChoiceTitle: 'Choose how to verify it’s you',
  mfaChoiceLegend: 'Ways to verify',
  mfaChoices,
  next: 'Continue',
  mfaSetupTitle: 'Protect your account',
  mfaSetupChoiceLead: 'Your organisation asks for a second step at sign-in. Choose one to set up.',
  mfaSetupTitleApp: 'Set up your authenticator app',
  mfaSetupSteps: [
    'Open your authenticator app, or install one.',
    'Scan this picture, or enter the key by hand.',
    'Enter the 6-digit code that the app shows.',
  ],
  qrAlternative: 'QR code for your authenticator app. The same key stands below as text.',
  manualKey: 'Key',
  copyKey: 'Copy key',
  copied: 'Copied.',
  openApp: 'Open in an app on this device',
  mfaSetupTitleEmail: 'Where should codes go?',

  errorPageTitle: 'Something went wrong',
  signedOutTitle: 'You are signed out',
  signedOut: 'You can close this window now.',
  requestId: (id: string) => `Request id: ${id}`,
}

export type PageMessages = typeof pages
