import { openAuthenticator } from '../passkeys/passkey-kit.ts'
import { openAccount } from './account-browser.ts'
import { arenaPassword, type Arena, type Person } from './arena.ts'
import { openBrowser, type Browser } from './browser.ts'
import { jsonOf, type Reply, type Surface } from './surface.ts'

/**
 * Something that sends a mail: what goes before is asked in the ordinary way, and gives what to ask by the surface
 * that is tested.
 */
export type MailSender = (arena: Arena) => Promise<(on: Surface) => Promise<Reply>>

/** By the file that sends, so that a new one is missed here. */
export const mailSenders: Readonly<Record<string, MailSender>> = {
  'operations/user/SignUp': async ({ app }) => {
    const person = newcomer()
    const UserAttributes = [{ Name: 'email', Value: person.email }]
    return (on) =>
      on.operate('SignUp', {
        ClientId: app.client.id,
        Username: person.username,
        Password: arenaPassword,
        UserAttributes,
      })
  },
  'operations/user/ResendConfirmationCode': async (arena) => {
    const { username: Username } = await arena.signUp()
    return (on) => on.operate('ResendConfirmationCode', { ClientId: arena.app.client.id, Username })
  },
  'operations/user/ForgotPassword': async (arena) => {
    const { username: Username } = await arena.addPerson()
    return (on) => on.operate('ForgotPassword', { ClientId: arena.app.client.id, Username })
  },
  'operations/user/GetUserAttributeVerificationCode': async (arena) => {
    const { AccessToken } = await arena.signIn(await arena.addPerson())
    return (on) => on.operate('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' })
  },
  'operations/user/UpdateUserAttributes': async (arena) => {
    const { AccessToken } = await arena.signIn(await arena.addPerson())
    const UserAttributes = [{ Name: 'email', Value: newcomer().email }]
    return (on) => on.operate('UpdateUserAttributes', { AccessToken, UserAttributes })
  },
  'operations/user/AdminUpdateUserAttributes': async (arena) => {
    const { username: Username } = await arena.addPerson()
    const UserAttributes = [{ Name: 'email', Value: newcomer().email }]
    return (on) => on.operate('AdminUpdateUserAttributes', { UserPoolId: arena.poolId, Username, UserAttributes })
  },
  'operations/passkey/CompleteWebAuthnRegistration': async (arena) => {
    const { AccessToken = '' } = await arena.signIn(await arena.addPerson())
    const { CredentialCreationOptions } = jsonOf(await arena.on.operate('StartWebAuthnRegistration', { AccessToken }))
    const Credential = openAuthenticator().createJSON('https://arena.example', CredentialCreationOptions)
    return (on) => on.operate('CompleteWebAuthnRegistration', { AccessToken, Credential })
  },
  'operations/passkey/DeleteWebAuthnCredential': async (arena) => {
    const { AccessToken = '' } = await arena.signIn(await arena.addPerson())
    const { CredentialCreationOptions } = jsonOf(await arena.on.operate('StartWebAuthnRegistration', { AccessToken }))
    const Credential = openAuthenticator().createJSON('https://arena.example', CredentialCreationOptions)
    await arena.on.operate('CompleteWebAuthnRegistration', { AccessToken, Credential })
    return (on) => on.operate('DeleteWebAuthnCredential', { AccessToken, CredentialId: Credential.id })
  },
  // A planned deletion, whose mail has a link of its own.
  'login/account/steps/delete': async (arena) => {
    const { cookies } = await openAccount(arena, await arena.addPerson(), '/account/delete')
    return async (on) => {
      const browser = openBrowser(on, { ...arena.app, cookies })
      await browser.get('/account/delete', '')
      return browser.post('/account/delete', { agree: 'yes' }, '')
    }
  },
  'operations/user/ChangePassword': async (arena) => {
    const { AccessToken } = await arena.signIn(await arena.addPerson())
    const passwords = { PreviousPassword: arenaPassword, ProposedPassword: 'An0ther passw0rd!' }
    return (on) => on.operate('ChangePassword', { AccessToken, ...passwords })
  },
  'operations/mfa/SetUserMFAPreference': async (arena) => {
    const { AccessToken } = await arena.signIn(await arena.addPerson())
    return (on) => on.operate('SetUserMFAPreference', { AccessToken, EmailMfaSettings: { Enabled: true } })
  },
  'operations/user/AdminCreateUser': async ({ poolId }) => {
    const { username: Username, email } = newcomer()
    const UserAttributes = [{ Name: 'email', Value: email }]
    const TemporaryPassword = 'Passw0rd!'
    const input = { UserPoolId: poolId, Username, UserAttributes, TemporaryPassword, DesiredDeliveryMediums: ['EMAIL'] }
    return (on) => on.operate('AdminCreateUser', input)
  },
  'operations/user/AdminResetUserPassword': async (arena) => {
    const { username: Username } = await arena.addPerson()
    return (on) => on.operate('AdminResetUserPassword', { UserPoolId: arena.poolId, Username })
  },
  'operations/auth/InitiateAuth': async (arena) => {
    const { username } = await withMailFactor(arena)
    const AuthParameters = { USERNAME: username, PASSWORD: arenaPassword }
    const input = { ClientId: arena.app.client.id, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    return (on) => on.operate('InitiateAuth', input)
  },
  'operations/auth/AdminInitiateAuth': async (arena) => {
    const { username } = await withMailFactor(arena)
    const AuthParameters = { USERNAME: username, PASSWORD: arenaPassword }
    const ids = { UserPoolId: arena.poolId, ClientId: arena.app.client.id }
    return (on) => on.operate('AdminInitiateAuth', { ...ids, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters })
  },
  'operations/auth/RespondToAuthChallenge': async (arena) => {
    const answer = await choice(arena)
    return (on) => on.operate('RespondToAuthChallenge', { ClientId: arena.app.client.id, ...answer })
  },
  'operations/auth/AdminRespondToAuthChallenge': async (arena) => {
    const answer = await choice(arena)
    const ids = { UserPoolId: arena.poolId, ClientId: arena.app.client.id }
    return (on) => on.operate('AdminRespondToAuthChallenge', { ...ids, ...answer })
  },
  'login/steps/signup': byPage('/signup', async () => {
    const { username, email } = newcomer()
    return { before: [], fields: { username, email, password: arenaPassword } }
  }),
  'login/steps/resendcode': byPage('/resendcode', async (arena) => {
    const { username } = await arena.signUp()
    return { before: [['/login', { username, password: arenaPassword }]], fields: {} }
  }),
  'login/steps/forgot-password': byPage('/forgotPassword', async (arena) => {
    const { username } = await arena.addPerson()
    return { before: [], fields: { username } }
  }),
  'login/steps/login': byPage('/login', async (arena) => {
    const { username } = await withMailFactor(arena)
    return { before: [], fields: { username, password: arenaPassword } }
  }),
  'login/steps/choose': byPage('/choose', async (arena) => {
    const { username } = await arena.addPerson()
    return { before: [['/login', { username }]], fields: { method: 'EMAIL_OTP' } }
  }),
  'login/steps/new-password': byPage('/newPassword', async (arena) => {
    const { username } = await withMailFactor(arena)
    const ids = { UserPoolId: arena.poolId, Username: username }
    await arena.on.operate('AdminSetUserPassword', { ...ids, Password: arenaPassword, Permanent: false })
    return { before: [['/login', { username, password: arenaPassword }]], fields: { password: 'N3w password!' } }
  }),
}

type Fields = Readonly<Record<string, string>>

function byPage(
  path: string,
  prepare: (
    arena: Arena,
  ) => Promise<{ readonly before: readonly (readonly [string, Fields])[]; readonly fields: Fields }>,
): MailSender {
  return async (arena) => {
    const { before, fields } = await prepare(arena)
    const browser = openBrowser(arena.on, arena.app)
    await browser.get('/login')
    for (const [page, own] of before) await browser.post(page, own)
    return (on): Promise<Reply> => carriedOn(browser, on, arena).post(path, fields)
  }
}

/** The same browser, that asks by another surface from now on. */
function carriedOn({ cookies }: Browser, on: Surface, arena: Arena): Browser {
  return openBrowser(on, { ...arena.app, cookies })
}

let newcomers = 0

function newcomer(): Person {
  newcomers += 1
  return { username: `newcomer${newcomers}`, email: `newcomer${newcomers}@example.com` }
}

async function withMailFactor({ on, poolId, addPerson }: Arena): Promise<Person> {
  const person = await addPerson()
  const EmailMfaSettings = { Enabled: true, PreferredMfa: true }
  await on.operate('AdminSetUserMFAPreference', { UserPoolId: poolId, Username: person.username, EmailMfaSettings })
  return person
}

/** An answer that asks for a code by mail: the one to NEW_PASSWORD_REQUIRED of somebody with that factor. */
async function choice(arena: Arena) {
  const { username } = await withMailFactor(arena)
  const ids = { UserPoolId: arena.poolId, Username: username }
  await arena.on.operate('AdminSetUserPassword', { ...ids, Password: arenaPassword, Permanent: false })
  const { Session } = jsonOf(await arena.app.withPassword(username, arenaPassword))
  const ChallengeResponses = { USERNAME: username, NEW_PASSWORD: 'N3w password!' }
  return { ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeResponses, Session }
}
