import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminResetUserPasswordCommand,
  AdminRespondToAuthChallengeCommand,
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  CodeMismatchException,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  DeleteUserCommand,
  DescribeUserPoolCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  InvalidParameterException,
  InvalidPasswordException,
  ListUserPoolsCommand,
  ListUsersInGroupCommand,
  NotAuthorizedException,
  PasswordResetRequiredException,
  RefreshTokenReuseException,
  ResourceNotFoundException,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  UnsupportedOperationException,
  UpdateUserAttributesCommand,
  UserNotConfirmedException,
  UserNotFoundException,
  UsernameExistsException,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
  paginateListUsers,
} from '@aws-sdk/client-cognito-identity-provider'
import { password, sdkClient, startInstallation, type AddedPool, type Installation } from './installation.ts'
import { claimsOf } from './tokens.ts'

let installation: Installation
let sdk: CognitoIdentityProviderClient

before(async () => {
  installation = await startInstallation()
  // An application in a browser has no credentials at all.
  sdk = new CognitoIdentityProviderClient({
    region: installation.ready.region,
    endpoint: installation.ready.identityUrl,
  })
})
after(async () => {
  sdk.destroy()
  await installation[Symbol.asyncDispose]()
})

const signIn = (ClientId: string, USERNAME: string, PASSWORD = password) =>
  sdk.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } }),
  )

async function tokensOf(ClientId: string, username: string, secret = password) {
  const { AuthenticationResult } = await signIn(ClientId, username, secret)
  assert.ok(AuthenticationResult)
  return AuthenticationResult
}

function refuses(promise: Promise<unknown>, exception: new (...given: any[]) => Error, message: string) {
  return assert.rejects(promise, (error: Error) => {
    assert.ok(error instanceof exception, `${error.name}: ${error.message}`)
    assert.equal(error.message, message)
    return true
  })
}

describe('a person with @aws-sdk/client-cognito-identity-provider', () => {
  let pool: AddedPool

  before(async () => {
    pool = await installation.addPool({ pool: { AutoVerifiedAttributes: ['email'] } })
  })

  test('signs up, confirms with the code from the mail, signs in, and is told who they are', async () => {
    const { ClientId } = pool
    const UserAttributes = [{ Name: 'email', Value: 'ann@example.com' }]
    const signedUp = await sdk.send(
      new SignUpCommand({ ClientId, Username: 'ann', Password: password, UserAttributes }),
    )
    assert.equal(signedUp.UserConfirmed, false)
    assert.deepEqual(signedUp.CodeDeliveryDetails, {
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'a***@e***',
    })
    await refuses(signIn(ClientId, 'ann'), UserNotConfirmedException, 'User is not confirmed.')
    await refuses(
      sdk.send(new ConfirmSignUpCommand({ ClientId, Username: 'ann', ConfirmationCode: '000000' })),
      CodeMismatchException,
      'Invalid verification code provided, please try again.',
    )
    const ConfirmationCode = await installation.codeFor('ann@example.com')
    await sdk.send(new ConfirmSignUpCommand({ ClientId, Username: 'ann', ConfirmationCode }))
    const { AccessToken, IdToken, ExpiresIn, TokenType } = await tokensOf(ClientId, 'ann')
    assert.equal(ExpiresIn, 3600)
    assert.equal(TokenType, 'Bearer')
    assert.equal(claimsOf(AccessToken).client_id, ClientId)
    assert.equal(claimsOf(IdToken).aud, ClientId)
    assert.equal(claimsOf(IdToken).email_verified, true)
    const { $metadata, ...user } = await sdk.send(new GetUserCommand({ AccessToken }))
    assert.equal($metadata.httpStatusCode, 200)
    assert.deepEqual(user, {
      Username: 'ann',
      UserAttributes: [
        { Name: 'email', Value: 'ann@example.com' },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'sub', Value: signedUp.UserSub },
      ],
    })
    await refuses(
      sdk.send(new SignUpCommand({ ClientId, Username: 'ann', Password: password })),
      UsernameExistsException,
      'User already exists',
    )
  })

  test('is told of a wrong password, a weak one and an unknown client by type and text', async () => {
    const { ClientId } = pool
    await pool.addPerson('bob')
    await refuses(signIn(ClientId, 'bob', 'wrong'), NotAuthorizedException, 'Incorrect username or password.')
    await refuses(signIn(ClientId, 'nobody'), UserNotFoundException, 'User does not exist.')
    await refuses(signIn('1unknown', 'bob'), ResourceNotFoundException, 'User pool client 1unknown does not exist.')
    await refuses(
      sdk.send(new SignUpCommand({ ClientId, Username: 'weak', Password: 'longenough1!' })),
      InvalidPasswordException,
      'Password did not conform with policy: Password must have uppercase characters',
    )
    await refuses(
      sdk.send(new SignUpCommand({ ClientId, Username: 'a b', Password: password })),
      InvalidParameterException,
      "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
    )
  })

  test('recovers a forgotten password, and changes one that is known', async () => {
    const { ClientId } = pool
    await pool.addPerson('cat')
    const { CodeDeliveryDetails } = await sdk.send(new ForgotPasswordCommand({ ClientId, Username: 'cat' }))
    assert.equal(CodeDeliveryDetails?.Destination, 'c***@e***')
    const ConfirmationCode = await installation.codeFor('cat@example.com')
    await sdk.send(
      new ConfirmForgotPasswordCommand({ ClientId, Username: 'cat', ConfirmationCode, Password: 'An0ther-one!' }),
    )
    await refuses(signIn(ClientId, 'cat'), NotAuthorizedException, 'Incorrect username or password.')
    const { AccessToken } = await tokensOf(ClientId, 'cat', 'An0ther-one!')
    await sdk.send(
      new ChangePasswordCommand({ AccessToken, PreviousPassword: 'An0ther-one!', ProposedPassword: password }),
    )
    await tokensOf(ClientId, 'cat')
  })

  test('changes an address, verifies it with the code from the mail, and deletes the account', async () => {
    const { ClientId } = pool
    await pool.addPerson('dan')
    const { AccessToken } = await tokensOf(ClientId, 'dan')
    const UserAttributes = [{ Name: 'email', Value: 'dan@new.example' }]
    const { CodeDeliveryDetailsList } = await sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }))
    assert.equal(CodeDeliveryDetailsList?.[0]?.Destination, 'd***@n***')
    const Code = await installation.codeFor('dan@new.example')
    await sdk.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }))
    const { UserAttributes: attributes } = await sdk.send(new GetUserCommand({ AccessToken }))
    assert.deepEqual(attributes?.slice(0, 2), [
      { Name: 'email', Value: 'dan@new.example' },
      { Name: 'email_verified', Value: 'true' },
    ])
    await sdk.send(new DeleteUserCommand({ AccessToken }))
    await refuses(sdk.send(new GetUserCommand({ AccessToken })), UserNotFoundException, 'User does not exist.')
  })

  test('must set a new password for the one an operator gave', async () => {
    const { ClientId, UserPoolId } = pool
    await installation.operator.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: 'eve',
        TemporaryPassword: password,
        MessageAction: 'SUPPRESS',
      }),
    )
    const { ChallengeName, ChallengeParameters, Session } = await signIn(ClientId, 'eve')
    assert.equal(ChallengeName, 'NEW_PASSWORD_REQUIRED')
    assert.deepEqual(ChallengeParameters, { USER_ID_FOR_SRP: 'eve', requiredAttributes: '[]', userAttributes: '{}' })
    const { AuthenticationResult } = await sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: 'eve', NEW_PASSWORD: 'Mine-0nly-now!' },
      }),
    )
    assert.equal(claimsOf(AuthenticationResult?.AccessToken).username, 'eve')
    await tokensOf(ClientId, 'eve', 'Mine-0nly-now!')
  })

  test('refreshes, is revoked, and signs out everywhere', async () => {
    const { ClientId } = pool
    await pool.addPerson('fay')
    const { RefreshToken, AccessToken } = await tokensOf(ClientId, 'fay')
    installation.advance(3600)
    await refuses(sdk.send(new GetUserCommand({ AccessToken })), NotAuthorizedException, 'Access Token has expired')
    const refresh = (REFRESH_TOKEN: string) =>
      sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } }))
    const { AuthenticationResult: fresh } = await refresh(RefreshToken ?? '')
    assert.equal(fresh?.RefreshToken, undefined)
    const [old, renewed] = [claimsOf(AccessToken), claimsOf(fresh?.AccessToken)]
    for (const claim of ['sub', 'auth_time', 'origin_jti', 'event_id']) assert.equal(renewed[claim], old[claim], claim)
    assert.notEqual(renewed.jti, old.jti)
    await sdk.send(new GetUserCommand({ AccessToken: fresh?.AccessToken }))

    await sdk.send(new RevokeTokenCommand({ ClientId, Token: RefreshToken }))
    await refuses(refresh(RefreshToken ?? ''), NotAuthorizedException, 'Refresh Token has been revoked')
    await refuses(
      sdk.send(new GetUserCommand({ AccessToken: fresh?.AccessToken })),
      NotAuthorizedException,
      'Access Token has been revoked',
    )

    const [one, two] = [await tokensOf(ClientId, 'fay'), await tokensOf(ClientId, 'fay')]
    await sdk.send(new GlobalSignOutCommand({ AccessToken: one.AccessToken }))
    for (const tokens of [one, two]) {
      await refuses(
        sdk.send(new GetUserCommand({ AccessToken: tokens.AccessToken })),
        NotAuthorizedException,
        'Access Token has been revoked',
      )
      await refuses(refresh(tokens.RefreshToken ?? ''), NotAuthorizedException, 'Refresh Token has been revoked')
    }
    await tokensOf(ClientId, 'fay')
  })

  test('with rotation gets a new refresh token each time, and none for an old one', async () => {
    const { ClientId, addPerson } = await installation.addPool({
      client: { RefreshTokenRotation: { Feature: 'ENABLED' }, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
    })
    await addPerson('gus')
    const { RefreshToken } = await tokensOf(ClientId, 'gus')
    await refuses(
      sdk.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: RefreshToken ?? '' },
        }),
      ),
      UnsupportedOperationException,
      'This API does not support refresh token rotation',
    )
    const rotate = (token = '') => sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: token }))
    const { AuthenticationResult: second } = await rotate(RefreshToken)
    assert.ok(second?.RefreshToken)
    assert.notEqual(second.RefreshToken, RefreshToken)
    await refuses(rotate(RefreshToken), RefreshTokenReuseException, 'Refresh token reuse detected')
    assert.ok((await rotate(second.RefreshToken)).AuthenticationResult?.AccessToken)
  })

  test('of a client with a secret sends its hash, and nothing passes without', async () => {
    const { ClientId, ClientSecret = '', addPerson } = await installation.addPool({ client: { GenerateSecret: true } })
    await addPerson('hal')
    const SECRET_HASH = createHmac('sha256', ClientSecret).update(`hal${ClientId}`).digest('base64')
    const attempt = (more: Record<string, string>) =>
      sdk.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'hal', PASSWORD: password, ...more },
        }),
      )
    assert.ok((await attempt({ SECRET_HASH })).AuthenticationResult)
    await refuses(
      attempt({}),
      NotAuthorizedException,
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    )
    await refuses(
      attempt({ SECRET_HASH: SECRET_HASH.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) }),
      NotAuthorizedException,
      `Unable to verify secret hash for client ${ClientId}`,
    )
  })
})

describe('an authenticator app with @aws-sdk/client-cognito-identity-provider', () => {
  test('is set up while signed in, and asked for from then on, each code once', async () => {
    const { ClientId, addPerson } = await installation.addPool({
      mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
    })
    await addPerson('ida')
    const { AccessToken } = await tokensOf(ClientId, 'ida')
    const { SecretCode = '' } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }))
    const { Status } = await sdk.send(
      new VerifySoftwareTokenCommand({
        AccessToken,
        UserCode: await installation.authenticatorCode(SecretCode),
        FriendlyDeviceName: 'phone',
      }),
    )
    assert.equal(Status, 'SUCCESS')
    await sdk.send(
      new SetUserMFAPreferenceCommand({
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    )
    const user = await sdk.send(new GetUserCommand({ AccessToken }))
    assert.deepEqual(user.UserMFASettingList, ['SOFTWARE_TOKEN_MFA'])
    assert.equal(user.PreferredMfaSetting, 'SOFTWARE_TOKEN_MFA')

    installation.advance(30)
    const { ChallengeName, ChallengeParameters, Session } = await signIn(ClientId, 'ida')
    assert.equal(ChallengeName, 'SOFTWARE_TOKEN_MFA')
    assert.deepEqual(ChallengeParameters, { USER_ID_FOR_SRP: 'ida', FRIENDLY_DEVICE_NAME: 'phone' })
    const code = await installation.authenticatorCode(SecretCode)
    const respond = (SOFTWARE_TOKEN_MFA_CODE: string, session = Session) =>
      sdk.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session: session,
          ChallengeResponses: { USERNAME: 'ida', SOFTWARE_TOKEN_MFA_CODE },
        }),
      )
    const wrong = code.replace(/.$/, (digit) => String((Number(digit) + 1) % 10))
    await refuses(respond(wrong), CodeMismatchException, 'Invalid code received for user')
    assert.ok((await respond(code)).AuthenticationResult?.AccessToken)
    const again = await signIn(ClientId, 'ida')
    await assert.rejects(respond(code, again.Session), { name: 'ExpiredCodeException' })
  })

  test('is set up on the way in where the pool requires one', async () => {
    const { ClientId, addPerson } = await installation.addPool({
      mfa: { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
    })
    await addPerson('joe')
    const { ChallengeName, ChallengeParameters, Session } = await signIn(ClientId, 'joe')
    assert.equal(ChallengeName, 'MFA_SETUP')
    assert.equal(ChallengeParameters?.MFAS_CAN_SETUP, '["SOFTWARE_TOKEN_MFA"]')
    const associated = await sdk.send(new AssociateSoftwareTokenCommand({ Session }))
    const UserCode = await installation.authenticatorCode(associated.SecretCode ?? '')
    const verified = await sdk.send(new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }))
    const { AuthenticationResult } = await sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session: verified.Session,
        ChallengeResponses: { USERNAME: 'joe' },
      }),
    )
    assert.equal(claimsOf(AuthenticationResult?.AccessToken).username, 'joe')
  })
})

describe('an operator with @aws-sdk/client-cognito-identity-provider', () => {
  test('signs people in on a server, and hands the challenge on to the public operation', async () => {
    const { UserPoolId, ClientId } = await installation.addPool()
    const { operator } = installation
    await operator.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: 'kim',
        TemporaryPassword: password,
        MessageAction: 'SUPPRESS',
      }),
    )
    const start = () =>
      operator.send(
        new AdminInitiateAuthCommand({
          UserPoolId,
          ClientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'kim', PASSWORD: password },
        }),
      )
    const { Session, ChallengeName } = await start()
    const ChallengeResponses = { USERNAME: 'kim', NEW_PASSWORD: 'Mine-0nly-now!' }
    const { AuthenticationResult } = await sdk.send(
      new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
    )
    assert.ok(AuthenticationResult?.AccessToken)
    await refuses(
      operator.send(
        new AdminRespondToAuthChallengeCommand({ UserPoolId, ClientId, ChallengeName, Session, ChallengeResponses }),
      ),
      NotAuthorizedException,
      'Invalid session for the user, session can only be used once.',
    )
  })

  test('resets a password and disables a user, who notices at once', async () => {
    const { UserPoolId, ClientId, addPerson } = await installation.addPool({
      pool: { AutoVerifiedAttributes: ['email'] },
    })
    const { operator } = installation
    await addPerson('lea')
    const { AccessToken } = await tokensOf(ClientId, 'lea')
    await operator.send(new AdminResetUserPasswordCommand({ UserPoolId, Username: 'lea' }))
    await refuses(signIn(ClientId, 'lea'), PasswordResetRequiredException, 'Password reset required for the user')
    const ConfirmationCode = await installation.codeFor('lea@example.com')
    await sdk.send(
      new ConfirmForgotPasswordCommand({ ClientId, Username: 'lea', ConfirmationCode, Password: password }),
    )
    await tokensOf(ClientId, 'lea')
    await operator.send(new AdminDisableUserCommand({ UserPoolId, Username: 'lea' }))
    await refuses(signIn(ClientId, 'lea'), NotAuthorizedException, 'User is disabled.')
    await refuses(sdk.send(new GetUserCommand({ AccessToken })), NotAuthorizedException, 'User is disabled.')
    const { UserStatus, Enabled } = await operator.send(new AdminGetUserCommand({ UserPoolId, Username: 'lea' }))
    assert.deepEqual({ UserStatus, Enabled }, { UserStatus: 'CONFIRMED', Enabled: false })
  })

  test('puts people into groups, which their next tokens say', async () => {
    const { UserPoolId, ClientId, addPerson } = await installation.addPool()
    const { operator } = installation
    await addPerson('max')
    for (const [GroupName, Precedence, role] of [
      ['staff', 2, 'staff'],
      ['admins', 1, 'admin'],
    ] as const) {
      const RoleArn = `arn:aws:iam::123456789012:role/${role}`
      await operator.send(new CreateGroupCommand({ UserPoolId, GroupName, Precedence, RoleArn }))
      await operator.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: 'max', GroupName }))
    }
    const { AccessToken, IdToken } = await tokensOf(ClientId, 'max')
    assert.deepEqual(claimsOf(AccessToken)['cognito:groups'].toSorted(), ['admins', 'staff'])
    assert.equal(claimsOf(IdToken)['cognito:preferred_role'], 'arn:aws:iam::123456789012:role/admin')
    await operator.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: 'max', GroupName: 'admins' }))
    const { Groups } = await operator.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: 'max' }))
    assert.deepEqual(
      Groups?.map(({ GroupName }) => GroupName),
      ['staff'],
    )
    const { Users } = await operator.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: 'staff' }))
    assert.deepEqual(
      Users?.map(({ Username, UserStatus }) => ({ Username, UserStatus })),
      [{ Username: 'max', UserStatus: 'CONFIRMED' }],
    )
  })

  test('pages through users, and filters them', async () => {
    const { UserPoolId, addPerson } = await installation.addPool()
    const { operator } = installation
    const names = Array.from({ length: 7 }, (_, position) => `user${position}`)
    for (const name of names) await addPerson(name)
    const collect = async (input: object) => {
      const found: string[] = []
      let pages = 0
      for await (const { Users } of paginateListUsers({ client: operator, pageSize: 3 }, { UserPoolId, ...input })) {
        pages += 1
        found.push(...(Users ?? []).map(({ Username = '' }) => Username))
      }
      return { pages, found: found.toSorted() }
    }
    assert.deepEqual(await collect({}), { pages: 3, found: names })
    assert.deepEqual((await collect({ Filter: 'email = "user4@example.com"' })).found, ['user4'])
    assert.deepEqual((await collect({ Filter: 'username ^= "user"' })).found, names)
    const { UserPool } = await operator.send(new DescribeUserPoolCommand({ UserPoolId }))
    assert.equal(UserPool?.EstimatedNumberOfUsers, 7)
    assert.ok(UserPool?.CreationDate instanceof Date)
  })

  test('without credentials is told so', async () => {
    const client = sdkClient({ ...installation.ready })
    assert.ok((await client.send(new ListUserPoolsCommand({ MaxResults: 1 }))).UserPools?.length)
    client.destroy()
    const response = await fetch(installation.ready.identityUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
      },
      body: '{"MaxResults":1}',
    })
    assert.equal(response.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException:')
  })
})
