/**
 * What mails and SMS say where neither the pool nor a function of it says it. Cognito: these very words in English.
 * `{####}` is the code, `{username}` the name; `{##…##}` becomes a link with these words.
 */
export const letters = {
  confirmation: { subject: 'Your verification code', body: 'Your confirmation code is {####}' },
  verification: { subject: 'Your verification code', body: 'Your verification code is {####}' },
  authentication: { subject: 'Your authentication code', body: 'Your authentication code is {####}.' },
  linkConfirmation: {
    subject: 'Your verification link',
    body: 'Please click the link below to verify your email address. {##Verify Email##}',
  },
  invitation: {
    subject: 'Your temporary password',
    body: 'Your username is {username} and temporary password is {####}.',
  },
  welcome: {
    subject: 'Your account',
    body: 'Your account has moved. Your username is {username}, and your password is the one that you have.',
  },
  existingAccount: {
    subject: 'You already have an account',
    body: 'Somebody asked for an account with this address, which has one already. If it was you, sign in, or reset your password if you forgot it. If it was not, there is nothing to do.',
  },
  /** Of a sign-in that seemed risky. */
  risk: {
    subject: 'New sign-in attempt',
    blocked: 'We stopped an attempt to sign in to your account.',
    asked: 'We asked for a second factor at a sign-in to your account.',
    passed: 'Somebody signed in to your account in an unusual way.',
    time: 'Time: {login-time}',
    device: 'Device: {device-name}',
    address: 'Address: {ip-address}',
    valid: 'If this was you: {one-click-link-valid}',
    invalid: 'If it was not: {one-click-link-invalid}',
    itWasMe: 'It was me',
    itWasNotMe: 'It was not me',
  },
}
