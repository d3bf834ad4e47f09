import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { ChallengeName } from '../domain/sign-in/state.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { User } from '../domain/users/user.ts'
import { ConfirmDevice } from '../operations/device/ConfirmDevice.ts'
import { AssociateSoftwareToken } from '../operations/mfa/AssociateSoftwareToken.ts'
import { VerifySoftwareToken } from '../operations/mfa/VerifySoftwareToken.ts'
import { call } from './call-operation.ts'
import { colourFunctions } from './custom-auth-functions.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from './given.ts'
import { everyFlow, passwordlessPolicies } from './passwordless.ts'
import { appCode, signInClient, type SignInClient } from './sign-in-client.ts'
import { givenSoftPasskey } from './soft-passkey.ts'
import { deviceVerifier, srpClient } from './srp-client.ts'
import type { TestPorts } from './test-ports.ts'

/** A sign-in that waits at one challenge, and the answer that is right. */
export interface WaitingSignIn {
  readonly pool: UserPool
  readonly client: AppClient
  readonly user: User
  readonly app: SignInClient
  readonly name: ChallengeName
  readonly responses: Readonly<Record<string, string>>
  readonly session: string | undefined
}

type Reach = (ports: TestPorts) => Promise<WaitingSignIn>

const password = 'Passw0rd!'
const appSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const devicePassword = 'known to the device only'
const everyFactor = {
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: {},
}

/** How to get to every challenge there is. A new one does not compile until it is here. */
export const challengeScenarios: { readonly [Name in ChallengeName | 'EMAIL_OTP in the place of a password']: Reach } =
  {
    SELECT_CHALLENGE: async (ports) => {
      const all = await setUp(ports)
      const { Session } = await all.app.initiate('USER_AUTH', { USERNAME: 'alice' })
      return waiting(all, 'SELECT_CHALLENGE', { ANSWER: 'PASSWORD', PASSWORD: password }, Session)
    },
    PASSWORD: async (ports) => {
      const all = await setUp(ports)
      const { Session } = await byChoice(all, 'PASSWORD')
      return waiting(all, 'PASSWORD', { PASSWORD: password }, Session)
    },
    PASSWORD_SRP: async (ports) => {
      const all = await setUp(ports)
      const { Session } = await byChoice(all, 'PASSWORD_SRP')
      return waiting(all, 'PASSWORD_SRP', { SRP_A: srpClient().publicValue }, Session)
    },
    SMS_OTP: async (ports) => {
      const all = await setUp(ports)
      const { Session } = await byChoice(all, 'SMS_OTP')
      return waiting(all, 'SMS_OTP', { SMS_OTP_CODE: ports.messages.at(-1)?.code ?? '' }, Session)
    },
    CUSTOM_CHALLENGE: async (ports) => {
      const all = await setUp(ports)
      const { Session } = await all.app.initiate('CUSTOM_AUTH', { USERNAME: 'alice' })
      return waiting(all, 'CUSTOM_CHALLENGE', { ANSWER: 'blue' }, Session)
    },
    'EMAIL_OTP in the place of a password': async (ports) => {
      const all = await setUp(ports)
      const { Session } = await byChoice(all, 'EMAIL_OTP')
      return waiting(all, 'EMAIL_OTP', { EMAIL_OTP_CODE: ports.messages.at(-1)?.code ?? '' }, Session)
    },
    WEB_AUTHN: async (ports) => {
      const all = await setUp(ports)
      const passkey = await givenSoftPasskey(ports, all)
      const { Session, ChallengeParameters } = await byChoice(all, 'WEB_AUTHN')
      const CREDENTIAL = passkey.answer(ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS)
      return waiting(all, 'WEB_AUTHN', { CREDENTIAL }, Session)
    },
    PASSWORD_VERIFIER: async (ports) => {
      const all = await setUp(ports)
      const srp = srpClient()
      const begun = await all.app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: srp.publicValue })
      const secret = { realm: realmOf(all.pool), username: 'alice', password }
      const proof = srp.prove(begun.ChallengeParameters ?? {}, secret, ports.clock.now())
      return waiting(all, 'PASSWORD_VERIFIER', proof, begun.Session)
    },
    NEW_PASSWORD_REQUIRED: async (ports) => {
      const all = await setUp(ports, { status: 'FORCE_CHANGE_PASSWORD' })
      const { Session } = await all.app.withPassword('alice', password)
      return waiting(all, 'NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'N3wPassw0rd!' }, Session)
    },
    SELECT_MFA_TYPE: async (ports) => {
      const all = await setUp(ports, { mfaFactors: ['SMS_MFA', 'EMAIL_OTP'] })
      const { Session } = await all.app.withPassword('alice', password)
      return waiting(all, 'SELECT_MFA_TYPE', { ANSWER: 'SMS_MFA' }, Session)
    },
    SMS_MFA: async (ports) => {
      const all = await setUp(ports, { mfaFactors: ['SMS_MFA'] })
      const { Session } = await all.app.withPassword('alice', password)
      return waiting(all, 'SMS_MFA', { SMS_MFA_CODE: ports.messages.at(-1)?.code ?? '' }, Session)
    },
    EMAIL_OTP: async (ports) => {
      const all = await setUp(ports, { mfaFactors: ['EMAIL_OTP'] })
      const { Session } = await all.app.withPassword('alice', password)
      return waiting(all, 'EMAIL_OTP', { EMAIL_OTP_CODE: ports.messages.at(-1)?.code ?? '' }, Session)
    },
    SOFTWARE_TOKEN_MFA: async (ports) => {
      const all = await setUp(ports, { mfaFactors: ['SOFTWARE_TOKEN_MFA'] })
      const { poolId, sub } = all.user
      const verify = { pendingSecret: appSecret, step: 0, friendlyDeviceName: undefined }
      await ports.storage.commit([
        { write: 'associateSoftwareToken', poolId, sub, pendingSecret: appSecret },
        { write: 'verifySoftwareToken', poolId, sub, ...verify },
      ])
      const { Session } = await all.app.withPassword('alice', password)
      return waiting(all, 'SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: appCode(ports, appSecret) }, Session)
    },
    MFA_SETUP: async (ports) => {
      const all = await setUp(ports, { attributes: {} }, 'ON')
      const { Session } = await all.app.withPassword('alice', password)
      const associated = await call(AssociateSoftwareToken, ports, { Session })
      const UserCode = appCode(ports, associated.SecretCode ?? '')
      const verified = await call(VerifySoftwareToken, ports, { Session: associated.Session, UserCode })
      return waiting(all, 'MFA_SETUP', {}, verified.Session)
    },
    DEVICE_SRP_AUTH: async (ports) => {
      const all = await setUp(ports)
      const { secret, session } = await knownDevice(ports, all)
      const srp = srpClient()
      return waiting(all, 'DEVICE_SRP_AUTH', { DEVICE_KEY: secret.username, SRP_A: srp.publicValue }, session)
    },
    DEVICE_PASSWORD_VERIFIER: async (ports) => {
      const all = await setUp(ports)
      const { secret, session } = await knownDevice(ports, all)
      const srp = srpClient()
      const own = { USERNAME: 'alice', DEVICE_KEY: secret.username }
      const begun = await all.app.respond('DEVICE_SRP_AUTH', { ...own, SRP_A: srp.publicValue }, session)
      const proof = srp.prove(begun.ChallengeParameters ?? {}, secret, ports.clock.now())
      return waiting(all, 'DEVICE_PASSWORD_VERIFIER', { ...own, ...proof }, begun.Session)
    },
  }

type SetUp = Pick<WaitingSignIn, 'pool' | 'client' | 'user' | 'app'>

async function setUp(ports: TestPorts, user: UserOverrides = {}, mode: 'ON' | 'OPTIONAL' = 'OPTIONAL'): Promise<SetUp> {
  const pool = await givenPool(ports, {
    mfa: { ...everyFactor, MfaConfiguration: mode },
    configuration: {
      DeviceConfiguration: {},
      Policies: passwordlessPolicies,
      LambdaConfig: ports.functions.install(colourFunctions),
    },
  })
  const client = await givenClient(ports, pool, { configuration: { ExplicitAuthFlows: everyFlow } })
  const attributes = {
    email: 'alice@example.com',
    email_verified: 'true',
    phone_number: '+15550100',
    phone_number_verified: 'true',
  }
  const stored = await givenUser(ports, pool, { attributes, password, ...user })
  return { pool, client, user: stored, app: signInClient(ports, { pool, client }) }
}

function waiting(
  all: SetUp,
  name: ChallengeName,
  responses: Readonly<Record<string, string>>,
  session: string | undefined,
): WaitingSignIn {
  return { ...all, name, responses: { USERNAME: 'alice', ...responses }, session }
}

function byChoice({ app }: SetUp, PREFERRED_CHALLENGE: string) {
  return app.initiate('USER_AUTH', { USERNAME: 'alice', PREFERRED_CHALLENGE })
}

/** A confirmed device, and the session of a sign-in that has named it. */
async function knownDevice(ports: TestPorts, { app }: SetUp) {
  const { AuthenticationResult: result } = await app.withPassword('alice', password)
  const { DeviceKey = '', DeviceGroupKey = '' } = result?.NewDeviceMetadata ?? {}
  const secret = { realm: DeviceGroupKey, username: DeviceKey, password: devicePassword }
  await call(ConfirmDevice, ports, {
    AccessToken: result?.AccessToken ?? '',
    DeviceKey,
    DeviceSecretVerifierConfig: deviceVerifier(secret),
  })
  const { Session: session } = await app.withPassword('alice', password, { DEVICE_KEY: DeviceKey })
  return { secret, session }
}

function realmOf(pool: UserPool): string {
  return pool.id.slice(pool.id.indexOf('_') + 1)
}
