import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { givenUser, type UserOverrides } from '../../src/testing/given.ts'
import { openApp } from './app.ts'
import { openBrowser } from './browser.ts'
import type { Installation } from './installation.ts'
import { jsonOf, outcomeOf, type Reply } from './surface.ts'

export interface SetterStage {
  readonly on: Installation
  readonly pool: UserPool
  readonly client: AppClient
}

export interface PasswordSetter {
  /** Whether people choose for themselves: threat protection looks at no other password. */
  readonly isChosen: boolean
  /** Sets a password for a user of its own, whose name is `name`; answers `ok`, or what was wrong. */
  readonly set: (stage: SetterStage, name: string, password: string) => Promise<string>
}

const before = 'Unlikely-before-1'

/** Every way to set a password, by the operation, the challenge or the page that takes it. */
export const passwordSetters: Readonly<Record<string, PasswordSetter>> = {
  SignUp: {
    isChosen: true,
    set: async ({ on, client }, Username, Password) => {
      const UserAttributes = [{ Name: 'email', Value: mailOf(Username) }]
      return outcomeOf(await on.operate('SignUp', { ClientId: client.id, Username, Password, UserAttributes }))
    },
  },
  ConfirmForgotPassword: {
    isChosen: true,
    set: async (stage, Username, Password) => {
      const { on, client } = stage
      await addUser(stage, Username)
      await on.operate('ForgotPassword', { ClientId: client.id, Username })
      const ConfirmationCode = await on.codeFor(mailOf(Username))
      const input = { ClientId: client.id, Username, ConfirmationCode, Password }
      return outcomeOf(await on.operate('ConfirmForgotPassword', input))
    },
  },
  ChangePassword: {
    isChosen: true,
    set: async (stage, username, ProposedPassword) => {
      await addUser(stage, username)
      const { AccessToken } = jsonOf(await openApp(stage.on, stage).withPassword(username, before)).AuthenticationResult
      const input = { AccessToken, PreviousPassword: before, ProposedPassword }
      return outcomeOf(await stage.on.operate('ChangePassword', input))
    },
  },
  AdminSetUserPassword: {
    isChosen: false,
    set: async (stage, Username, Password) => {
      await addUser(stage, Username)
      return outcomeOf(
        await stage.on.operate('AdminSetUserPassword', { UserPoolId: stage.pool.id, Username, Password }),
      )
    },
  },
  AdminCreateUser: {
    isChosen: false,
    set: async ({ on, pool }, Username, TemporaryPassword) => {
      const UserAttributes = [{ Name: 'email', Value: mailOf(Username) }]
      const input = { UserPoolId: pool.id, Username, TemporaryPassword, UserAttributes }
      return outcomeOf(await on.operate('AdminCreateUser', input))
    },
  },
  NEW_PASSWORD_REQUIRED: {
    isChosen: true,
    set: async (stage, username, NEW_PASSWORD) => {
      await addUser(stage, username, { status: 'FORCE_CHANGE_PASSWORD' })
      const app = openApp(stage.on, stage)
      const { Session } = jsonOf(await app.withPassword(username, before))
      return outcomeOf(await app.respond('NEW_PASSWORD_REQUIRED', username, { NEW_PASSWORD }, Session))
    },
  },
  'login/steps/signup': {
    isChosen: true,
    set: async ({ on, pool, client }, username, password) => {
      const browser = openBrowser(on, { pool, client })
      await browser.get('/signup')
      return pageOutcome(await browser.post('/signup', { username, email: mailOf(username), password }))
    },
  },
  'login/steps/confirm-forgot-password': {
    isChosen: true,
    set: async (stage, username, password) => {
      const { on, pool, client } = stage
      await addUser(stage, username)
      const browser = openBrowser(on, { pool, client })
      await browser.get('/forgotPassword')
      await browser.follow(await browser.post('/forgotPassword', { username }))
      const code = await on.codeFor(mailOf(username))
      return pageOutcome(await browser.post('/confirmforgotPassword', { code, password }))
    },
  },
  'login/steps/new-password': {
    isChosen: true,
    set: async (stage, username, password) => {
      const { on, pool, client } = stage
      await addUser(stage, username, { status: 'FORCE_CHANGE_PASSWORD' })
      const browser = openBrowser(on, { pool, client })
      await browser.get('/login')
      await browser.follow(await browser.post('/login', { username, password: before }))
      return pageOutcome(await browser.post('/newPassword', { password }))
    },
  },
}

function mailOf(username: string): string {
  return `${username}@example.com`
}

async function addUser({ on, pool }: SetterStage, username: string, more: UserOverrides = {}): Promise<void> {
  const attributes = { email: mailOf(username), email_verified: 'true' }
  await givenUser(on.ports, pool, { username, sub: `sub-of-${username}`, attributes, password: before, ...more })
}

/** What a page says in its summary of errors. */
function pageOutcome({ status, body }: Reply): string {
  if (status < 400) return 'ok'
  return `${status}: ${/role="alert"[^]*?<\/(?:div|ul|section)>/.exec(body)?.[0] ?? body}`
}
