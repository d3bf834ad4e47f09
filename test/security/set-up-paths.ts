import type { UserPoolOverrides } from '../../src/testing/build-user-pool.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../src/testing/given.ts'
import { appCode } from '../../src/testing/sign-in-client.ts'
import { openApp, type App } from './app.ts'
import { byPassword, openSignIn, rightPassword, type Guessing, type GuessingPath } from './guessing-paths.ts'
import { type Installation } from './installation.ts'
import { jsonOf } from './surface.ts'

const username = 'carol'
const invited = { status: 'FORCE_CHANGE_PASSWORD' } as const
const NEW_PASSWORD = 'N3w password!'
const withApps = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const

/** Users whose sign-ins wait where something is set up: a password of their own, a second factor. */
export async function openSettingsUp(on: Installation): Promise<readonly Guessing[]> {
  return [
    await waiting(on, { id: 'us-east-1_Passwords' }, newPassword, invited),
    await waiting(on, { id: 'us-east-1_PasswordPages' }, newPasswordByPage, invited),
    await waiting(on, { id: 'us-east-1_Factors', mfa: withApps }, secondFactor),
    await waiting(on, { id: 'us-east-1_FactorPages', mfa: withApps }, secondFactorByPage),
    await waiting(on, { id: 'us-east-1_Mailboxes', mfa: { ...withApps, EmailMfaConfiguration: {} } }, mailbox),
  ]
}

async function waiting(
  on: Installation,
  pool: UserPoolOverrides,
  reach: (app: App<Installation>, session: () => Promise<string>) => Promise<Readonly<Record<string, GuessingPath>>>,
  user: UserOverrides = {},
): Promise<Guessing> {
  const stored = await givenPool(on.ports, pool)
  const client = await givenClient(on.ports, stored, { id: stored.id.slice(10).toLowerCase() })
  const { sub } = await givenUser(on.ports, stored, { username, password: rightPassword, ...user })
  const app = openApp(on, { pool: stored, client })
  const session = async (): Promise<string> => jsonOf(await app.withPassword(username, rightPassword)).Session
  const paths = new Map<string, GuessingPath>([
    ['USER_PASSWORD_AUTH', byPassword((password) => app.withPassword(username, password))],
    ...Object.entries(await reach(app, session)),
  ])
  return { app, username, sub, paths, refreshToken: undefined }
}

async function newPassword(app: App<Installation>, session: () => Promise<string>) {
  const waits = await session()
  const right = () => app.respond('NEW_PASSWORD_REQUIRED', username, { NEW_PASSWORD }, waits)
  return { NEW_PASSWORD_REQUIRED: { right } }
}

async function newPasswordByPage(app: App<Installation>) {
  const browser = await openSignIn(app)
  await browser.post('/login', { username, password: rightPassword })
  return { '/newPassword': { right: () => browser.post('/newPassword', { password: NEW_PASSWORD }) } }
}

async function secondFactor(app: App<Installation>, session: () => Promise<string>) {
  const { on } = app
  const associate = async () => jsonOf(await on.operate('AssociateSoftwareToken', { Session: await session() }))
  const verify = ({ Session }: Record<string, any>, UserCode: string) =>
    on.operate('VerifySoftwareToken', { Session, UserCode })
  const earlier = await associate()
  const verified = jsonOf(await verify(earlier, appCode(on.ports, earlier.SecretCode)))
  const begun = await session()
  const associated = await associate()
  return {
    MFA_SETUP: { right: () => app.respond('MFA_SETUP', username, {}, verified.Session) },
    VerifySoftwareToken: {
      wrong: () => verify(associated, '000000'),
      right: () => verify(associated, appCode(on.ports, associated.SecretCode)),
    },
    AssociateSoftwareToken: { right: () => on.operate('AssociateSoftwareToken', { Session: begun }) },
  }
}

async function secondFactorByPage(app: App<Installation>) {
  const browser = await openSignIn(app)
  await browser.follow(await browser.post('/login', { username, password: rightPassword }))
  const page = await browser.get('/mfaSetupApp')
  const secret = /secret=([A-Z2-7]+)/.exec(page.body)?.[1] ?? /\b[A-Z2-7]{32,}\b/.exec(page.body)?.[0] ?? ''
  return {
    '/mfaSetupApp': {
      wrong: () => browser.post('/mfaSetupApp', { code: '000000' }),
      right: () => browser.post('/mfaSetupApp', { code: appCode(app.on.ports, secret) }),
    },
  }
}

async function mailbox(app: App<Installation>) {
  const [choosing, naming] = [await openSignIn(app), await openSignIn(app)]
  await choosing.post('/login', { username, password: rightPassword })
  await naming.post('/login', { username, password: rightPassword })
  await naming.post('/mfaSetup', { factor: 'EMAIL_OTP' })
  return {
    '/mfaSetup': { right: () => choosing.post('/mfaSetup', { factor: 'SOFTWARE_TOKEN_MFA' }) },
    '/mfaSetupEmail': { right: () => naming.post('/mfaSetupEmail', { email: 'carol@example.com' }) },
  }
}
