import { secretHash } from '../../../src/crypto/secret-hash.ts'
import { deviceVerifier, srpClient } from '../../../src/testing/srp-client.ts'
import { appCode } from '../../../src/testing/sign-in-client.ts'
import { confidential, passwordSignIn, type RefusalCase, type Stage } from './refusal-case.ts'

const incorrect = 'NotAuthorizedException: Incorrect username or password.'
const appSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const hiding = { configuration: { PreventUserExistenceErrors: 'ENABLED' } } as const
const everyFactor = {
  MfaConfiguration: 'OPTIONAL',
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
  SoftwareTokenMfaConfiguration: { Enabled: true },
} as const
const phone = { phone_number: '+15555550100', phone_number_verified: 'true' }
const withApp = { pool: { mfa: everyFactor }, user: { mfaFactors: ['SOFTWARE_TOKEN_MFA'] } } as const
const withSms = { pool: { mfa: everyFactor }, user: { attributes: phone, mfaFactors: ['SMS_MFA'] } } as const
const withNewPassword = { user: { status: 'FORCE_CHANGE_PASSWORD' } } as const

export const signInRefusals: readonly RefusalCase[] = [
  {
    situation: 'a wrong password',
    operation: 'InitiateAuth',
    refusal: incorrect,
    input: (stage) => passwordSignIn(stage, { PASSWORD: 'wrong' }),
  },
  {
    situation: 'a name nobody has, hidden',
    operation: 'InitiateAuth',
    refusal: incorrect,
    given: { client: hiding },
    input: (stage) => passwordSignIn(stage, { USERNAME: 'nobody' }),
  },
  {
    situation: 'a name nobody has',
    operation: 'InitiateAuth',
    refusal: 'UserNotFoundException: User does not exist.',
    input: (stage) => passwordSignIn(stage, { USERNAME: 'nobody' }),
  },
  {
    situation: 'a lock',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: Password attempts exceeded',
    input: async (stage) => {
      for (let failure = 0; failure < 5; failure += 1) {
        await stage.call('InitiateAuth', passwordSignIn(stage, { PASSWORD: 'wrong' }))
      }
      return passwordSignIn(stage)
    },
  },
  {
    situation: 'a disabled user',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: User is disabled.',
    given: { user: { enabled: false } },
    input: (stage) => passwordSignIn(stage, { PASSWORD: 'wrong' }),
  },
  {
    situation: 'an unconfirmed user',
    operation: 'InitiateAuth',
    refusal: 'UserNotConfirmedException: User is not confirmed.',
    given: { user: { status: 'UNCONFIRMED' } },
    input: (stage) => passwordSignIn(stage),
  },
  {
    situation: 'a password that must be reset',
    operation: 'InitiateAuth',
    refusal: 'PasswordResetRequiredException: Password reset required for the user',
    given: { user: { status: 'RESET_REQUIRED' } },
    input: (stage) => passwordSignIn(stage),
  },
  {
    situation: 'a temporary password that came too late',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',
    given: withNewPassword,
    input: (stage) => {
      stage.ports.clock.advanceSeconds(7 * 86_400)
      return passwordSignIn(stage)
    },
  },
  {
    situation: 'a flow with a password that the client does not allow',
    operation: 'InitiateAuth',
    refusal: 'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
    given: { client: { configuration: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } } },
    input: (stage) => passwordSignIn(stage),
  },
  {
    situation: 'SRP that the client does not allow',
    operation: 'InitiateAuth',
    refusal: 'InvalidParameterException: USER_SRP_AUTH is not enabled for the client.',
    given: { client: { configuration: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] } } },
    input: ({ client: { id: ClientId } }) => ({
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'alice', SRP_A: srpClient().publicValue },
    }),
  },
  {
    situation: 'a flow for servers that the client does not allow',
    operation: 'AdminInitiateAuth',
    refusal: 'InvalidParameterException: Auth flow not enabled for this client',
    given: { client: { configuration: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } } },
    input: (stage) => ({
      ...passwordSignIn(stage),
      UserPoolId: stage.pool.id,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    }),
  },
  {
    situation: 'the flow for servers at the public operation',
    operation: 'InitiateAuth',
    refusal: 'InvalidParameterException: Initiate Auth method not supported.',
    input: (stage) => ({ ...passwordSignIn(stage), AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }),
  },
  ...(
    [
      ['USER_PASSWORD_AUTH', 'USERNAME', { PASSWORD: 'x' }],
      ['USER_PASSWORD_AUTH', 'PASSWORD', { USERNAME: 'alice' }],
      ['USER_SRP_AUTH', 'USERNAME', { SRP_A: 'a1' }],
      ['USER_SRP_AUTH', 'SRP_A', { USERNAME: 'alice' }],
      ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN', {}],
    ] as const
  ).map(([AuthFlow, member, AuthParameters]): RefusalCase => ({
    situation: `${AuthFlow} without ${member}`,
    operation: 'InitiateAuth',
    refusal: `InvalidParameterException: Missing required parameter ${member}`,
    input: ({ client: { id: ClientId } }) => ({ ClientId, AuthFlow, AuthParameters }),
  })),
  {
    situation: 'an answer without the new password',
    operation: 'RespondToAuthChallenge',
    refusal: 'InvalidParameterException: Missing required parameter NEW_PASSWORD',
    given: withNewPassword,
    input: (stage) => answer(stage, 'NEW_PASSWORD_REQUIRED', {}),
  },
  {
    situation: 'a confidential client without SECRET_HASH',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: Client {client} is configured with secret but SECRET_HASH was not received',
    given: { client: confidential },
    input: (stage) => passwordSignIn(stage),
  },
  {
    situation: 'a wrong SECRET_HASH',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: Unable to verify secret hash for client {client}',
    given: { client: confidential },
    input: (stage) => passwordSignIn(stage, { SECRET_HASH: 'wrong' }),
  },
  {
    situation: 'a wrong SECRET_HASH with a refresh token',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: SecretHash does not match for the client: {client}',
    given: { client: confidential },
    input: async (stage) => {
      const { ClientId } = stage.ofClient
      const SECRET_HASH = secretHash(confidential.secrets[0]?.value ?? '', 'alice', ClientId)
      const signedIn = await stage.call('InitiateAuth', passwordSignIn(stage, { SECRET_HASH }))
      const { RefreshToken: REFRESH_TOKEN } = signedIn.AuthenticationResult
      return { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN, SECRET_HASH: 'wrong' } }
    },
  },
  {
    situation: 'a session that was used',
    operation: 'RespondToAuthChallenge',
    refusal: 'NotAuthorizedException: Invalid session for the user, session can only be used once.',
    given: withNewPassword,
    input: async (stage) => {
      const input = await answer(stage, 'NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'An0ther-Passw0rd!' })
      await stage.call('RespondToAuthChallenge', input)
      return input
    },
  },
  {
    situation: 'a session whose time is over',
    operation: 'RespondToAuthChallenge',
    refusal: 'NotAuthorizedException: Invalid session for the user, session is expired.',
    given: withNewPassword,
    input: async (stage) => {
      const input = await answer(stage, 'NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'An0ther-Passw0rd!' })
      stage.ports.clock.advanceSeconds(181)
      return input
    },
  },
  {
    situation: 'a session that is none',
    operation: 'RespondToAuthChallenge',
    refusal: 'NotAuthorizedException: Invalid session for the user.',
    input: ({ client: { id: ClientId } }) => ({
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: 'no session is like this one',
      ChallengeResponses: { USERNAME: 'alice', NEW_PASSWORD: 'An0ther-Passw0rd!' },
    }),
  },
  {
    situation: 'a wrong code of an app',
    operation: 'RespondToAuthChallenge',
    refusal: 'CodeMismatchException: Invalid code received for user',
    given: withApp,
    input: async (stage) => {
      await giveApp(stage)
      return answer(stage, 'SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: '000000' })
    },
  },
  {
    situation: 'a code of an app for the second time',
    operation: 'RespondToAuthChallenge',
    refusal: 'ExpiredCodeException: Your software token has already been used once.',
    given: withApp,
    input: async (stage) => {
      await giveApp(stage)
      const code = { SOFTWARE_TOKEN_MFA_CODE: appCode(stage.ports, appSecret) }
      await stage.call('RespondToAuthChallenge', await answer(stage, 'SOFTWARE_TOKEN_MFA', code))
      return answer(stage, 'SOFTWARE_TOKEN_MFA', code)
    },
  },
  {
    situation: 'a wrong code by SMS',
    operation: 'RespondToAuthChallenge',
    refusal: 'CodeMismatchException: Invalid code or auth state for the user.',
    given: withSms,
    input: (stage) => answer(stage, 'SMS_MFA', { SMS_MFA_CODE: '000000' }),
  },
  {
    situation: 'an authenticator app whose code is wrong',
    operation: 'VerifySoftwareToken',
    refusal: 'EnableSoftwareTokenMFAException: Code mismatch',
    given: { pool: { mfa: everyFactor } },
    input: async (stage) => {
      const { AccessToken } = await stage.signIn()
      await stage.call('AssociateSoftwareToken', { AccessToken })
      return { AccessToken, UserCode: '000000' }
    },
  },
  {
    situation: 'an authenticator app in a pool without them',
    operation: 'AssociateSoftwareToken',
    refusal: 'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    input: async (stage) => ({ AccessToken: (await stage.signIn()).AccessToken }),
  },
  {
    situation: 'a factor by SMS without a phone',
    operation: 'SetUserMFAPreference',
    refusal: 'InvalidParameterException: User does not have delivery config set to turn on SMS_MFA',
    given: { pool: { mfa: everyFactor } },
    input: async (stage) => ({
      AccessToken: (await stage.signIn()).AccessToken,
      SMSMfaSettings: { Enabled: true },
    }),
  },
  {
    situation: 'a factor by an app that is not set up',
    operation: 'AdminSetUserMFAPreference',
    refusal: 'InvalidParameterException: User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA',
    given: { pool: { mfa: everyFactor } },
    input: ({ ofPool }) => ({ ...ofPool, SoftwareTokenMfaSettings: { Enabled: true } }),
  },
  {
    situation: 'a device that is not there',
    operation: 'GetDevice',
    refusal: 'ResourceNotFoundException: Device does not exist.',
    given: { pool: { configuration: { DeviceConfiguration: {} } } },
    input: async (stage) => ({ AccessToken: (await stage.signIn()).AccessToken, DeviceKey: 'us-east-1_00-11' }),
  },
  {
    situation: 'the key of another device',
    operation: 'ConfirmDevice',
    refusal: 'InvalidParameterException: Invalid device key given.',
    given: { pool: { configuration: { DeviceConfiguration: {} } } },
    input: async (stage) => ({
      AccessToken: (await stage.signIn()).AccessToken,
      DeviceKey: 'us-east-1_00-11',
      DeviceSecretVerifierConfig: deviceVerifier({ realm: '-group', username: 'us-east-1_00-11', password: 'x' }),
    }),
  },
]

/** Signs in up to a challenge, and gives the input that answers it. */
async function answer(
  stage: Stage,
  ChallengeName: string,
  responses: Readonly<Record<string, string>>,
): Promise<object> {
  const { ClientId, Username: USERNAME } = stage.ofClient
  const waiting = await stage.call('InitiateAuth', passwordSignIn(stage))
  if (waiting.ChallengeName !== ChallengeName) throw new Error(JSON.stringify(waiting))
  return { ClientId, ChallengeName, Session: waiting.Session, ChallengeResponses: { USERNAME, ...responses } }
}

async function giveApp({ ports, user: { poolId, sub } }: Stage): Promise<void> {
  const token = { poolId, sub, pendingSecret: appSecret }
  await ports.storage.commit([
    { write: 'associateSoftwareToken', ...token },
    { write: 'verifySoftwareToken', ...token, step: 0, friendlyDeviceName: undefined },
  ])
}
