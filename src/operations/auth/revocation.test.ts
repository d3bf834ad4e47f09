import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminUserGlobalSignOut } from './AdminUserGlobalSignOut.ts'
import { GlobalSignOut } from './GlobalSignOut.ts'
import { RevokeToken } from './RevokeToken.ts'
import { givenSignedIn } from '../../testing/given-signed-in.ts'

const revoked = 'NotAuthorizedException: Refresh Token has been revoked'

describe('RevokeToken', () => {
  test('ends the session at once, and says so of every token that it does not know', async () => {
    await using ports = await testPorts()
    const { revoke, byFlow, get, app } = await givenSignedIn(ports)
    const other = await app.withPassword('alice', 'Passw0rd!')
    assert.deepEqual(await revoke(), {})
    assert.deepEqual(await revoke(), {})
    assert.deepEqual(await revoke('garbage'), {})
    assert.equal(await refusalOf(byFlow()), revoked)
    assert.equal(await refusalOf(get()), revoked)
    assert.ok((await get(other.AuthenticationResult?.RefreshToken)).AuthenticationResult, 'other sign-ins go on')
  })

  test('leaves the tokens of another client alone', async () => {
    await using ports = await testPorts()
    const { pool, byFlow, refreshToken } = await givenSignedIn(ports)
    const other = await givenClient(ports, pool, { id: 'other' })
    assert.deepEqual(await call(RevokeToken, ports, { ClientId: other.id, Token: refreshToken }), {})
    assert.ok((await byFlow()).AuthenticationResult)
  })

  test('takes refresh tokens only, from clients that allow it and show their secret', async () => {
    await using ports = await testPorts()
    const { revoke, first } = await givenSignedIn(ports)
    for (const token of [first?.AccessToken, first?.IdToken]) {
      assert.equal(await refusalOf(revoke(token)), 'UnsupportedTokenTypeException: Unsupported token type')
    }
    const unknown = call(RevokeToken, ports, { ClientId: 'nobody', Token: 'x' })
    assert.equal(await refusalOf(unknown), 'UnauthorizedException: Invalid client or secret')
  })

  test('a client without revocation', async () => {
    await using ports = await testPorts()
    const { revoke } = await givenSignedIn(ports, { configuration: { EnableTokenRevocation: false } })
    assert.equal(
      await refusalOf(revoke()),
      'UnsupportedOperationException: Token revocation is not enabled for this client',
    )
  })

  test('a confidential client without its secret', async () => {
    await using ports = await testPorts()
    const secrets = [{ id: '1', value: 'a-secret', createdAt: new Date(0) }]
    const { revoke, refreshToken } = await givenSignedIn(ports, { secrets })
    const refusal = 'UnauthorizedException: Invalid client or secret'
    assert.equal(await refusalOf(revoke()), refusal)
    assert.equal(await refusalOf(revoke(refreshToken, { ClientSecret: 'wrong' })), refusal)
    assert.deepEqual(await revoke(refreshToken, { ClientSecret: 'a-secret' }), {})
  })
})

describe('signing out everywhere', () => {
  test('ends every session, by the user or by an administrator, and the next sign-in is fine', async () => {
    await using ports = await testPorts()
    const { app, pool, first, byFlow } = await givenSignedIn(ports)
    const other = await app.withPassword('alice', 'Passw0rd!')
    assert.deepEqual(await call(GlobalSignOut, ports, { AccessToken: first?.AccessToken ?? '' }), {})
    assert.equal(await refusalOf(byFlow()), revoked)
    assert.equal(await refusalOf(byFlow(other.AuthenticationResult?.RefreshToken)), revoked)
    assert.equal(
      await refusalOf(call(GlobalSignOut, ports, { AccessToken: first?.AccessToken ?? '' })),
      'NotAuthorizedException: Access Token has been revoked',
    )
    const next = await app.withPassword('alice', 'Passw0rd!')
    const nextRefreshToken = next.AuthenticationResult?.RefreshToken
    assert.ok((await byFlow(nextRefreshToken)).AuthenticationResult)
    const input = { UserPoolId: pool.id, Username: 'alice' }
    assert.deepEqual(await call(AdminUserGlobalSignOut, ports, input), {})
    assert.deepEqual(await call(AdminUserGlobalSignOut, ports, input), {})
    assert.equal(await refusalOf(byFlow(nextRefreshToken)), revoked)
  })

  test('of nobody', async () => {
    await using ports = await testPorts()
    const { pool } = await givenSignedIn(ports)
    assert.equal(
      await refusalOf(call(AdminUserGlobalSignOut, ports, { UserPoolId: pool.id, Username: 'nobody' })),
      'UserNotFoundException: User does not exist.',
    )
  })
})
