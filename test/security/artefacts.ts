import { totpCode, totpStep } from '../../src/crypto/totp.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import type { MfaFactor, User } from '../../src/domain/users/user.ts'
import { sessionOfSignUp } from '../../src/flows/users/sign-up-session.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { colourFunctions } from '../../src/testing/custom-auth-functions.ts'
import { everyFlow, passwordlessPolicies } from '../../src/testing/passwordless.ts'
import { givenSoftPasskey } from '../../src/testing/soft-passkey.ts'
import { deviceVerifier, srpClient } from '../../src/testing/srp-client.ts'
import { openApp, type App } from './app.ts'
import { codeIn, openBrowser, type Browser } from './browser.ts'
import { changedUser } from './changed-user.ts'
import { answerDevice, beginDevice } from './device-grant.ts'
import type { Installation } from './installation.ts'
import { departToOidcProvider, type OidcDeparture } from './oidc-departures.ts'
import { departToProvider, type SamlDepartures } from './saml-departures.ts'
import { jsonOf } from './surface.ts'

export const owner = 'ada'
export const ownerPassword = 'Passw0rd! of ada'
export const ownerSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** One user of one pool, and a living thing of every kind that the installation ever hands out about them. */
export interface Scene {
  readonly on: Installation
  readonly app: App<Installation>
  readonly pool: UserPool
  /** By kind. Everything is the same user's and client's: what tells one from another is its kind alone. */
  readonly artefacts: Readonly<Record<string, string>>
  /** Another client of the pool, whose refresh tokens do not rotate. */
  readonly beside: App<Installation>
  readonly deviceKey: string
  /** Of others: what a SAML provider gives back opens for whoever it vouches for. */
  readonly saml: SamlDepartures
  readonly oidc: OidcDeparture
  /** Proves the password to PASSWORD_VERIFIER, and the device's to DEVICE_PASSWORD_VERIFIER, with another block. */
  readonly proofs: { readonly password: Proof; readonly device: Proof }
  /** Changes the user's record, past every rule. */
  become(changes: Partial<User>): Promise<void>
}

type Proof = (secretBlock: string) => Readonly<Record<string, string>>

const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' }

export async function openScene(on: Installation): Promise<Scene> {
  const { ports } = on
  const pool = await givenPool(ports, {
    configuration: {
      AutoVerifiedAttributes: ['email', 'phone_number'],
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
      Policies: passwordlessPolicies,
      UserPoolTags: { 'sallyport:device-grant': 'on' },
      LambdaConfig: ports.functions.install(colourFunctions),
      AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] },
    },
    mfa: {
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: { SmsConfiguration },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: {},
    },
  })
  const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } as const
  const ExplicitAuthFlows = everyFlow.filter((flow) => flow !== 'ALLOW_REFRESH_TOKEN_AUTH')
  const client = await givenClient(ports, pool, { configuration: { RefreshTokenRotation, ExplicitAuthFlows } })
  const attributes = {
    email: 'ada@example.com',
    email_verified: 'true',
    phone_number: '+15550100',
    phone_number_verified: 'true',
  }
  const user = await givenUser(ports, pool, { username: owner, attributes, password: ownerPassword })
  const app = openApp(on, { pool, client })
  const become = changedUser(on, pool, user.sub)
  const having = (...mfaFactors: MfaFactor[]) => become({ mfaFactors, preferredMfaFactor: mfaFactors[0] })
  const sent = () => ports.messages.at(-1)?.code ?? ''
  const ids = { ClientId: client.id, Username: owner }
  const session = async (more = {}): Promise<string> =>
    jsonOf(await app.withPassword(owner, ownerPassword, more)).Session
  const all: Record<string, string> = {}

  const own = jsonOf(await app.withPassword(owner, ownerPassword)).AuthenticationResult
  const { DeviceKey, DeviceGroupKey } = own.NewDeviceMetadata
  const srpSecret = { realm: DeviceGroupKey, username: DeviceKey, password: 'known to the device only' }
  const { AccessToken } = own
  const DeviceSecretVerifierConfig = deviceVerifier(srpSecret)
  await on.operate('ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig })
  await giveAuthenticatorApp(on, user)
  const claims = JSON.parse(Buffer.from(String(AccessToken).split('.')[1] ?? '', 'base64url').toString())
  Object.assign(all, {
    'access token of the API': AccessToken,
    'ID token': own.IdToken,
    'device key': DeviceKey,
    sub: user.sub,
    'client id': client.id,
    origin_jti: claims.origin_jti,
    jti: claims.jti,
    event_id: claims.event_id,
  })

  // A second session, whose refresh token belongs to no device.
  const plain = jsonOf(await app.withPassword(owner, ownerPassword)).AuthenticationResult
  all['refresh token'] = plain.RefreshToken
  const beside = openApp(on, { pool, client: await givenClient(ports, pool, { id: 'beside' }) })
  all['refresh token of the client beside'] = jsonOf(
    await beside.withPassword(owner, ownerPassword),
  ).AuthenticationResult.RefreshToken

  const browser = await onLoginPage(app)
  const code = codeIn(await submit(browser)) ?? ''
  const oauth = jsonOf(await app.redeem(code))
  all['access token of OAuth'] = oauth.access_token
  all['ID token of OAuth'] = oauth.id_token
  all['refresh token of OAuth'] = oauth.refresh_token
  all['login cookie'] = browser.cookies.get('cognito') ?? ''
  all['CSRF token'] = browser.cookies.get('XSRF-TOKEN') ?? ''
  all['authorization code'] = codeIn(await browser.get('/oauth2/authorize')) ?? ''

  const allowed = await beginDevice(app)
  await answerDevice(browser, allowed.user_code ?? '', 'allow')
  all['device code'] = allowed.device_code ?? ''
  const waitingDevice = await beginDevice(app)
  all['user code'] = waitingDevice.user_code ?? ''
  const typed = await browser.post('/device', { ['user_code']: all['user code'] }, '')
  all['device request'] = new URL(String(typed.headers.location)).searchParams.get('request') ?? ''

  const srp = srpClient()
  const begun = await on.operate('InitiateAuth', {
    ClientId: client.id,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: owner, SRP_A: srp.publicValue },
  })
  const challenge = jsonOf(begun).ChallengeParameters
  all['secret block'] = challenge.SECRET_BLOCK
  const realm = pool.id.slice(pool.id.indexOf('_') + 1)
  const ownSecret = { realm, username: owner, password: ownerPassword }

  const choice = async (PREFERRED_CHALLENGE?: string): Promise<string> =>
    jsonOf(await app.byChoice(owner, PREFERRED_CHALLENGE ? { PREFERRED_CHALLENGE } : {})).Session
  all['session of SELECT_CHALLENGE'] = await choice()
  all['session of PASSWORD'] = await choice('PASSWORD')
  all['session of PASSWORD_SRP'] = await choice('PASSWORD_SRP')
  const passkey = await givenSoftPasskey(ports, { pool, user })
  const asked = jsonOf(await app.byChoice(owner, { PREFERRED_CHALLENGE: 'WEB_AUTHN' }))
  all['session of WEB_AUTHN'] = asked.Session
  all['assertion of WEB_AUTHN'] = passkey.answer(asked.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS)
  const creation = jsonOf(await on.operate('StartWebAuthnRegistration', { AccessToken })).CredentialCreationOptions
  all['challenge of a registration'] = creation.challenge
  all['session of SMS_OTP'] = await choice('SMS_OTP')
  all['code of SMS_OTP'] = sent()
  all['session of EMAIL_OTP in the place of a password'] = await choice('EMAIL_OTP')
  all['code of EMAIL_OTP in the place of a password'] = sent()

  const byFunctions = async (more = {}): Promise<string> => {
    const AuthParameters = { USERNAME: owner, ...more }
    return jsonOf(await on.operate('InitiateAuth', { ClientId: client.id, AuthFlow: 'CUSTOM_AUTH', AuthParameters }))
      .Session
  }
  const SRP_A = srp.publicValue
  const direct = await app.byChoice(owner, { PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A })
  all['session beside a secret block of USER_AUTH'] = jsonOf(direct).Session
  all['session of CUSTOM_CHALLENGE'] = await byFunctions()
  all['session beside a secret block of CUSTOM_AUTH'] = await byFunctions({ CHALLENGE_NAME: 'SRP_A', SRP_A })

  await become({ status: 'FORCE_CHANGE_PASSWORD' })
  all['session of NEW_PASSWORD_REQUIRED'] = await session()
  await become({ status: 'CONFIRMED' })
  await become({ mfaFactors: ['SMS_MFA', 'EMAIL_OTP'], preferredMfaFactor: undefined })
  all['session of SELECT_MFA_TYPE'] = await session()
  await having('SOFTWARE_TOKEN_MFA')
  all['session of SOFTWARE_TOKEN_MFA'] = await session()
  await having('SMS_MFA')
  all['session of SMS_MFA'] = await session()
  all['code of SMS_MFA'] = sent()
  await having('EMAIL_OTP')
  all['session of EMAIL_OTP'] = await session()
  all['code of EMAIL_OTP'] = sent()
  const waiting = await onLoginPage(app)
  await submit(waiting)
  all['page data of a challenge'] = waiting.cookies.get('page-data') ?? ''
  const remembering = await onLoginPage(app)
  await submit(remembering)
  await remembering.post('/mfa', { code: sent(), remember: 'yes' })
  all['remembered device'] = remembering.cookies.get('remembered-device') ?? ''
  await having()

  all['session of DEVICE_SRP_AUTH'] = await session({ DEVICE_KEY: DeviceKey })
  const known = { DEVICE_KEY: DeviceKey, SRP_A: srp.publicValue }
  const began = jsonOf(await app.respond('DEVICE_SRP_AUTH', owner, known, await session({ DEVICE_KEY: DeviceKey })))
  all['secret block of a device'] = began.ChallengeParameters.SECRET_BLOCK
  const proofs = {
    password: (SECRET_BLOCK: string) => srp.prove({ ...challenge, SECRET_BLOCK }, ownSecret, on.now()),
    device: (SECRET_BLOCK: string) => srp.prove({ ...began.ChallengeParameters, SECRET_BLOCK }, srpSecret, on.now()),
  }

  const setUp = async (MfaConfiguration: 'ON' | 'OPTIONAL') => {
    const now = await ports.storage.userPools.find(pool.id)
    if (!now) throw new Error('the pool is gone')
    const changed = { ...now, mfa: { ...now.mfa, MfaConfiguration }, version: now.version + 1 }
    await ports.storage.commit([{ write: 'updateUserPool', pool: changed }])
  }
  await become({ attributes: {} })
  await setUp('ON')
  all['session of MFA_SETUP'] = await session()
  const Session = await session()
  const associated = jsonOf(await on.operate('AssociateSoftwareToken', { Session }))
  const UserCode = totpCode(associated.SecretCode, totpStep(on.now()))
  const verified = await on.operate('VerifySoftwareToken', { Session: associated.Session, UserCode })
  all['session of MFA_SETUP with a verified app'] = jsonOf(verified).Session
  await giveAuthenticatorApp(on, user)
  await setUp('OPTIONAL')
  await become({ attributes })

  await become({ status: 'UNCONFIRMED' })
  await on.operate('ResendConfirmationCode', ids)
  all['code of a sign-up'] = sent()
  const confirmation = { ...ids, ConfirmationCode: sent() }
  all['session of ConfirmSignUp'] = jsonOf(await on.operate('ConfirmSignUp', confirmation)).Session
  all['session of SignUp'] = sessionOfSignUp(ports, { pool, client }, user) ?? ''
  await become({ status: 'UNCONFIRMED' })
  await on.operate('ResendConfirmationCode', ids)
  all['code of a sign-up'] = sent()
  const confirming = await onLoginPage(app)
  await submit(confirming)
  all['page data of a confirmation'] = confirming.cookies.get('page-data') ?? ''
  await become({ status: 'CONFIRMED' })
  const resetting = await onLoginPage(app)
  await resetting.post('/forgotPassword', { username: owner })
  all['page data of a reset'] = resetting.cookies.get('page-data') ?? ''
  await on.operate('ForgotPassword', ids)
  all['code of a forgotten password'] = sent()
  for (const AttributeName of ['email', 'phone_number']) {
    await on.operate('GetUserAttributeVerificationCode', { AccessToken, AttributeName })
    all[`code of ${AttributeName}`] = sent()
  }
  const saml = await departToProvider(on, pool)
  all['relay state of a SAML sign-in'] = saml.signInState
  all['relay state of a SAML sign-out'] = saml.signOutState
  const oidc = await departToOidcProvider(on, pool)
  all['state of an OpenID Connect sign-in'] = oidc.state
  all['browser of an OpenID Connect sign-in'] = oidc.browser
  return { on, app, beside, pool, artefacts: all, deviceKey: DeviceKey, saml, oidc, proofs, become }
}

/** The app that the user has, in place of any other: none of its codes has been used. */
async function giveAuthenticatorApp({ ports }: Installation, { poolId, sub }: Pick<User, 'poolId' | 'sub'>) {
  const pendingSecret = ownerSecret
  await ports.storage.commit([
    { write: 'deleteSoftwareToken', poolId, sub },
    { write: 'associateSoftwareToken', poolId, sub, pendingSecret },
    { write: 'verifySoftwareToken', poolId, sub, pendingSecret, step: 0, friendlyDeviceName: undefined },
  ])
}

export async function onLoginPage(app: App, cookies?: ReadonlyMap<string, string>): Promise<Browser> {
  const browser = openBrowser(app.on, { ...app, ...(cookies ? { cookies } : {}) })
  await browser.get('/login')
  return browser
}

function submit(browser: Browser) {
  return browser.post('/login', { username: owner, password: ownerPassword })
}
