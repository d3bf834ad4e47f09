import { passwordlessPolicies } from '../../src/testing/passwordless.ts'
import { openApp, callback, type App } from './app.ts'
import { jsonOf, type Surface } from './surface.ts'

/** A pool with everything that can be spent, made through the API alone. */
export interface Arena {
  readonly on: Surface
  readonly poolId: string
  readonly app: App
  /** The same pool through a client whose refresh tokens rotate. */
  readonly rotating: App
  /** Somebody new, who may sign in with `arenaPassword`. */
  addPerson(): Promise<Person>
  /** Somebody new, who has signed up and not confirmed it. */
  signUp(email?: string): Promise<Person>
  /** Tokens of a person without a second factor. */
  signIn(person: Person, through?: App): Promise<Record<string, string>>
}

export interface Person {
  readonly username: string
  readonly email: string
}

export const arenaPassword = 'Passw0rd! of the arena'

const flows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH']
const oauth = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
  CallbackURLs: [callback],
  SupportedIdentityProviders: ['COGNITO'],
}
const EmailConfiguration = {
  EmailSendingAccount: 'DEVELOPER',
  SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/no-reply@example.com',
}

/** `pool` holds settings beside those that every arena has, `tags` what it turns on beside them. */
export async function openArena(
  on: Surface,
  { pool = {}, tags = {} }: { readonly pool?: object; readonly tags?: Readonly<Record<string, string>> } = {},
): Promise<Arena> {
  const must = async (name: Parameters<Surface['operate']>[0], input: object): Promise<Record<string, any>> => {
    const reply = await on.operate(name, input)
    if (reply.status !== 200) throw new Error(`${name} answers ${reply.body}`)
    return jsonOf(reply)
  }
  const { UserPool } = await must('CreateUserPool', {
    PoolName: 'arena',
    AliasAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    DeviceConfiguration: {},
    EmailConfiguration,
    Policies: passwordlessPolicies,
    UserPoolTags: { 'sallyport:device-grant': 'on', ...tags },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] },
    ...pool,
  })
  const UserPoolId = UserPool.Id
  await must('SetUserPoolMfaConfig', {
    UserPoolId,
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
    EmailMfaConfiguration: {},
    WebAuthnConfiguration: { RelyingPartyId: 'arena.example' },
  })
  const UserSessionTracking = 'ENABLED'
  await must('SetUserPoolSessionConfiguration', { UserPoolId, UserSessionTracking, TokenSession: { MaxPerUser: 100 } })
  const open = async (ClientName: string, more: object): Promise<App> => {
    const { UserPoolClient } = await must('CreateUserPoolClient', { UserPoolId, ClientName, ...oauth, ...more })
    return openApp(on, { pool: { id: UserPoolId }, client: { id: UserPoolClient.ClientId } })
  }
  const app = await open('app', { ExplicitAuthFlows: [...flows, 'ALLOW_REFRESH_TOKEN_AUTH'] })
  const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 }
  const rotating = await open('rotating', { ExplicitAuthFlows: flows, RefreshTokenRotation })

  let people = 0
  const newPerson = (): Person => {
    people += 1
    return { username: `person${people}`, email: `person${people}@example.com` }
  }
  return {
    on,
    poolId: UserPoolId,
    app,
    rotating,
    async addPerson() {
      const person = newPerson()
      const UserAttributes = [
        { Name: 'email', Value: person.email },
        { Name: 'email_verified', Value: 'true' },
      ]
      const ids = { UserPoolId, Username: person.username }
      await must('AdminCreateUser', { ...ids, UserAttributes, MessageAction: 'SUPPRESS' })
      await must('AdminSetUserPassword', { ...ids, Password: arenaPassword, Permanent: true })
      return person
    },
    async signUp(own) {
      const { username, email } = { ...newPerson(), ...(own === undefined ? {} : { email: own }) }
      const UserAttributes = [{ Name: 'email', Value: email }]
      const ids = { ClientId: app.client.id, Username: username }
      await must('SignUp', { ...ids, Password: arenaPassword, UserAttributes })
      return { username, email }
    },
    async signIn({ username }, through = app) {
      return jsonOf(await through.withPassword(username, arenaPassword)).AuthenticationResult
    },
  }
}
