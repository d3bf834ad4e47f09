import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refuse } from '../../contract/refusal.ts'
import { generateSigningKey } from '../../crypto/jose/jwk.ts'
import { signJwt } from '../../crypto/jose/jwt.ts'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import type { User } from '../../domain/users/user.ts'
import type { AppClientOverrides } from '../../testing/build-app-client.ts'
import { refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { requireAccessToken, requireAccessTokenOnly } from './require-access-token.ts'

async function signedIn(ports: TestPorts, overrides: AppClientOverrides = {}) {
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool, overrides)
  const user = await givenUser(ports, pool)
  const { AuthenticationResult: tokens } = await signInClient(ports, { pool, client }).withPassword(
    'alice',
    'Passw0rd!',
  )
  const accessToken = tokens?.AccessToken ?? ''
  const keys = await ports.storage.userPools.listSigningKeys(pool.id)
  return {
    pool,
    client,
    user,
    accessToken,
    idToken: tokens?.IdToken ?? '',
    refreshToken: tokens?.RefreshToken ?? '',
    claims: claimsOf(accessToken),
    accessKey: keys.find(({ use }) => use === 'access'),
    idKey: keys.find(({ use }) => use === 'id'),
  }
}

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function check(ports: TestPorts, token: string, options = {}): Promise<unknown> {
  return refusalOf(requireAccessToken(ports, refuse, token, options).then(({ kind }) => kind))
}

const malformed = 'NotAuthorizedException: Invalid Access Token'
const forged = 'NotAuthorizedException: Could not verify signature for Access Token'
const revoked = 'NotAuthorizedException: Access Token has been revoked'

describe('requireAccessToken', () => {
  test('gives whose token it is, through which client of which pool', async () => {
    await using ports = await testPorts()
    const { accessToken, user, client, pool, claims } = await signedIn(ports)
    const valid = await requireAccessToken(ports, refuse, accessToken)
    assert.equal(valid.user.sub, user.sub)
    assert.equal(valid.client.id, client.id)
    assert.equal(valid.pool.id, pool.id)
    assert.deepEqual(valid.claims, claims)
    assert.equal(valid.family.id, claims.origin_jti)
  })

  test('refuses everything that is not an access token', async () => {
    await using ports = await testPorts()
    const { idToken, refreshToken } = await signedIn(ports)
    for (const token of ['', 'a', 'a.b.c', 'a.b.c.d.e', refreshToken, idToken, `${'a'.repeat(20_000)}.b.c`]) {
      assert.equal(await check(ports, token), malformed)
    }
  })

  test('refuses what is not signed by the pool, however it says it is', async () => {
    await using ports = await testPorts()
    const { accessToken, claims, accessKey } = await signedIn(ports)
    const [header = '', payload = '', signature = ''] = accessToken.split('.')
    const stranger = await generateSigningKey()
    assert.ok(accessKey)
    const kid = accessKey.kid
    const jwk = stranger.publicKey.export({ format: 'jwk' })
    const forgeries = [
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${encode({ ...claims, sub: 'somebody' })}.${signature}`,
      await signJwt(kid, claims, stranger.privateKey),
      await signJwt(stranger.kid, claims, stranger.privateKey),
    ]
    for (const token of forgeries) assert.equal(await check(ports, token), forged)
    const oddHeaders = [
      { kid, alg: 'none' },
      { kid, alg: 'HS256' },
      { kid, alg: 'rs256' },
      { kid, alg: 'RS256', crit: ['x'] },
      { kid, alg: 'RS256', jwk, jku: 'https://evil.example/jwks.json' },
    ]
    for (const odd of oddHeaders) {
      const [, , made = ''] = (await signJwt(kid, claims, stranger.privateKey)).split('.')
      for (const token of [
        `${encode(odd)}.${payload}.`,
        `${encode(odd)}.${payload}.${signature}`,
        `${encode(odd)}.${payload}.${made}`,
      ]) {
        assert.match(String(await check(ports, token)), /^NotAuthorizedException/)
      }
    }
  })

  test('refuses genuine signatures over claims that do not fit', async () => {
    await using ports = await testPorts()
    const { claims, accessKey, idKey, pool } = await signedIn(ports)
    assert.ok(accessKey && idKey)
    const other = await givenPool(ports, { id: 'us-east-1_other0000' })
    const unfit = [
      { ...claims, token_use: 'id' },
      { ...claims, token_use: undefined },
      { ...claims, iss: ports.addresses.issuer(other.id) },
      { ...claims, iss: `https://evil.example/${pool.id}` },
      { ...claims, iss: [claims.iss] },
      { ...claims, sub: 7 },
      { ...claims, scope: undefined },
      { ...claims, client_id: undefined },
    ]
    for (const each of unfit) {
      const answer = await check(ports, await signJwt(accessKey.kid, each, accessKey.privateKey))
      assert.match(String(answer), /^NotAuthorizedException: (Invalid Access Token|Could not verify signature)/)
    }
    assert.equal(await check(ports, await signJwt(idKey.kid, claims, idKey.privateKey)), malformed)
    const otherSession = { ...claims, origin_jti: 'another' }
    assert.equal(await check(ports, await signJwt(accessKey.kid, otherSession, accessKey.privateKey)), revoked)
    const noExpiry = { ...claims, exp: undefined }
    const expired = 'NotAuthorizedException: Access Token has expired'
    assert.equal(await check(ports, await signJwt(accessKey.kid, noExpiry, accessKey.privateKey)), expired)
  })

  test('takes a token whose issuer is spelled as its pool had it then', async () => {
    await using ports = await testPorts()
    const { pool, claims, accessToken, refreshToken, client } = await signedIn(ports)
    assert.equal(claims.iss, 'https://cognito-idp.us-east-1.localhost/us-east-1_AbCdEf123')
    const configuration = { ...pool.configuration, IssuerConfiguration: { Type: 'UPDATED' } } as const
    await ports.storage.commit([{ write: 'updateUserPool', pool: { ...pool, configuration, version: 2 } }])
    assert.equal(await check(ports, accessToken), 'valid')

    const { AuthenticationResult: tokens } = await signInClient(ports, { pool, client }).initiate(
      'REFRESH_TOKEN_AUTH',
      { REFRESH_TOKEN: refreshToken },
    )
    for (const token of [tokens?.AccessToken, tokens?.IdToken]) {
      assert.equal(claimsOf(token ?? '').iss, 'https://issuer-cognito-idp.us-east-1.localhost/us-east-1_AbCdEf123')
    }
    assert.equal(await check(ports, tokens?.AccessToken ?? ''), 'valid')
  })

  test('ends with its time', async () => {
    await using ports = await testPorts()
    const { accessToken } = await signedIn(ports)
    ports.clock.advanceSeconds(3599)
    assert.equal(await check(ports, accessToken), 'valid')
    ports.clock.advanceSeconds(1)
    assert.equal(await check(ports, accessToken), 'NotAuthorizedException: Access Token has expired')
  })

  test('asks for a scope', async () => {
    await using ports = await testPorts()
    const { accessToken, claims, accessKey } = await signedIn(ports)
    assert.ok(accessKey)
    const refusal = 'NotAuthorizedException: Access Token does not have required scopes'
    assert.equal(await check(ports, accessToken, { requiredScope: 'openid' }), refusal)
    const narrow = await signJwt(accessKey.kid, { ...claims, scope: 'openid email' }, accessKey.privateKey)
    assert.equal(await check(ports, narrow), refusal)
    assert.equal(await check(ports, narrow, { requiredScope: 'openid' }), 'valid')
    const machine = await signJwt(accessKey.kid, { ...claims, username: undefined }, accessKey.privateKey)
    assert.equal(await check(ports, machine), refusal)
  })

  for (const EnableTokenRevocation of [true, false]) {
    test(`stops at once when its session does, with EnableTokenRevocation ${EnableTokenRevocation}`, async () => {
      await using ports = await testPorts()
      const { accessToken, user, claims } = await signedIn(ports, { configuration: { EnableTokenRevocation } })
      assert.equal('origin_jti' in claims, EnableTokenRevocation)
      assert.equal(await check(ports, accessToken), 'valid')
      const { poolId, sub } = user
      await ports.storage.commit([{ write: 'signOutEverywhere', poolId, sub, at: ports.clock.now() }])
      assert.equal(await check(ports, accessToken), revoked)
    })
  }

  test('stops with its client', async () => {
    await using ports = await testPorts()
    const { accessToken, client } = await signedIn(ports)
    await ports.storage.commit([{ write: 'deleteAppClient', poolId: client.poolId, clientId: client.id }])
    assert.equal(
      await check(ports, accessToken),
      `ResourceNotFoundException: User pool client ${client.id} does not exist.`,
    )
  })

  test('stops while its user is disabled', async () => {
    await using ports = await testPorts()
    const { accessToken, pool, user } = await signedIn(ports)
    const disabled = { ...user, enabled: false, version: user.version + 1 }
    await ports.storage.commit([{ write: 'updateUser', user: disabled, aliases: aliasesOf(pool, user) }])
    assert.equal(await check(ports, accessToken), 'NotAuthorizedException: User is disabled.')
  })

  test('does not pass to whoever has the name after its user', async () => {
    await using ports = await testPorts()
    const { accessToken, pool, user } = await signedIn(ports)
    await ports.storage.commit([{ write: 'deleteUser', poolId: pool.id, sub: user.sub }])
    assert.equal(await check(ports, accessToken), 'UserNotFoundException: User does not exist.')
    const successor: User = { ...user, sub: '99999999-9999-7099-9999-999999999999', version: 1, status: 'UNCONFIRMED' }
    await ports.storage.commit([{ write: 'createUser', user: successor, aliases: aliasesOf(pool, successor) }])
    assert.equal(await check(ports, accessToken), 'UserNotConfirmedException: User is not confirmed.')
    const confirmed: User = { ...successor, status: 'CONFIRMED', version: 2 }
    await ports.storage.commit([{ write: 'updateUser', user: confirmed, aliases: aliasesOf(pool, confirmed) }])
    assert.equal(await check(ports, accessToken), 'NotAuthorizedException: Invalid access token.')
  })

  test('for operations without those exceptions, a user who is gone is NotAuthorizedException', async () => {
    await using ports = await testPorts()
    const { accessToken, pool, user } = await signedIn(ports)
    await ports.storage.commit([{ write: 'deleteUser', poolId: pool.id, sub: user.sub }])
    const answer = await refusalOf(requireAccessTokenOnly(ports, refuse, accessToken))
    assert.equal(answer, 'NotAuthorizedException: User does not exist.')
  })
})
