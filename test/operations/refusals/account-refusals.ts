import { confidential, passwordSignIn, password, type RefusalCase } from './refusal-case.ts'

const notFound = 'UserNotFoundException: Username/client id combination not found.'
const noSecret = 'NotAuthorizedException: Client {client} is configured for secret but secret was not received'
const wrongSecret = 'NotAuthorizedException: Unable to verify secret hash for client {client}'
const wrongCode = 'CodeMismatchException: Invalid verification code provided, please try again.'
const uselessCode = 'ExpiredCodeException: Invalid code provided, please request a code again.'
const limited = 'LimitExceededException: Attempt limit exceeded, please try after some time.'
const email = { email: 'alice@example.com', email_verified: 'true' }
const unconfirmed = { status: 'UNCONFIRMED', attributes: { email: 'alice@example.com' } } as const
const verifying = { configuration: { AutoVerifiedAttributes: ['email'] } } as const

/** What people do about their account without being signed in, with the members besides client and name. */
const withoutToken = [
  ['SignUp', { Password: password }],
  ['ConfirmSignUp', { ConfirmationCode: '123456' }],
  ['ResendConfirmationCode', {}],
  ['ForgotPassword', {}],
  ['ConfirmForgotPassword', { ConfirmationCode: '123456', Password: password }],
] as const

const weak: readonly [password: string, fault: string][] = [
  ['Aa1!', 'Password not long enough'],
  ['aaaaaaa1!', 'Password must have uppercase characters'],
  ['AAAAAAA1!', 'Password must have lowercase characters'],
  ['Aaaaaaaa!', 'Password must have numeric characters'],
  ['Aaaaaaaa1', 'Password must have symbol characters'],
]

export const accountRefusals: readonly RefusalCase[] = [
  ...withoutToken.flatMap(([operation, members]): readonly RefusalCase[] => [
    {
      situation: 'a confidential client without SecretHash',
      operation,
      refusal: noSecret,
      given: { client: confidential },
      input: ({ ofClient }) => ({ ...ofClient, ...members }),
    },
    {
      situation: 'a wrong SecretHash',
      operation,
      refusal: wrongSecret,
      given: { client: confidential },
      input: ({ ofClient }) => ({ ...ofClient, ...members, SecretHash: 'wrong' }),
    },
    {
      situation: 'a client that is not there',
      operation,
      refusal: 'ResourceNotFoundException: User pool client 2none does not exist.',
      input: ({ ofClient }) => ({ ...ofClient, ...members, ClientId: '2none' }),
    },
  ]),
  ...withoutToken.slice(1).map(([operation, members]): RefusalCase => ({
    situation: 'a name nobody has',
    operation,
    refusal: notFound,
    given: { pool: verifying },
    input: ({ ofClient }) => ({ ...ofClient, ...members, Username: 'nobody' }),
  })),
  {
    situation: 'a pool where only administrators add users',
    operation: 'SignUp',
    refusal: 'NotAuthorizedException: SignUp is not permitted for this user pool',
    given: { pool: { configuration: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } } },
    input: ({ ofClient }) => ({ ...ofClient, Username: 'bob', Password: password }),
  },
  {
    situation: 'a name that somebody has',
    operation: 'SignUp',
    refusal: 'UsernameExistsException: User already exists',
    input: ({ ofClient }) => ({ ...ofClient, Password: password }),
  },
  {
    situation: 'an address that somebody signs in with',
    operation: 'SignUp',
    refusal: 'UsernameExistsException: An account with the given email already exists.',
    given: { pool: { configuration: { UsernameAttributes: ['email'] } }, user: { attributes: email } },
    input: ({ ofClient }) => ({ ...ofClient, Username: email.email, Password: password }),
  },
  {
    situation: 'a name that somebody has',
    operation: 'AdminCreateUser',
    refusal: 'UsernameExistsException: User account already exists',
    input: ({ ofPool }) => ofPool,
  },
  {
    situation: 'somebody who is confirmed',
    operation: 'ConfirmSignUp',
    refusal: 'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    input: ({ ofClient }) => ({ ...ofClient, ConfirmationCode: '123456' }),
  },
  {
    situation: 'somebody who is confirmed',
    operation: 'AdminConfirmSignUp',
    refusal: 'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    input: ({ ofPool }) => ofPool,
  },
  {
    situation: 'somebody who is confirmed',
    operation: 'ResendConfirmationCode',
    refusal: 'InvalidParameterException: User is already confirmed.',
    given: { pool: verifying },
    input: ({ ofClient }) => ofClient,
  },
  {
    situation: 'a wrong code',
    operation: 'ConfirmSignUp',
    refusal: wrongCode,
    given: { pool: verifying, user: unconfirmed },
    input: async ({ call, ofClient }) => {
      await call('ResendConfirmationCode', ofClient)
      return { ...ofClient, ConfirmationCode: '000000' }
    },
  },
  {
    situation: 'a code whose time is over',
    operation: 'ConfirmSignUp',
    refusal: uselessCode,
    given: { pool: verifying, user: unconfirmed },
    input: async ({ call, ofClient, lastCode, ports }) => {
      await call('ResendConfirmationCode', ofClient)
      ports.clock.advanceSeconds(86_400)
      return { ...ofClient, ConfirmationCode: lastCode() }
    },
  },
  {
    situation: 'a code for an address that somebody else has verified',
    operation: 'ConfirmSignUp',
    refusal: 'AliasExistsException: An account with the email already exists.',
    given: {
      pool: { configuration: { AliasAttributes: ['email'], AutoVerifiedAttributes: ['email'] } },
      user: { attributes: email },
    },
    input: async ({ call, ofClient, lastCode }) => {
      const UserAttributes = [{ Name: 'email', Value: email.email }]
      const bob = { ...ofClient, Username: 'bob' }
      await call('SignUp', { ...bob, Password: password, UserAttributes })
      return { ...bob, ConfirmationCode: lastCode() }
    },
  },
  ...(['ConfirmSignUp', 'ConfirmForgotPassword'] as const).map((operation): RefusalCase => ({
    situation: 'the sixteenth attempt within an hour',
    operation,
    refusal: limited,
    given: operation === 'ConfirmSignUp' ? { user: unconfirmed } : { user: { attributes: email } },
    input: async ({ call, ofClient }) => {
      const members = operation === 'ConfirmSignUp' ? {} : { Password: password }
      const input = { ...ofClient, ...members, ConfirmationCode: '000000' }
      for (let attempt = 0; attempt < 15; attempt += 1) await call(operation, input)
      return input
    },
  })),
  {
    situation: 'the sixth code within an hour',
    operation: 'ResendConfirmationCode',
    refusal: limited,
    given: { pool: verifying, user: unconfirmed },
    input: async ({ call, ofClient }) => {
      for (let attempt = 0; attempt < 5; attempt += 1) await call('ResendConfirmationCode', ofClient)
      return ofClient
    },
  },
  {
    situation: 'the sixth code within an hour',
    operation: 'ForgotPassword',
    refusal: limited,
    given: { user: { attributes: email } },
    input: async ({ call, ofClient }) => {
      for (let attempt = 0; attempt < 5; attempt += 1) await call('ForgotPassword', ofClient)
      return ofClient
    },
  },
  {
    situation: 'a pool where only administrators help',
    operation: 'ForgotPassword',
    refusal: 'NotAuthorizedException: Contact administrator to reset password.',
    given: {
      pool: {
        configuration: { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] } },
      },
    },
    input: ({ ofClient }) => ofClient,
  },
  {
    situation: 'a temporary password',
    operation: 'ForgotPassword',
    refusal: 'NotAuthorizedException: User password cannot be reset in the current state.',
    given: { user: { status: 'FORCE_CHANGE_PASSWORD', attributes: email } },
    input: ({ ofClient }) => ofClient,
  },
  {
    situation: 'nobody’s verified address',
    operation: 'ForgotPassword',
    refusal:
      'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number',
    input: ({ ofClient }) => ofClient,
  },
  {
    situation: 'a wrong code',
    operation: 'ConfirmForgotPassword',
    refusal: wrongCode,
    given: { user: { attributes: email } },
    input: async ({ call, ofClient }) => {
      await call('ForgotPassword', ofClient)
      return { ...ofClient, ConfirmationCode: '000000', Password: 'An0ther-Passw0rd!' }
    },
  },
  {
    situation: 'a code for the second time',
    operation: 'ConfirmForgotPassword',
    refusal: uselessCode,
    given: { user: { attributes: email } },
    input: async ({ call, ofClient, lastCode }) => {
      await call('ForgotPassword', ofClient)
      const input = { ...ofClient, ConfirmationCode: lastCode(), Password: 'An0ther-Passw0rd!' }
      await call('ConfirmForgotPassword', input)
      return input
    },
  },
  {
    situation: 'a wrong code, where the client hides who exists',
    operation: 'ConfirmForgotPassword',
    refusal: wrongCode,
    given: { client: { configuration: { PreventUserExistenceErrors: 'ENABLED' } } },
    input: ({ ofClient }) => ({ ...ofClient, Username: 'nobody', ConfirmationCode: '000000', Password: password }),
  },
  {
    situation: 'an invitation of somebody who came',
    operation: 'AdminCreateUser',
    refusal: 'UnsupportedUserStateException: Resend not possible. alice status is not FORCE_CHANGE_PASSWORD',
    input: ({ ofPool }) => ({ ...ofPool, MessageAction: 'RESEND' }),
  },
  ...weak.flatMap(([Password, fault]): readonly RefusalCase[] => [
    {
      situation: `the password ${Password}`,
      operation: 'SignUp',
      refusal: `InvalidPasswordException: Password did not conform with policy: ${fault}`,
      input: ({ ofClient }) => ({ ...ofClient, Username: 'bob', Password }),
    },
    {
      situation: `the password ${Password}`,
      operation: 'ConfirmForgotPassword',
      refusal: `InvalidPasswordException: Password did not conform with policy: ${fault}`,
      input: ({ ofClient }) => ({ ...ofClient, ConfirmationCode: '123456', Password }),
    },
    {
      situation: `the password ${Password}`,
      operation: 'AdminCreateUser',
      refusal: `InvalidPasswordException: Password did not conform with password policy: ${fault}`,
      input: ({ ofPool }) => ({ ...ofPool, Username: 'bob', TemporaryPassword: Password }),
    },
    {
      situation: `the password ${Password}`,
      operation: 'AdminSetUserPassword',
      refusal: `InvalidPasswordException: Password does not conform to policy: ${fault}`,
      input: ({ ofPool }) => ({ ...ofPool, Password, Permanent: true }),
    },
    {
      situation: `the password ${Password}`,
      operation: 'RespondToAuthChallenge',
      refusal: `InvalidPasswordException: Password does not conform to policy: ${fault}`,
      given: { user: { status: 'FORCE_CHANGE_PASSWORD' } },
      input: async (stage) => {
        const { ChallengeName, Session } = await stage.call('InitiateAuth', passwordSignIn(stage))
        const ChallengeResponses = { USERNAME: 'alice', NEW_PASSWORD: Password }
        return { ClientId: stage.client.id, ChallengeName, Session, ChallengeResponses }
      },
    },
  ]),
  ...(['AdminSetUserPassword', 'ConfirmForgotPassword', 'ChangePassword'] as const).map((operation): RefusalCase => ({
    situation: 'one of the last passwords',
    operation,
    refusal: 'PasswordHistoryPolicyViolationException: Password has previously been used',
    given: {
      pool: { configuration: { Policies: { PasswordPolicy: { PasswordHistorySize: 2 } } } },
      user: { attributes: email },
    },
    input: async (stage) => {
      const { call, ofClient, ofPool, lastCode } = stage
      if (operation === 'AdminSetUserPassword') return { ...ofPool, Password: password, Permanent: true }
      if (operation === 'ChangePassword') {
        const { AccessToken } = await stage.signIn()
        return { AccessToken, PreviousPassword: password, ProposedPassword: password }
      }
      await call('ForgotPassword', ofClient)
      return { ...ofClient, ConfirmationCode: lastCode(), Password: password }
    },
  })),
  {
    situation: 'a wrong password',
    operation: 'ChangePassword',
    refusal: 'NotAuthorizedException: Incorrect username or password.',
    input: async (stage) => {
      const { AccessToken } = await stage.signIn()
      return { AccessToken, PreviousPassword: 'Wr0ng-Passw0rd!', ProposedPassword: 'An0ther-Passw0rd!' }
    },
  },
  {
    situation: 'a name nobody has',
    operation: 'AdminGetUser',
    refusal: 'UserNotFoundException: User does not exist.',
    input: ({ ofPool }) => ({ ...ofPool, Username: 'nobody' }),
  },
]
