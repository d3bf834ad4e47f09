import { totpCode, totpStep } from '../../src/crypto/totp.ts'
import { deviceVerifier } from '../../src/testing/srp-client.ts'
import { arenaPassword, type Arena, type Person } from './arena.ts'
import { codeIn, openBrowser } from './browser.ts'
import { answerDevice, askForTokens, beginDevice } from './device-grant.ts'
import { bringOneAssertion } from './saml-contest.ts'
import { jsonOf, outcomeOf, type Reply } from './surface.ts'
import { openAuthenticator } from '../passkeys/passkey-kit.ts'

/** One thing that many want at once and one can have. */
export interface Contest {
  /** Makes the thing, and gives what each contestant does to have it. */
  readonly prepare: (arena: Arena, contestants: number) => Promise<(nth: number) => Promise<Reply>>
  /** What every loser is told. */
  readonly losers: RegExp
}

const expired = 'ExpiredCodeException: Invalid code provided, please request a code again\\.'
const limited = 'LimitExceededException: Attempt limit exceeded, please try after some time\\.'
const mismatch = 'CodeMismatchException: Invalid verification code provided, please try again\\.'
const spent = 'NotAuthorizedException: Invalid session for the user, session can only be used once\\.'
const busy = 'TooManyRequestsException: Too many requests'

function any(...texts: readonly string[]): RegExp {
  return new RegExp(`^(${texts.join('|')})$`)
}

export const contests: Readonly<Record<string, Contest>> = {
  'a name at sign-up': {
    prepare: async ({ on, app }) => {
      const Username = `wanted${(wanted += 1)}`
      return (nth) => {
        const UserAttributes = [{ Name: 'email', Value: `contestant${nth}@example.com` }]
        const input = { ClientId: app.client.id, Username, Password: arenaPassword, UserAttributes }
        return on.operate('SignUp', input)
      }
    },
    losers: any('UsernameExistsException: User already exists'),
  },
  'a name given by an administrator': {
    prepare: async ({ on, poolId }) => {
      const Username = `wanted${(wanted += 1)}`
      return () => on.operate('AdminCreateUser', { UserPoolId: poolId, Username, MessageAction: 'SUPPRESS' })
    },
    losers: any('UsernameExistsException: User account already exists'),
  },
  'an address at confirmation': {
    prepare: async (arena, contestants) => {
      const email = `wanted${(wanted += 1)}@example.com`
      const people: { username: string; code: string }[] = []
      for (let nth = 0; nth < contestants; nth += 1) {
        const { username } = await arena.signUp(email)
        people.push({ username, code: await arena.on.codeFor(email) })
      }
      return (nth) => {
        const { username = '', code = '' } = people[nth] ?? {}
        return confirmSignUp(arena, username, code)
      }
    },
    losers: any('AliasExistsException: An account with the email already exists\\.'),
  },
  'a code that confirms a sign-up': {
    prepare: async (arena) => {
      const { username, email } = await arena.signUp()
      const code = await arena.on.codeFor(email)
      return () => confirmSignUp(arena, username, code)
    },
    losers: any(
      'NotAuthorizedException: User cannot be confirmed\\. Current status is CONFIRMED',
      expired,
      limited,
      mismatch,
    ),
  },
  'a code for a forgotten password': {
    prepare: async (arena) => {
      const { username: Username, email } = await arena.addPerson()
      const ids = { ClientId: arena.app.client.id, Username }
      await arena.on.operate('ForgotPassword', ids)
      const ConfirmationCode = await arena.on.codeFor(email)
      return (nth) => {
        const Password = `Passw0rd! of contestant ${nth}`
        return arena.on.operate('ConfirmForgotPassword', { ...ids, ConfirmationCode, Password })
      }
    },
    losers: any(expired, limited, mismatch, busy),
  },
  'a code that verifies an address': {
    prepare: async (arena) => {
      const person = await arena.addPerson()
      const { AccessToken } = await arena.signIn(person)
      const AttributeName = 'email'
      await arena.on.operate('GetUserAttributeVerificationCode', { AccessToken, AttributeName })
      const Code = await arena.on.codeFor(person.email)
      return () => arena.on.operate('VerifyUserAttribute', { AccessToken, AttributeName, Code })
    },
    losers: any(expired, limited, mismatch),
  },
  'a session that asks for a new password': {
    prepare: async ({ on, app, poolId }) => {
      const username = `invited${(wanted += 1)}`
      const ids = { UserPoolId: poolId, Username: username }
      await on.operate('AdminCreateUser', { ...ids, MessageAction: 'SUPPRESS', TemporaryPassword: arenaPassword })
      const { Session } = jsonOf(await app.withPassword(username, arenaPassword))
      return (nth) => {
        const NEW_PASSWORD = `Passw0rd! of contestant ${nth}`
        return app.respond('NEW_PASSWORD_REQUIRED', username, { NEW_PASSWORD }, Session)
      }
    },
    losers: any(spent, 'NotAuthorizedException: Invalid session for the user\\.', busy),
  },
  'a proof of SRP': {
    prepare: async (arena) => {
      const { username } = await arena.addPerson()
      const prove = await arena.app.beginSrp(username)
      return () => prove(arenaPassword)
    },
    losers: any(spent, busy),
  },
  'a code of a second factor': {
    prepare: async (arena) => {
      const person = await arena.addPerson()
      await prefer(arena, person, { EmailMfaSettings: { Enabled: true, PreferredMfa: true } })
      const { Session } = jsonOf(await arena.app.withPassword(person.username, arenaPassword))
      const EMAIL_OTP_CODE = await arena.on.codeFor(person.email)
      return () => arena.app.respond('EMAIL_OTP', person.username, { EMAIL_OTP_CODE }, Session)
    },
    // A session takes five answers, and is spent by the one that is accepted.
    losers: any(spent, 'NotAuthorizedException: Invalid session for the user\\.', expired, busy),
  },
  'a code in the place of a password': {
    prepare: async ({ app, on, addPerson }) => {
      const { username, email } = await addPerson()
      const { Session } = jsonOf(await app.byChoice(username, { PREFERRED_CHALLENGE: 'EMAIL_OTP' }))
      const EMAIL_OTP_CODE = await on.codeFor(email)
      return () => app.respond('EMAIL_OTP', username, { EMAIL_OTP_CODE }, Session)
    },
    losers: any(spent, 'NotAuthorizedException: Invalid session for the user\\.', expired, busy),
  },
  'a challenge of a passkey': {
    prepare: async (arena) => {
      const { AccessToken = '' } = await arena.signIn(await arena.addPerson())
      const Credential = await newCredential(arena, AccessToken, openAuthenticator())
      return () => arena.on.operate('CompleteWebAuthnRegistration', { AccessToken, Credential })
    },
    losers: any('WebAuthnChallengeNotFoundException: .*', busy),
  },
  'an assertion of a passkey': {
    prepare: async (arena) => {
      const person = await arena.addPerson()
      const { AccessToken = '' } = await arena.signIn(person)
      const authenticator = openAuthenticator()
      const Credential = await newCredential(arena, AccessToken, authenticator)
      await arena.on.operate('CompleteWebAuthnRegistration', { AccessToken, Credential })
      const begun = await arena.app.byChoice(person.username, { PREFERRED_CHALLENGE: 'WEB_AUTHN' })
      const { ChallengeParameters, Session } = jsonOf(begun)
      const options = JSON.parse(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS)
      const CREDENTIAL = JSON.stringify(authenticator.getJSON(passkeyPage, options))
      return () => arena.app.respond('WEB_AUTHN', person.username, { CREDENTIAL }, Session)
    },
    losers: any(spent, 'NotAuthorizedException: Invalid session for the user\\.', busy),
  },
  'a session of a sign-up that was confirmed': {
    prepare: async (arena) => {
      const { username, email } = await arena.signUp()
      const { Session } = jsonOf(await confirmSignUp(arena, username, await arena.on.codeFor(email)))
      return () => arena.app.byChoice(username, {}, Session)
    },
    losers: any(spent, busy),
  },
  'a choice of what to begin with': {
    prepare: async ({ app, addPerson }) => {
      const { username } = await addPerson()
      const { Session } = jsonOf(await app.byChoice(username))
      const answer = (nth: number) => ({ ANSWER: nth % 2 ? 'EMAIL_OTP' : 'PASSWORD', PASSWORD: arenaPassword })
      return (nth) => app.respond('SELECT_CHALLENGE', username, answer(nth), Session)
    },
    losers: any(spent, busy),
  },
  'a code of an authenticator app, at as many sign-ins': {
    prepare: async (arena, contestants) => {
      const person = await arena.addPerson()
      const secret = await giveApp(arena, person)
      await prefer(arena, person, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } })
      const sessions: string[] = []
      for (let nth = 0; nth < contestants; nth += 1)
        sessions.push(jsonOf(await arena.app.withPassword(person.username, arenaPassword)).Session)
      // The code that enrolled the app is spent: the next one is good already.
      const SOFTWARE_TOKEN_MFA_CODE = totpCode(secret, totpStep(arena.on.now()) + 1)
      return (nth) =>
        arena.app.respond('SOFTWARE_TOKEN_MFA', person.username, { SOFTWARE_TOKEN_MFA_CODE }, sessions[nth])
    },
    losers: any('ExpiredCodeException: Your software token has already been used once\\.', busy),
  },
  'an authenticator app that waits for its first code': {
    prepare: async (arena) => {
      const { AccessToken } = await arena.signIn(await arena.addPerson())
      const { SecretCode } = jsonOf(await arena.on.operate('AssociateSoftwareToken', { AccessToken }))
      const UserCode = totpCode(SecretCode, totpStep(arena.on.now()))
      return () => arena.on.operate('VerifySoftwareToken', { AccessToken, UserCode })
    },
    losers: any('EnableSoftwareTokenMFAException: Code mismatch'),
  },
  'a device to confirm': {
    prepare: async (arena) => {
      const { AccessToken, NewDeviceMetadata } = (await arena.signIn(await arena.addPerson())) as Record<string, any>
      const { DeviceKey, DeviceGroupKey } = NewDeviceMetadata
      const secret = { realm: DeviceGroupKey, username: DeviceKey, password: 'known to the device' }
      const DeviceSecretVerifierConfig = deviceVerifier(secret)
      return () => arena.on.operate('ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig })
    },
    losers: any('DeviceKeyExistsException: Device key already exists\\.'),
  },
  'a refresh token that rotates': {
    prepare: async (arena) => {
      const { RefreshToken } = await arena.signIn(await arena.addPerson(), arena.rotating)
      const input = { ClientId: arena.rotating.client.id, RefreshToken }
      return () => arena.on.operate('GetTokensFromRefreshToken', input)
    },
    losers: any('RefreshTokenReuseException: Refresh token reuse detected'),
  },
  'a refresh token that rotates, at both doors': {
    prepare: async (arena) => {
      const { RefreshToken = '' } = await arena.signIn(await arena.addPerson(), arena.rotating)
      const ClientId = arena.rotating.client.id
      const form = { grant_type: 'refresh_token', client_id: ClientId, refresh_token: RefreshToken }
      return (nth) =>
        nth % 2 === 0
          ? arena.on.operate('GetTokensFromRefreshToken', { ClientId, RefreshToken })
          : arena.rotating.postForm('/oauth2/token', form)
    },
    losers: any('RefreshTokenReuseException: Refresh token reuse detected', 'invalid_grant'),
  },
  'an authorization code': {
    prepare: async (arena) => {
      const { username } = await arena.addPerson()
      const browser = openBrowser(arena.on, arena.app)
      await browser.get('/login')
      const code = codeIn(await browser.post('/login', { username, password: arenaPassword })) ?? ''
      return () => arena.app.redeem(code)
    },
    losers: any('invalid_grant'),
  },
  'the code of an allowed device': {
    prepare: async (arena) => {
      const { username } = await arena.addPerson()
      const browser = openBrowser(arena.on, arena.app)
      await browser.get('/login')
      await browser.post('/login', { username, password: arenaPassword })
      const device = await beginDevice(arena.app)
      await answerDevice(browser, device.user_code ?? '', 'allow')
      return () => askForTokens(arena.app, device.device_code ?? '')
    },
    losers: any('invalid_grant'),
  },
  'an assertion of a SAML provider': {
    prepare: bringOneAssertion,
    losers: any('Invalid SAML response received: Assertion was used before'),
  },
  'the second secret of a client': {
    prepare: async ({ on, poolId }) => {
      const input = { UserPoolId: poolId, ClientName: 'wanted', GenerateSecret: true }
      const { UserPoolClient } = jsonOf(await on.operate('CreateUserPoolClient', input))
      return () => on.operate('AddUserPoolClientSecret', { UserPoolId: poolId, ClientId: UserPoolClient.ClientId })
    },
    losers: any('LimitExceededException: A client can have at most 2 secrets\\.'),
  },
  'the deletion of a secret that is not the last': {
    prepare: async ({ on, poolId }) => {
      const input = { UserPoolId: poolId, ClientName: 'wanted', GenerateSecret: true }
      const { UserPoolClient } = jsonOf(await on.operate('CreateUserPoolClient', input))
      const ids = { UserPoolId: poolId, ClientId: UserPoolClient.ClientId }
      await on.operate('AddUserPoolClientSecret', ids)
      const { ClientSecrets } = jsonOf(await on.operate('ListUserPoolClientSecrets', ids))
      return (nth) => {
        const { ClientSecretId } = ClientSecrets[nth % 2]
        return on.operate('DeleteUserPoolClientSecret', { ...ids, ClientSecretId })
      }
    },
    losers: any(
      'InvalidParameterException: The last secret of a client cannot be deleted\\.',
      'ResourceNotFoundException: User pool client secret does not exist\\.',
    ),
  },
  'a name of a group': {
    prepare: async ({ on, poolId }) => {
      const GroupName = `wanted${(wanted += 1)}`
      return () => on.operate('CreateGroup', { UserPoolId: poolId, GroupName })
    },
    losers: any('GroupExistsException: A group with the name already exists\\.'),
  },
}

let wanted = 0

export interface ContestResult {
  readonly winners: number
  /** Losers who were told anything but what is documented. */
  readonly odd: readonly string[]
}

/** Has that many contestants try at once. */
export async function runContest(arena: Arena, contest: Contest, contestants: number): Promise<ContestResult> {
  const act = await contest.prepare(arena, contestants)
  const replies = await Promise.all(Array.from({ length: contestants }, (_, nth) => act(nth)))
  const lost = replies.filter(({ status }) => status !== 200)
  const odd = lost
    .filter((reply) => reply.status !== 400 || !contest.losers.test(outcomeOf(reply)))
    .map((reply) => `${reply.status} ${outcomeOf(reply)}`)
  return { winners: replies.length - lost.length, odd: [...new Set(odd)] }
}

function confirmSignUp({ on, app }: Arena, Username: string, ConfirmationCode: string): Promise<Reply> {
  return on.operate('ConfirmSignUp', { ClientId: app.client.id, Username, ConfirmationCode })
}

function prefer({ on, poolId }: Arena, { username }: Person, settings: object): Promise<Reply> {
  return on.operate('AdminSetUserMFAPreference', { UserPoolId: poolId, Username: username, ...settings })
}

async function giveApp(arena: Arena, person: Person): Promise<string> {
  const { AccessToken } = await arena.signIn(person)
  const { SecretCode } = jsonOf(await arena.on.operate('AssociateSoftwareToken', { AccessToken }))
  const UserCode = totpCode(SecretCode, totpStep(arena.on.now()))
  await arena.on.operate('VerifySoftwareToken', { AccessToken, UserCode })
  return SecretCode
}

/** On a page of the relying party that the arena's pool names. */
const passkeyPage = 'https://arena.example'

async function newCredential(
  { on }: Arena,
  AccessToken: string,
  authenticator: ReturnType<typeof openAuthenticator>,
): Promise<object> {
  const { CredentialCreationOptions } = jsonOf(await on.operate('StartWebAuthnRegistration', { AccessToken }))
  return authenticator.createJSON(passkeyPage, CredentialCreationOptions)
}
