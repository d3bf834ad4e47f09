import './emulator-cbor.ts'
import {
  AuthenticatorEmulator,
  PasskeysCredentialsMemoryRepository,
  WebAuthnEmulator,
  type RegistrationResponseJSON,
} from 'nid-webauthn-emulator'
import type { Document } from '../../src/contract/shapes.gen.ts'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import type { User } from '../../src/domain/users/user.ts'
import { CompleteWebAuthnRegistration } from '../../src/operations/passkey/CompleteWebAuthnRegistration.ts'
import { StartWebAuthnRegistration } from '../../src/operations/passkey/StartWebAuthnRegistration.ts'
import { accessTokenOf } from '../../src/testing/access-token-of.ts'
import type { UserPoolOverrides } from '../../src/testing/build-user-pool.ts'
import { call } from '../../src/testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'

/** Where the pool's passkeys are used. */
export const passkeyHost = 'notes.auth.us-east-1.localhost'
export const passkeyOrigin = `https://${passkeyHost}`

export interface PasskeyScene {
  readonly pool: UserPool
  readonly client: AppClient
  readonly user: User
  readonly accessToken: string
}

type AuthenticatorOptions = ConstructorParameters<typeof AuthenticatorEmulator>[0]

/** A browser with one authenticator: a security key that counts and verifies its user, but for what is overridden. */
export function openAuthenticator(options: AuthenticatorOptions = {}): WebAuthnEmulator {
  const credentialsRepository = new PasskeysCredentialsMemoryRepository()
  return new WebAuthnEmulator(new AuthenticatorEmulator({ credentialsRepository, ...options }))
}

/** Stores a pool whose people may begin with a passkey, with a domain, a client and a signed-in user. */
export async function givenPasskeyScene(
  ports: TestPorts,
  { configuration, ...overrides }: UserPoolOverrides = {},
): Promise<PasskeyScene> {
  const pool = await givenPool(ports, {
    ...overrides,
    configuration: {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
      ...configuration,
    },
  })
  await ports.storage.commit([{ write: 'createDomain', domain: prefixDomain(pool, 'notes') }])
  const ExplicitAuthFlows = ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const
  const client = await givenClient(ports, pool, { configuration: { ExplicitAuthFlows } })
  const user = await givenUser(ports, pool, {
    username: 'alice',
    attributes: { email: 'alice@example.com', email_verified: 'true' },
  })
  return { pool, client, user, accessToken: await accessTokenOf(ports, client, user.username) }
}

export function prefixDomain(pool: UserPool, domain: string) {
  const createdAt = pool.createdAt
  return { domain, poolId: pool.id, customDomainConfig: undefined, managedLoginVersion: 2, createdAt } as const
}

/** What a browser makes of the options that StartWebAuthnRegistration gives. */
export async function newCredential(
  ports: TestPorts,
  accessToken: string,
  browser: WebAuthnEmulator = openAuthenticator(),
  origin: string = passkeyOrigin,
): Promise<RegistrationResponseJSON> {
  const { CredentialCreationOptions } = await call(StartWebAuthnRegistration, ports, { AccessToken: accessToken })
  const options: Parameters<WebAuthnEmulator['createJSON']>[1] = JSON.parse(JSON.stringify(CredentialCreationOptions))
  return browser.createJSON(origin, options)
}

/** Adds a passkey to the user whose token it is, and gives its id. */
export async function givenPasskey(
  ports: TestPorts,
  accessToken: string,
  browser: WebAuthnEmulator = openAuthenticator(),
  origin: string = passkeyOrigin,
): Promise<string> {
  const credential = await newCredential(ports, accessToken, browser, origin)
  await call(CompleteWebAuthnRegistration, ports, { AccessToken: accessToken, Credential: asDocument(credential) })
  return credential.id
}

export function asDocument(value: unknown): Document {
  return JSON.parse(JSON.stringify(value))
}
