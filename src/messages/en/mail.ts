/** Notices to whoever owns an account: what happened, and what to do if it was not they. Each is a mail or an SMS. */
const notices = {
  password: {
    subject: 'Your password was changed',
    body: 'The password of your account was changed.',
    advice: 'If it was not you, reset it at once.',
  },
  email: {
    subject: 'Your email address was changed',
    body: 'The email address of your account was changed.',
    advice: 'If it was not you, change your password at once.',
  },
  phone_number: {
    subject: 'Your phone number was changed',
    body: 'The phone number of your account was changed.',
    advice: 'If it was not you, change your password at once.',
  },
  'passkey-added': {
    subject: 'A passkey was added',
    body: 'A passkey was added to your account.',
    advice: 'If it was not you, delete it and change your password at once.',
  },
  'passkey-removed': {
    subject: 'A passkey was removed',
    body: 'A passkey was removed from your account.',
    advice: 'If it was not you, change your password at once.',
  },
  'second-factor': {
    subject: 'Your second step was changed',
    body: 'What we ask you for after your password was changed.',
    advice: 'If it was not you, change your password at once.',
  },
  'recovery-codes': {
    subject: 'New recovery codes were made',
    body: 'New recovery codes were made for your account. Older ones no longer work.',
    advice: 'If it was not you, change your password at once.',
  },
  'recovery-code-used': {
    subject: 'A recovery code was used',
    body: 'Somebody signed in to your account with a recovery code.',
    advice: 'If it was not you, change your password at once.',
  },
  'new-device': {
    subject: 'A new sign-in to your account',
    body: 'Somebody signed in to your account on a device or browser that we have not seen there before.',
    advice: 'If it was not you, change your password at once.',
  },
}

/** What mails and SMS say. */
export const mail = {
  notices,
  /** The words of the link for whoever did not do it, good for three days. */
  notMe: 'If it was not you, secure your account here (good for 3 days)',
  /** The same where it also gives back the address that was there before. */
  notMeUndo: 'If it was not you, undo it and secure your account here (good for 3 days)',
  /** After the end of an account. */
  deleted: 'Your account and everything in it are deleted.',
}
