/** What to tell a person, by the name of the error; any other error speaks for itself. */
const texts: Readonly<Record<string, string>> = {
  AliasExistsException: 'This e-mail address belongs to another account. Use another one.',
  CodeMismatchException: 'This code is not right. Check it, or ask for a new one.',
  DeviceMetadataNotFoundException: 'The user pool did not give this device a name of its own.',
  EnableSoftwareTokenMFAException: 'This code is not right. Wait for the next one and try again.',
  ExpiredCodeException: 'This code has expired. Ask for a new one.',
  LimitExceededException: 'Too many tries. Wait a while, then try again.',
  NetworkError: 'The server cannot be reached. Check your connection and try again.',
  TooManyFailedAttemptsException: 'Too many tries. Wait a while, then try again.',
  TooManyRequestsException: 'Too many tries. Wait a while, then try again.',
  TypeError: 'The server cannot be reached. Check your connection and try again.',
  UserNotFoundException: 'Incorrect username or password.',
  UsernameExistsException: 'This username is taken. Choose another one.',
}

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Something went wrong. Try again.'
  return texts[error.name] ?? error.message
}

/** Why somebody came back from the sign-in page without having signed in, by the code that the gateway gives. */
export function signInErrorText(reason: string): string {
  if (reason === 'login_expired') return 'Signing in took too long. Press “Sign in” to go on.'
  if (reason === 'access_denied') return 'You were not signed in.'
  return 'Signing in did not work. Try again.'
}
