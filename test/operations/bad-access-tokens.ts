import { createHmac } from 'node:crypto'
import { generateSigningKey } from '../../src/crypto/jose/jwk.ts'
import { signJwt } from '../../src/crypto/jose/jwt.ts'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { issueMachineToken } from '../../src/flows/tokens/issue-machine-token.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import type { WireInstallation } from './wire-installation.ts'

export interface BadToken {
  readonly what: string
  readonly token: string
  readonly refusal: string
}

const malformed = 'NotAuthorizedException: Invalid Access Token'
const forged = 'NotAuthorizedException: Could not verify signature for Access Token'
const revoked = 'NotAuthorizedException: Access Token has been revoked'
const scopeless = 'NotAuthorizedException: Access Token does not have required scopes'

export interface SignedIn {
  readonly AccessToken: string
  readonly IdToken: string
  readonly RefreshToken: string
}

export async function signIn(installation: WireInstallation, client: AppClient, username: string): Promise<SignedIn> {
  const { json } = await installation.call('InitiateAuth', {
    ClientId: client.id,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: 'Passw0rd!' },
  })
  if (json?.AuthenticationResult === undefined) throw new Error(`no tokens: ${JSON.stringify(json)}`)
  return json.AuthenticationResult
}

/** One access token for every reason to refuse it, in an installation with two pools. */
export async function badAccessTokens(
  installation: WireInstallation,
  pool: UserPool,
  client: AppClient,
): Promise<readonly BadToken[]> {
  const { ports } = installation
  const arrive = async (username: string): Promise<SignedIn> => {
    await givenUser(ports, pool, { username })
    return signIn(installation, client, username)
  }
  const expired = await arrive('expired')
  ports.clock.advanceSeconds(3601)

  const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
  const otherClient = await givenClient(ports, other, { id: '2other' })
  await givenUser(ports, other, { username: 'other' })
  const foreign = await signIn(installation, otherClient, 'other')

  const good = await arrive('attacked')
  const second = await arrive('second')
  const spent = await arrive('spent')
  await installation.call('RevokeToken', { ClientId: client.id, Token: spent.RefreshToken })
  const signedOut = await arrive('signed-out')
  await installation.call('GlobalSignOut', { AccessToken: signedOut.AccessToken })
  const disabled = await arrive('disabled')
  await installation.call('AdminDisableUser', { UserPoolId: pool.id, Username: 'disabled' })
  const doomed = await givenClient(ports, pool, { id: '3doomed' })
  const clientless = await signIn(installation, doomed, 'second')
  await installation.call('DeleteUserPoolClient', { UserPoolId: pool.id, ClientId: doomed.id })
  const machine = await issueMachineToken(ports, { pool, client, scopes: ['notes/read'] })

  const [header = '', payload = '', signature = ''] = good.AccessToken.split('.')
  const claims = decode(payload)
  const { kid } = decode(header)
  const rehead = (change: object, body = payload, seal = signature) =>
    `${encode({ kid, alg: 'RS256', ...change })}.${body}.${seal}`
  const mallory = await generateSigningKey()
  const keys = await ports.storage.userPools.listSigningKeys(pool.id)
  const idKey = keys.find(({ use }) => use === 'id')
  const accessKey = keys.find(({ use }) => use === 'access')
  if (!idKey || !accessKey) throw new Error('a pool has two keys')
  const publicPem = `-----BEGIN PUBLIC KEY-----\n${accessKey.publicJwk.n}\n-----END PUBLIC KEY-----`
  const hmacInput = `${encode({ kid, alg: 'HS256' })}.${payload}`
  const hmac = createHmac('sha256', publicPem).update(hmacInput).digest('base64url')

  return [
    { what: 'garbage', token: 'garbage', refusal: malformed },
    { what: 'two dots', token: 'a.b.c', refusal: malformed },
    { what: 'a token without its signature', token: `${header}.${payload}.`, refusal: forged },
    { what: 'a token without its end', token: good.AccessToken.slice(0, -2), refusal: forged },
    {
      what: 'another user’s name under this signature',
      token: rehead({}, second.AccessToken.split('.')[1]),
      refusal: forged,
    },
    {
      what: 'a longer life under this signature',
      token: rehead({}, encode({ ...claims, exp: 9_999_999_999 })),
      refusal: forged,
    },
    { what: 'alg none', token: rehead({ alg: 'none' }, payload, ''), refusal: malformed },
    { what: 'alg None with the old signature', token: rehead({ alg: 'None' }), refusal: malformed },
    { what: 'HS256 with the public key as its secret', token: `${hmacInput}.${hmac}`, refusal: malformed },
    {
      what: 'a key of its own in the header',
      token: rehead({ jwk: mallory.publicKey.export({ format: 'jwk' }) }),
      refusal: forged,
    },
    {
      what: 'the pool’s kid over another key',
      token: await signJwt(String(kid), claims, mallory.privateKey),
      refusal: forged,
    },
    {
      what: 'a kid that the pool does not have',
      token: await signJwt(mallory.kid, claims, mallory.privateKey),
      refusal: forged,
    },
    {
      what: 'access claims under the key for ID tokens',
      token: await signJwt(idKey.kid, claims, idKey.privateKey),
      refusal: malformed,
    },
    { what: 'an ID token', token: good.IdToken, refusal: malformed },
    {
      what: 'an ID token’s use under the key for access',
      token: await signJwt(accessKey.kid, { ...claims, token_use: 'id' }, accessKey.privateKey),
      refusal: malformed,
    },
    { what: 'a refresh token', token: good.RefreshToken, refusal: malformed },
    {
      what: 'a pool that is not here',
      token: rehead({}, encode({ ...claims, iss: String(claims.iss).replace(pool.id, 'us-east-1_Nowhere01') })),
      refusal: malformed,
    },
    {
      what: 'another pool’s token that claims to be of this one',
      token: rehead(
        {},
        encode({ ...decode(foreign.AccessToken.split('.')[1] ?? ''), iss: claims.iss }),
        foreign.AccessToken.split('.')[2],
      ),
      refusal: forged,
    },
    {
      what: 'an expired token',
      token: expired.AccessToken,
      refusal: 'NotAuthorizedException: Access Token has expired',
    },
    { what: 'a revoked token', token: spent.AccessToken, refusal: revoked },
    { what: 'the token of a user who signed out everywhere', token: signedOut.AccessToken, refusal: revoked },
    {
      what: 'the token of a disabled user',
      token: disabled.AccessToken,
      refusal: 'NotAuthorizedException: User is disabled.',
    },
    {
      what: 'the token of a deleted client',
      token: clientless.AccessToken,
      refusal: `ResourceNotFoundException: User pool client ${doomed.id} does not exist.`,
    },
    { what: 'a client’s own token', token: machine.kind === 'issued' ? machine.accessToken : '', refusal: scopeless },
  ]
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
