import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { ChangePassword } from './ChangePassword.ts'
import { GetUser } from './GetUser.ts'

const old = 'Passw0rd!'
const next = 'N3xt-Passw0rd!'
const incorrect = 'NotAuthorizedException: Incorrect username or password.'
const limited = 'LimitExceededException: Attempt limit exceeded, please try after some time.'

async function given(configuration: UserPoolConfiguration = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration })
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool)
  const AccessToken = await accessTokenOf(ports, client, 'alice')
  const change = (PreviousPassword: string | undefined, ProposedPassword = next) =>
    call(ChangePassword, ports, { AccessToken, PreviousPassword, ProposedPassword })
  return { ports, pool, client, user, AccessToken, change }
}

describe('ChangePassword', () => {
  test('replaces the password, records it, and leaves sessions alone', async () => {
    const { ports, pool, client, user, AccessToken, change } = await given()
    assert.deepEqual(await change(old), {})
    assert.ok(await accessTokenOf(ports, client, 'alice', next))
    assert.equal(await refusalOf(accessTokenOf(ports, client, 'alice', old)), incorrect)
    assert.equal((await call(GetUser, ports, { AccessToken })).Username, 'alice')
    const { items } = await ports.storage.users.listAuthEvents(pool.id, user.sub, { limit: 10, after: undefined })
    const changes = items.filter(({ type }) => type === 'PasswordChange').map(({ response }) => response)
    assert.deepEqual(changes, ['Pass'])
  })

  test('refuses a wrong or missing old password and counts it as a failed sign-in', async () => {
    const { ports, pool, user, change } = await given()
    assert.equal(await refusalOf(change('wrong')), incorrect)
    assert.equal(await refusalOf(change(undefined)), incorrect)
    for (let guess = 0; guess < 3; guess += 1) assert.equal(await refusalOf(change('wrong')), incorrect)
    assert.ok(await ports.storage.attempts.findLock(pool.id, user.sub, ports.clock.now()))
    assert.equal(await refusalOf(change(old)), 'NotAuthorizedException: Password attempts exceeded')
    ports.clock.advanceSeconds(1)
    assert.equal(await refusalOf(change(old)), limited)
  })

  test('is tried five times an hour', async () => {
    const { change } = await given()
    for (let attempt = 0; attempt < 5; attempt += 1) await change(attempt % 2 ? next : old, attempt % 2 ? old : next)
    assert.equal(await refusalOf(change(next)), limited)
  })

  test('sets the first password of whoever has none', async () => {
    const { ports, pool, client, user, change } = await given()
    const bare = { ...user, password: undefined, version: user.version + 1 }
    await ports.storage.commit([
      { write: 'updateUser', user: bare, aliases: [{ namespace: 'username', key: user.username }] },
    ])
    assert.deepEqual(await change(undefined), {})
    assert.equal((await ports.storage.users.find(pool.id, user.sub))?.password?.kind, 'srp')
    assert.ok(await accessTokenOf(ports, client, 'alice', next))
  })

  test('refuses a weak password', async () => {
    const { change } = await given()
    assert.equal(
      await refusalOf(change(old, 'short')),
      'InvalidPasswordException: Password does not conform to policy: Password not long enough',
    )
  })

  test('refuses a password of the history', async () => {
    const { change } = await given({ Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } } })
    const used = 'PasswordHistoryPolicyViolationException: Password has previously been used'
    assert.equal(await refusalOf(change(old, old)), used)
    await change(old, 'second-one')
    assert.equal(await refusalOf(change('second-one', old)), used)
    await change('second-one', 'third-one')
    await change('third-one', old)
  })

  test('refuses a token that is none', async () => {
    const { ports } = await given()
    const input = { AccessToken: 'garbage', PreviousPassword: old, ProposedPassword: next }
    assert.equal(await refusalOf(call(ChangePassword, ports, input)), 'NotAuthorizedException: Invalid Access Token')
  })
})
