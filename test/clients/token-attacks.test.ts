import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { request } from 'node:https'
import { after, before, describe, test } from 'node:test'
import { text } from 'node:stream/consumers'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  GetUserCommand,
  InitiateAuthCommand,
  NotAuthorizedException,
  type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider'
import { password, startInstallation, type Installation } from './installation.ts'
import { claimsOf, headerOf } from './tokens.ts'

// What a thief or a forger brings, to both doors of a running installation: the pool's own operations and the gateway.

let installation: Installation
let tokens: AuthenticationResultType
let readingUrl: string
const attacks = new Map<string, { readonly access: string; readonly id: string }>()

before(async () => {
  installation = await startInstallation()
  const { ready, operator, addPool } = installation
  const { userPoolId: UserPoolId, clientId: ClientId } = ready
  const other = await addPool()
  await addPersonTo(UserPoolId)
  await other.addPerson('ann')
  const signIn = async (client: string) => {
    const { AuthenticationResult } = await operator.send(
      new InitiateAuthCommand({
        ClientId: client,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ann', PASSWORD: password },
      }),
    )
    assert.ok(AuthenticationResult)
    return AuthenticationResult
  }
  const expired = await signIn(ClientId)
  installation.advance(3601)
  tokens = await signIn(ClientId)
  const foreign = await signIn(other.ClientId)
  readingUrl = (await configuration()).readingApiUrl
  describeAttacks({ expired, foreign })
})
after(() => installation[Symbol.asyncDispose]())

async function addPersonTo(UserPoolId: string): Promise<void> {
  const UserAttributes = [{ Name: 'email', Value: 'ann@example.com' }]
  const { operator } = installation
  await operator.send(
    new AdminCreateUserCommand({ UserPoolId, Username: 'ann', UserAttributes, MessageAction: 'SUPPRESS' }),
  )
  await operator.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: 'ann', Password: password, Permanent: true }),
  )
}

/** The app's own configuration, from its own host, wherever that name leads on this machine. */
async function configuration(): Promise<{ readonly readingApiUrl: string }> {
  const { hostname, port } = new URL(installation.ready.appUrl)
  const options = { host: 'localhost', port, path: '/config.json', servername: hostname, headers: { host: hostname } }
  return new Promise((resolve, reject) => {
    request(options, (response) => {
      text(response).then((body) => resolve(JSON.parse(body)), reject)
    })
      .on('error', reject)
      .end()
  })
}

const otherUse = 'a token for the other use'
const httpApi = 'the HTTP API'

type Tokens = { readonly access: string; readonly id: string }

function describeAttacks(stolen: Readonly<Record<'expired' | 'foreign', AuthenticationResultType>>): void {
  const { AccessToken: access = '', IdToken: id = '', RefreshToken: refresh = '' } = tokens
  const both = (change: (token: string) => string): Tokens => ({ access: change(access), id: change(id) })
  const mallory = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const claims = (token: string) => encoded(claimsOf(token))
  const { userPoolId } = installation.ready

  attacks.set('garbage', { access: 'garbage', id: 'garbage' })
  attacks.set('nothing between the dots', { access: '..', id: '..' })
  attacks.set(
    'a forged token with the pool’s kid',
    both((token) => signedBy(mallory.privateKey, { kid: headerOf(token).kid, alg: 'RS256' }, claims(token))),
  )
  attacks.set(
    'a forged token with its own key in the header',
    both((token) => {
      const jwk = { ...mallory.publicKey.export({ format: 'jwk' }), kid: 'mine' }
      return signedBy(mallory.privateKey, { kid: 'mine', alg: 'RS256', jwk }, claims(token))
    }),
  )
  attacks.set(
    'a token with somebody else’s name in it',
    both((token) => resealed(token, { ...claimsOf(token), sub: '00000000-0000-7000-0000-000000000000' })),
  )
  attacks.set(
    'a token with a longer life',
    both((token) => resealed(token, { ...claimsOf(token), exp: 9_999_999_999 })),
  )
  attacks.set(
    'a token without its signature',
    both((token) => `${token.split('.').slice(0, 2).join('.')}.`),
  )
  attacks.set(
    'a token with a spoiled signature',
    both((token) => token.replace(/.(.{20})$/, (end) => `${end.startsWith('A') ? 'B' : 'A'}${end.slice(1)}`)),
  )
  for (const alg of ['none', 'None', 'NONE']) {
    attacks.set(
      `alg ${alg}`,
      both((token) => `${encoded({ ...headerOf(token), alg })}.${token.split('.')[1]}.`),
    )
  }
  attacks.set(
    'HS256 with a secret of one’s own',
    both((token) => {
      const input = `${encoded({ ...headerOf(token), alg: 'HS256' })}.${token.split('.')[1]}`
      return `${input}.${createHmac('sha256', userPoolId).update(input).digest('base64url')}`
    }),
  )
  attacks.set('an expired token', { access: stolen.expired.AccessToken ?? '', id: stolen.expired.IdToken ?? '' })
  attacks.set('a foreign token that claims to be of this pool', {
    access: resealed(stolen.foreign.AccessToken ?? '', {
      ...claimsOf(stolen.foreign.AccessToken),
      iss: claimsOf(access).iss,
    }),
    id: resealed(stolen.foreign.IdToken ?? '', { ...claimsOf(stolen.foreign.IdToken), iss: claimsOf(id).iss }),
  })
  attacks.set(otherUse, { access: id, id: access })
  attacks.set('a refresh token', { access: refresh, id: refresh })
  foreign = { access: stolen.foreign.AccessToken ?? '', id: stolen.foreign.IdToken ?? '' }
}

/** Good at the pool that it is of; for the gateway, whose authorizers trust another pool, it is no good. */
let foreign: Tokens

function signedBy(key: KeyObject, header: object, payload: string): string {
  const input = `${encoded(header)}.${payload}`
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
}

function resealed(token: string, claims: object): string {
  const [header, , signature] = token.split('.')
  return `${header}.${encoded(claims)}.${signature}`
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

async function status(url: string, authorization: string | undefined, method = 'GET'): Promise<number> {
  const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) }
  const response = await fetch(url, { method, headers, ...(method === 'POST' && { body: '{"text":"one two"}' }) })
  await response.arrayBuffer()
  return response.status
}

/** Every door of the reference system, with the use of token that it wants. */
const doors = () =>
  [
    { name: 'the REST API, for ID tokens', use: 'id', url: `${installation.ready.gatewayUrl}/me`, method: 'GET' },
    {
      name: 'the REST API, for access tokens',
      use: 'access',
      url: `${installation.ready.gatewayUrl}/notes`,
      method: 'GET',
    },
    { name: httpApi, use: 'access', url: `${readingUrl}/reading-time`, method: 'POST' },
  ] as const

describe('the gateway', () => {
  test('lets good tokens through', async () => {
    for (const { name, use, url, method } of doors()) {
      const token = use === 'id' ? tokens.IdToken : tokens.AccessToken
      assert.equal(await status(url, `Bearer ${token}`, method), 200, name)
    }
  })

  test('answers every bad one with 401', async () => {
    assert.ok(attacks.size >= 16)
    for (const { name, use, url, method } of doors()) {
      for (const [what, bad] of attacks) {
        // An HTTP API does not look at token_use: an ID token is genuine there, and lacks the route's scopes.
        const expected = what === otherUse && name === httpApi ? 403 : 401
        assert.equal(await status(url, `Bearer ${bad[use]}`, method), expected, `${what} at ${name}`)
      }
      assert.equal(await status(url, `Bearer ${foreign[use]}`, method), 401, `another pool’s token at ${name}`)
    }
  })

  test('answers a request without a token, or with something else, with 401', async () => {
    for (const { name, use, url, method } of doors()) {
      const good = use === 'id' ? tokens.IdToken : tokens.AccessToken
      for (const authorization of [undefined, '', 'Bearer', 'Bearer ', `Basic ${good}`, `Bearer ${good} x`]) {
        assert.equal(await status(url, authorization, method), 401, `${authorization?.slice(0, 12)} at ${name}`)
      }
    }
  })
})

describe('the user pool', () => {
  const getUser = (AccessToken: string) => installation.operator.send(new GetUserCommand({ AccessToken }))

  test('knows whose a good token is', async () => {
    assert.equal((await getUser(tokens.AccessToken ?? '')).Username, 'ann')
    assert.equal((await getUser(foreign.access)).Username, 'ann')
  })

  test('answers every bad one with NotAuthorizedException', async () => {
    for (const [what, { access }] of attacks) {
      await assert.rejects(getUser(access), (error: Error) => {
        assert.ok(error instanceof NotAuthorizedException, `${what}: ${error.name}`)
        assert.match(
          error.message,
          /^(?:Invalid Access Token|Could not verify signature for Access Token|Access Token has expired)$/,
          what,
        )
        return true
      })
    }
  })
})
