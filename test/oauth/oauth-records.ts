import { newUuid } from '../../src/crypto/identifiers.ts'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import type { User } from '../../src/domain/users/user.ts'
import { proveSignIn, type Authenticated } from '../../src/flows/sessions/authenticated.ts'
import type { AuthorizationRequest } from '../../src/flows/authorization/authorization-request.ts'
import type { HttpResponse } from '../../src/http/message.ts'
import type { Ports } from '../../src/ports/ports.ts'

export const callback = 'https://app.example.com/callback'
export const start = new Date('2026-03-01T12:00:00Z')

/** A form's text: members that are undefined stay out of it. */
export function formText(form: Readonly<Record<string, string | undefined>>): string {
  const entries = Object.entries(form).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return new URLSearchParams(entries).toString()
}

/** The JSON of an answer. */
export function bodyOf({ body }: HttpResponse): Record<string, unknown> {
  return JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>
}

/** A proven sign-in by password. */
export function authenticate(
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
  { pool, client, user }: { readonly pool: UserPool; readonly client: AppClient; readonly user: User },
): Authenticated {
  const newId = () => newUuid((size) => random.bytes(size))
  return proveSignIn({
    pool,
    client,
    user,
    request: facts,
    eventId: newId(),
    amr: ['pwd'],
    authenticatedAt: clock.now(),
    familyId: newId(),
    deviceKey: undefined,
    newDevice: undefined,
    writes: [],
  })
}

export function requestOf(client: AppClient): AuthorizationRequest {
  return {
    responseType: 'code',
    clientId: client.id,
    redirectUri: callback,
    scopes: ['openid', 'email', 'profile'],
    state: 'xyz',
    responseMode: undefined,
    issuer: undefined,
    codeChallenge: undefined,
    nonce: undefined,
    resource: undefined,
    identityProvider: undefined,
    prompts: [],
    acrValues: [],
    maxAge: undefined,
    idTokenHint: undefined,
    pushed: undefined,
    lang: undefined,
    loginHint: undefined,
  }
}

export function newUser(pool: UserPool, changes: Partial<User> = {}): User {
  return {
    poolId: pool.id,
    sub: '64684428-c021-7049-51b0-0123456789ab',
    username: 'ada',
    status: 'CONFIRMED',
    enabled: true,
    attributes: {
      email: 'ada@example.com',
      email_verified: 'true',
      name: 'Ada',
      phone_number: '+4412345',
      'custom:tier': '7',
    },
    pendingAttributes: {},
    password: undefined,
    passwordSetAt: undefined,
    passwordHistory: [],
    mfaFactors: [],
    preferredMfaFactor: undefined,
    createdAt: start,
    updatedAt: start,
    version: 1,
    ...changes,
  }
}

export const facts = {
  requestId: 'r',
  region: 'us-east-1',
  accountId: '123456789012',
  sourceIp: '127.0.0.1',
  userAgent: undefined,
}
