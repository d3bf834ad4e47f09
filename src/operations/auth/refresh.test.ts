import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { secretHash } from '../../crypto/secret-hash.ts'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import type { AppClientOverrides } from '../../testing/build-app-client.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminInitiateAuth } from './AdminInitiateAuth.ts'
import { GetTokensFromRefreshToken } from './GetTokensFromRefreshToken.ts'
import { givenSignedIn } from '../../testing/given-signed-in.ts'

const rotating = (RetryGracePeriodSeconds = 0): AppClientOverrides => ({
  configuration: {
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds },
  },
})

const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())

const reused = 'RefreshTokenReuseException: Refresh token reuse detected'
const revoked = 'NotAuthorizedException: Refresh Token has been revoked'
const malformed = 'NotAuthorizedException: Invalid Refresh Token'

describe('refreshing', () => {
  test('gives new tokens of the same sign-in, without another refresh token', async () => {
    await using ports = await testPorts()
    const { first, byFlow, get } = await givenSignedIn(ports)
    ports.clock.advanceSeconds(600)
    const before = ports.commits.length
    const { AuthenticationResult: result, ...rest } = await byFlow()
    assert.equal(ports.commits.length, before, 'nothing is written')
    assert.deepEqual(rest, { ChallengeParameters: {} })
    assert.equal(result?.RefreshToken, undefined)
    for (const [old, fresh] of [
      [first?.AccessToken, result?.AccessToken],
      [first?.IdToken, result?.IdToken],
    ]) {
      const [was, is] = [claimsOf(old), claimsOf(fresh)]
      for (const same of ['sub', 'auth_time', 'origin_jti', 'event_id', 'token_use', 'iss']) {
        assert.equal(is[same], was[same], same)
      }
      assert.notEqual(is.jti, was.jti)
      assert.equal(Number(is.iat) - Number(was.iat), 600)
      assert.equal(Number(is.exp) - Number(was.exp), 600)
    }
    const other = await get()
    assert.deepEqual(Object.keys(other), ['AuthenticationResult'])
    assert.equal(other.AuthenticationResult?.RefreshToken, undefined)
  })

  test('reads attributes and groups anew', async () => {
    await using ports = await testPorts()
    const { byFlow, user, pool } = await givenSignedIn(ports)
    const changed = { ...user, attributes: { given_name: 'Alicia' }, version: user.version + 1 }
    const at = ports.clock.now()
    const group = { poolId: pool.id, name: 'g', description: undefined, roleArn: undefined, precedence: 1 }
    await ports.storage.commit([
      { write: 'updateUser', user: changed, aliases: aliasesOf(pool, changed) },
      { write: 'createGroup', group: { ...group, createdAt: at, updatedAt: at } },
      { write: 'addUserToGroup', poolId: pool.id, name: 'g', sub: user.sub, at },
    ])
    const claims = claimsOf((await byFlow()).AuthenticationResult?.IdToken)
    assert.equal(claims.given_name, 'Alicia')
    assert.deepEqual(claims['cognito:groups'], ['g'])
  })

  test('goes by both names of the flow, and for servers', async () => {
    await using ports = await testPorts()
    const { app, pool, client, refreshToken } = await givenSignedIn(ports)
    assert.ok((await app.initiate('REFRESH_TOKEN', { REFRESH_TOKEN: refreshToken })).AuthenticationResult)
    const answer = await call(AdminInitiateAuth, ports, {
      UserPoolId: pool.id,
      ClientId: client.id,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken },
    })
    assert.ok(answer.AuthenticationResult)
  })

  test('refuses what is not one of its tokens', async () => {
    await using ports = await testPorts()
    const { byFlow, get, pool, first, refreshToken } = await givenSignedIn(ports)
    const touched = `${refreshToken.slice(0, -4)}AAAA`
    for (const token of ['nonsense', touched, first?.AccessToken, first?.IdToken]) {
      assert.equal(await refusalOf(byFlow(token)), malformed)
      assert.equal(await refusalOf(get(token)), malformed)
    }
    const other = await givenClient(ports, pool, { id: 'other' })
    assert.equal(
      await refusalOf(call(GetTokensFromRefreshToken, ports, { ClientId: other.id, RefreshToken: refreshToken })),
      'NotAuthorizedException: Refresh Token has different Client',
    )
    const elsewhere = await givenPool(ports, { id: 'us-east-1_other0000' })
    const foreign = await givenClient(ports, elsewhere, { id: 'foreign' })
    assert.equal(
      await refusalOf(call(GetTokensFromRefreshToken, ports, { ClientId: foreign.id, RefreshToken: refreshToken })),
      malformed,
    )
    const otherInstallation = await testPorts({ seed: 'other' })
    const { refreshToken: forged } = await givenSignedIn(otherInstallation)
    await otherInstallation[Symbol.asyncDispose]()
    assert.equal(await refusalOf(byFlow(forged)), malformed)
  })

  test('ends with the session', async () => {
    await using ports = await testPorts()
    const configuration = { RefreshTokenValidity: 60, TokenValidityUnits: { RefreshToken: 'minutes' as const } }
    const { byFlow } = await givenSignedIn(ports, { configuration })
    ports.clock.advanceSeconds(3599)
    const { AuthenticationResult: last } = await byFlow()
    assert.equal(last?.ExpiresIn, 1, 'no access token outlives its session')
    ports.clock.advanceSeconds(1)
    assert.equal(await refusalOf(byFlow()), 'NotAuthorizedException: Refresh Token has expired')
  })

  test('is not for disabled users, nor for deleted ones', async () => {
    await using ports = await testPorts()
    const { byFlow, user, pool } = await givenSignedIn(ports)
    const disabled = { ...user, enabled: false, version: user.version + 1 }
    await ports.storage.commit([{ write: 'updateUser', user: disabled, aliases: aliasesOf(pool, user) }])
    assert.equal(await refusalOf(byFlow()), 'NotAuthorizedException: User is disabled.')
    await ports.storage.commit([{ write: 'deleteUser', poolId: pool.id, sub: user.sub }])
    assert.equal(
      await refusalOf(byFlow()),
      'NotAuthorizedException: The user has been deleted for the associated refresh token',
    )
  })

  test('a confidential client shows its secret: by hash in the flow, as it is in GetTokensFromRefreshToken', async () => {
    await using ports = await testPorts()
    const secrets = [{ id: '1', value: 'a-secret', createdAt: new Date(0) }]
    const { byFlow, get, client, user, refreshToken } = await givenSignedIn(ports, { secrets })
    const hashed = (username: string) => ({ SECRET_HASH: secretHash('a-secret', username, client.id) })
    assert.ok((await byFlow(refreshToken, hashed('alice'))).AuthenticationResult)
    assert.ok((await byFlow(refreshToken, hashed(user.sub))).AuthenticationResult)
    assert.equal(
      await refusalOf(byFlow()),
      `NotAuthorizedException: Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    )
    assert.equal(
      await refusalOf(byFlow(refreshToken, hashed('bob'))),
      `NotAuthorizedException: SecretHash does not match for the client: ${client.id}`,
    )
    assert.ok((await get(refreshToken, { ClientSecret: 'a-secret' })).AuthenticationResult)
    assert.equal(
      await refusalOf(get()),
      `NotAuthorizedException: Client ${client.id} is configured for secret but secret was not received`,
    )
    assert.equal(
      await refusalOf(get(refreshToken, { ClientSecret: 'b-secret' })),
      `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    )
  })
})

describe('rotation', () => {
  test('exchanges the token, and the old one is reused from then on, but the session lives', async () => {
    await using ports = await testPorts()
    const { get, refreshToken } = await givenSignedIn(ports, rotating())
    const second = (await get()).AuthenticationResult?.RefreshToken ?? ''
    assert.notEqual(second, refreshToken)
    assert.equal(await refusalOf(get(refreshToken)), reused)
    assert.ok((await get(second)).AuthenticationResult, 'Cognito does not end the session for it')
  })

  test('in the time of grace the parent gives another child, which displaces the first', async () => {
    await using ports = await testPorts()
    const { get, refreshToken } = await givenSignedIn(ports, rotating(10))
    const child = (await get()).AuthenticationResult?.RefreshToken ?? ''
    ports.clock.advanceSeconds(9)
    const sibling = (await get(refreshToken)).AuthenticationResult?.RefreshToken ?? ''
    assert.equal(await refusalOf(get(child)), reused)
    ports.clock.advanceSeconds(1)
    assert.equal(await refusalOf(get(refreshToken)), reused, 'the time of grace is not extended')
    assert.ok((await get(sibling)).AuthenticationResult)
  })

  test('never extends the session', async () => {
    await using ports = await testPorts()
    const { get } = await givenSignedIn(ports, rotating())
    ports.clock.advanceSeconds(29 * 86_400)
    const second = (await get()).AuthenticationResult?.RefreshToken
    ports.clock.advanceSeconds(86_400)
    assert.equal(await refusalOf(get(second)), 'NotAuthorizedException: Refresh Token has expired')
  })

  test('revoking any child ends them all', async () => {
    await using ports = await testPorts()
    const { get, revoke, refreshToken } = await givenSignedIn(ports, rotating(10))
    const child = (await get()).AuthenticationResult?.RefreshToken ?? ''
    assert.deepEqual(await revoke(refreshToken), {})
    assert.equal(await refusalOf(get(child)), revoked)
    assert.equal(await refusalOf(get(refreshToken)), revoked)
  })

  test('of 64 uses at once one wins', async () => {
    await using ports = await testPorts()
    const { get, refreshToken } = await givenSignedIn(ports, rotating())
    const answers = await Promise.all(Array.from({ length: 64 }, () => refusalOf(get(refreshToken))))
    assert.equal(answers.filter((answer) => typeof answer === 'object').length, 1)
    assert.equal(answers.filter((answer) => answer === reused).length, 63)
  })
})
