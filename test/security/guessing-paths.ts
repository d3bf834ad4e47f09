import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { refuse } from '../../src/contract/refusal.ts'
import { makeRecoveryCodes } from '../../src/flows/recovery-codes/make-recovery-codes.ts'
import { sessionOfConfirmation } from '../../src/flows/users/sign-up-session.ts'
import type { User } from '../../src/domain/users/user.ts'
import { deviceVerifier, srpClient } from '../../src/testing/srp-client.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { strictColourFunctions } from '../../src/testing/custom-auth-functions.ts'
import { everyFlow, passwordlessPolicies } from '../../src/testing/passwordless.ts'
import { givenSoftPasskey, type AssertionFlags } from '../../src/testing/soft-passkey.ts'
import { appCode } from '../../src/testing/sign-in-client.ts'
import { openApp, type App } from './app.ts'
import { codeIn, openBrowser, type Browser } from './browser.ts'
import { answerDevice, askForTokens, beginDevice } from './device-grant.ts'
import { changedUser } from './changed-user.ts'
import { type Installation } from './installation.ts'
import { jsonOf, type Reply } from './surface.ts'

/** One way to try, where a sign-in waits already. */
export interface GuessingPath {
  /** A wrong answer; absent where there is nothing to guess. */
  readonly wrong?: () => Promise<Reply>
  /** The right one, which goes on only where no lock is in force. */
  readonly right: () => Promise<Reply>
  /** Goes on during a lock as well: nobody can guess it, and nobody is to keep its owner out (AUTHN-09). */
  readonly isSpared?: true
}

/** A user, and every way to try at this moment. */
export interface Guessing {
  readonly app: App<Installation>
  readonly username: string
  readonly sub: string
  readonly paths: ReadonlyMap<string, GuessingPath>
  /** Of a session that began before. */
  readonly refreshToken: string | undefined
}

export const rightPassword = 'Passw0rd! of its owner'
export const wrongPassword = 'Wr0ng password!'
export const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' }

const appSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const username = 'alice'

/** Whether a reply let somebody in, or on to the next question. */
export function wentOn({ status, headers, body }: Reply): boolean {
  if (status === 200) return body.startsWith('{')
  const { location } = headers
  return typeof location === 'string' && new URL(location).pathname !== '/login'
}

/** A user with every factor, whose sign-ins wait at every challenge and page that asks for one. */
export async function openGuessing(on: Installation): Promise<Guessing> {
  const { ports } = on
  const pool = await givenEveryFactor(on)
  const client = await givenClient(ports, pool, { configuration: { ExplicitAuthFlows: everyFlow } })
  const app = openApp(on, { pool, client })
  const attributes = {
    email: 'alice@example.com',
    email_verified: 'true',
    phone_number: '+15550100',
    phone_number_verified: 'true',
  }
  const user = await givenUser(ports, pool, { username, attributes, password: rightPassword })
  const become = changedUser(on, pool, user.sub)
  const session = async (more = {}) => jsonOf(await app.withPassword(username, rightPassword, more)).Session
  const sentCode = () => ports.messages.at(-1)?.code ?? ''

  const signedIn = jsonOf(await app.withPassword(username, rightPassword)).AuthenticationResult
  const device = await confirmDevice(on, signedIn)
  await giveAuthenticatorApp(on, user)
  const [recoveryCode = ''] = await makeRecoveryCodes(ports, refuse, { pool, user })

  const prove = await app.beginSrp(username)
  const paths = new Map<string, GuessingPath>([
    ['USER_PASSWORD_AUTH', byPassword((password) => app.withPassword(username, password))],
    ['ADMIN_USER_PASSWORD_AUTH', byPassword((password) => app.withPasswordByServer(username, password))],
    ['PASSWORD_VERIFIER', byPassword(prove)],
    ['ChangePassword', byPassword((password) => changePassword(on, signedIn.AccessToken, password))],
  ])

  for (const [name, path] of await byChoice(app, sentCode)) paths.set(name, path)
  const confirmed = { attribute: 'email', destination: attributes.email } as const
  for (const [name, path] of await byFunctions(app)) paths.set(name, path)
  const signedUp = sessionOfConfirmation(ports, { pool, client }, { user, confirmed })
  paths.set('a session of a sign-up', { right: () => app.byChoice(username, {}, signedUp) })
  paths.set('WEB_AUTHN', await byPasskey(app, { pool, user }))

  for (const name of ['SMS_MFA', 'EMAIL_OTP', 'SOFTWARE_TOKEN_MFA'] as const) {
    await become({ mfaFactors: [name], preferredMfaFactor: name })
    const waiting = await session()
    const code = sentCode()
    const answer = (text: string) => app.respond(name, username, { [`${name}_CODE`]: text }, waiting)
    const right = () => answer(name === 'SOFTWARE_TOKEN_MFA' ? appCode(ports, appSecret) : code)
    paths.set(name, { wrong: () => answer('000000'), right })
  }

  await become({ mfaFactors: ['SMS_MFA', 'EMAIL_OTP'], preferredMfaFactor: undefined })
  const choice = await session()
  paths.set('SELECT_MFA_TYPE', {
    right: () => app.respond('SELECT_MFA_TYPE', username, { ANSWER: 'EMAIL_OTP' }, choice),
  })

  await become({ mfaFactors: [] })
  const DEVICE_KEY = device.username
  const srp = srpClient()
  const known = { DEVICE_KEY, SRP_A: srp.publicValue }
  const [first, second] = [await session({ DEVICE_KEY }), await session({ DEVICE_KEY })]
  paths.set('DEVICE_SRP_AUTH', { right: () => app.respond('DEVICE_SRP_AUTH', username, known, first) })
  const begun = jsonOf(await app.respond('DEVICE_SRP_AUTH', username, known, second))
  const proveDevice = (password: string) => {
    const proof = srp.prove(begun.ChallengeParameters, { ...device, password }, ports.clock.now())
    return app.respond('DEVICE_PASSWORD_VERIFIER', username, { DEVICE_KEY, ...proof }, begun.Session)
  }
  paths.set('DEVICE_PASSWORD_VERIFIER', {
    wrong: () => proveDevice(wrongPassword),
    right: () => proveDevice(device.password),
  })

  const browser = await openSignIn(app)
  paths.set(
    '/login',
    byPassword((password) => submit(browser, password)),
  )

  for (const [name, path] of await byPageOfChoice(app, { pool, user }, sentCode)) paths.set(name, path)

  const ready = await openSignIn(app)
  const code = codeIn(await submit(ready, rightPassword)) ?? ''
  paths.set('an authorization code', { right: () => app.redeem(code) })
  const screen = await beginDevice(app)
  await answerDevice(ready, screen.user_code ?? '', 'allow')
  paths.set('the code of an allowed device', { right: () => askForTokens(app, screen.device_code ?? '') })
  paths.set("a code by a browser's session", {
    right: async () => app.redeem(codeIn(await ready.get('/oauth2/authorize')) ?? ''),
  })

  await become({ mfaFactors: ['EMAIL_OTP'] })
  const mfaBrowser = await openSignIn(app)
  await submit(mfaBrowser, rightPassword)
  const mailed = sentCode()
  paths.set('/mfa', {
    wrong: () => mfaBrowser.post('/mfa', { code: '000000' }),
    right: () => mfaBrowser.post('/mfa', { code: mailed }),
  })
  const recovering = await openSignIn(app)
  await submit(recovering, rightPassword)
  paths.set('/recoveryCode', {
    wrong: () => recovering.post('/recoveryCode', { code: 'wrong-wrong' }),
    right: () => recovering.post('/recoveryCode', { code: recoveryCode }),
  })
  await become({ mfaFactors: ['SMS_MFA', 'EMAIL_OTP'], preferredMfaFactor: undefined })
  const choosing = await openSignIn(app)
  await submit(choosing, rightPassword)
  paths.set('/mfaChoice', { right: () => choosing.post('/mfaChoice', { factor: 'EMAIL_OTP' }) })
  await become({ mfaFactors: [] })
  return { app, username, sub: user.sub, paths, refreshToken: signedIn.RefreshToken }

  function submit(page: Browser, password: string): Promise<Reply> {
    return page.post('/login', { username, password })
  }
}

/** Every way to begin by choice. */
async function byChoice(app: App<Installation>, sentCode: () => string): Promise<[string, GuessingPath][]> {
  const begin = async (PREFERRED_CHALLENGE?: string): Promise<string> =>
    jsonOf(await app.byChoice(username, PREFERRED_CHALLENGE ? { PREFERRED_CHALLENGE } : {})).Session
  const sessions = [await begin(), await begin('PASSWORD'), await begin('PASSWORD_SRP')]
  const [choice, password, srp] = sessions
  const paths: [string, GuessingPath][] = [
    ['USER_AUTH', byPassword((PASSWORD) => app.byChoice(username, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }))],
    [
      'SELECT_CHALLENGE',
      byPassword((PASSWORD) => app.respond('SELECT_CHALLENGE', username, { ANSWER: 'PASSWORD', PASSWORD }, choice)),
    ],
    ['PASSWORD', byPassword((PASSWORD) => app.respond('PASSWORD', username, { PASSWORD }, password))],
    ['PASSWORD_SRP', { right: () => app.respond('PASSWORD_SRP', username, { SRP_A: 'abcdef' }, srp) }],
  ]
  for (const name of ['EMAIL_OTP', 'SMS_OTP'] as const) {
    const session = await begin(name)
    const code = sentCode()
    const answer = (text: string) => app.respond(name, username, { [`${name}_CODE`]: text }, session)
    paths.push([firstCodePath(name), { wrong: () => answer('00000000'), right: () => answer(code) }])
  }
  return paths
}

/** A question of the pool's functions; a wrong answer spends its session. */
async function byFunctions(app: App<Installation>): Promise<[string, GuessingPath][]> {
  const AuthParameters = { USERNAME: username }
  const begin = () =>
    app.on.operate('InitiateAuth', { ClientId: app.client.id, AuthFlow: 'CUSTOM_AUTH', AuthParameters })
  const answer = (ANSWER: string, { Session }: Record<string, any>) =>
    app.respond('CUSTOM_CHALLENGE', username, { ANSWER }, Session)
  const waiting = jsonOf(await begin())
  const wrong = async () => answer('red', jsonOf(await begin()))
  return [
    ['CUSTOM_AUTH', { right: begin }],
    ['CUSTOM_CHALLENGE', { wrong, right: () => answer('blue', waiting) }],
  ]
}

/** Another sign-in each time: it waits for one answer. */
async function byPasskey(
  app: App<Installation>,
  owner: { readonly pool: UserPool; readonly user: User },
): Promise<GuessingPath> {
  const passkey = await givenSoftPasskey(app.on.ports, owner)
  const answer = async (flags: AssertionFlags): Promise<Reply> => {
    const begun = await app.byChoice(username, { PREFERRED_CHALLENGE: 'WEB_AUTHN' })
    if (begun.status !== 200) return begun
    const { ChallengeParameters, Session } = jsonOf(begun)
    const CREDENTIAL = passkey.answer(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS, flags)
    return app.respond('WEB_AUTHN', username, { CREDENTIAL }, Session)
  }
  return { wrong: () => answer({ origin: 'https://evil.example' }), right: () => answer({}), isSpared: true }
}

/** The pages of a sign-in by choice. */
async function byPageOfChoice(
  app: App<Installation>,
  owner: { readonly pool: UserPool; readonly user: User },
  sentCode: () => string,
): Promise<[string, GuessingPath][]> {
  const named = async (method?: string): Promise<Browser> => {
    const browser = await openSignIn(app)
    await browser.post('/login', { username })
    if (method !== undefined) await browser.post('/choose', { method })
    return browser
  }
  const [choosing, byWord, byCode] = [await named(), await named('PASSWORD'), await named('EMAIL_OTP')]
  const code = sentCode()
  const passkey = await givenSoftPasskey(app.on.ports, owner, {
    credentialId: Buffer.alloc(32, 7).toString('base64url'),
  })
  const answer = async (flags: AssertionFlags): Promise<Reply> => {
    const browser = await named('WEB_AUTHN')
    const options = /data-options="([^"]*)"/.exec((await browser.get('/passkey')).body)?.[1]
    return browser.post('/passkey', { credential: passkey.answer(options?.replaceAll('&quot;', '"'), flags) })
  }
  return [
    ['/choose', { right: () => choosing.post('/choose', { method: 'EMAIL_OTP' }) }],
    ['/password', byPassword((password) => byWord.post('/password', { username, password }))],
    ['/code', { wrong: () => byCode.post('/code', { code: '00000000' }), right: () => byCode.post('/code', { code }) }],
    ['/passkey', { wrong: () => answer({ origin: 'https://evil.example' }), right: () => answer({}), isSpared: true }],
  ]
}

/** One challenge has two uses. */
function firstCodePath(name: 'EMAIL_OTP' | 'SMS_OTP'): string {
  return name === 'EMAIL_OTP' ? 'EMAIL_OTP in the place of a password' : name
}

/** What is wrong and right about a password. */
export function byPassword(present: (password: string) => Promise<Reply>): GuessingPath {
  return { wrong: () => present(wrongPassword), right: () => present(rightPassword) }
}

export async function openSignIn(app: App): Promise<Browser> {
  const browser = openBrowser(app.on, app)
  await browser.get('/login')
  return browser
}

function givenEveryFactor({ ports }: Installation): Promise<UserPool> {
  return givenPool(ports, {
    configuration: {
      AutoVerifiedAttributes: ['email'],
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
      Policies: passwordlessPolicies,
      LambdaConfig: ports.functions.install(strictColourFunctions),
      AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] },
      UserPoolTags: { 'sallyport:recovery-codes': 'on', 'sallyport:device-grant': 'on' },
    },
    mfa: {
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: { SmsConfiguration },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: {},
    },
  })
}

async function confirmDevice(on: Installation, { AccessToken, NewDeviceMetadata }: Record<string, any>) {
  const { DeviceKey, DeviceGroupKey } = NewDeviceMetadata
  const device = { realm: DeviceGroupKey, username: DeviceKey, password: 'known to the device only' }
  const DeviceSecretVerifierConfig = deviceVerifier(device)
  await on.operate('ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig })
  return device
}

async function giveAuthenticatorApp({ ports }: Installation, { poolId, sub }: { poolId: string; sub: string }) {
  const verified = { pendingSecret: appSecret, step: 0, friendlyDeviceName: undefined }
  await ports.storage.commit([
    { write: 'associateSoftwareToken', poolId, sub, pendingSecret: appSecret },
    { write: 'verifySoftwareToken', poolId, sub, ...verified },
  ])
}

function changePassword(on: Installation, AccessToken: string, PreviousPassword: string): Promise<Reply> {
  return on.operate('ChangePassword', { AccessToken, PreviousPassword, ProposedPassword: rightPassword })
}
