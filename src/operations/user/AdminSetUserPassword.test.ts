import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lockoutPolicy } from '../../domain/passwords/lockout-policy.ts'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminResetUserPassword } from './AdminResetUserPassword.ts'
import { AdminSetUserPassword } from './AdminSetUserPassword.ts'
import { ConfirmForgotPassword } from './ConfirmForgotPassword.ts'
import { GetUser } from './GetUser.ts'

const next = 'N3xt-Passw0rd!'
const attributes = { email: 'alice@example.com', email_verified: 'true' }

async function given(configuration: UserPoolConfiguration = {}, overrides: UserOverrides = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration })
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool, { attributes, ...overrides })
  const named = { UserPoolId: pool.id, Username: 'alice' }
  const set = (Password: string, Permanent?: boolean) =>
    call(AdminSetUserPassword, ports, { ...named, Password, Permanent })
  const reset = (Username = 'alice') => call(AdminResetUserPassword, ports, { ...named, Username })
  const found = () => ports.storage.users.find(pool.id, user.sub)
  return { ports, pool, client, user, set, reset, found }
}

describe('AdminSetUserPassword', () => {
  test('a permanent password confirms, and sessions go on', async () => {
    const { ports, client, set, found } = await given()
    const AccessToken = await accessTokenOf(ports, client, 'alice')
    assert.deepEqual(await set(next, true), {})
    assert.equal((await found())?.status, 'CONFIRMED')
    assert.ok(await accessTokenOf(ports, client, 'alice', next))
    assert.equal((await call(GetUser, ports, { AccessToken })).Username, 'alice')
  })

  for (const status of ['UNCONFIRMED', 'RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD'] as const) {
    test(`a permanent password confirms whoever is ${status}`, async () => {
      const { set, found } = await given({}, { status })
      await set(next, true)
      assert.equal((await found())?.status, 'CONFIRMED')
    })
  }

  test('another one must be changed, and expires', async () => {
    const { ports, client, set, found } = await given()
    assert.deepEqual(await set(next), {})
    assert.equal((await found())?.status, 'FORCE_CHANGE_PASSWORD')
    await assert.rejects(accessTokenOf(ports, client, 'alice', next), /NEW_PASSWORD_REQUIRED/)
    ports.clock.advanceSeconds(7 * 86_400)
    assert.equal(
      await refusalOf(accessTokenOf(ports, client, 'alice', next)),
      'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',
    )
  })

  test('lifts a lock', async () => {
    const { ports, pool, client, user, set } = await given()
    for (let failure = 0; failure < 5; failure += 1) {
      const now = ports.clock.now()
      await ports.storage.commit([
        { write: 'recordFailure', poolId: pool.id, subject: user.sub, policy: lockoutPolicy, now },
      ])
    }
    assert.ok(await ports.storage.attempts.findLock(pool.id, user.sub, ports.clock.now()))
    await set(next, true)
    assert.ok(await accessTokenOf(ports, client, 'alice', next))
  })

  test('refuses a weak password and one of the history', async () => {
    const { set, found, user } = await given({
      Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 1 } },
    })
    assert.equal(
      await refusalOf(set('short', true)),
      'InvalidPasswordException: Password does not conform to policy: Password not long enough',
    )
    assert.equal(
      await refusalOf(set('Passw0rd!', true)),
      'PasswordHistoryPolicyViolationException: Password has previously been used',
    )
    assert.deepEqual(await found(), user)
  })

  test('refuses a name nobody has', async () => {
    const { ports, pool } = await given()
    const input = { UserPoolId: pool.id, Username: 'nobody', Password: next }
    assert.equal(
      await refusalOf(call(AdminSetUserPassword, ports, input)),
      'UserNotFoundException: User does not exist.',
    )
  })
})

describe('AdminResetUserPassword', () => {
  test('sends a code with which the user sets another, and ends sessions', async () => {
    const { ports, client, reset, found } = await given()
    const AccessToken = await accessTokenOf(ports, client, 'alice')
    ports.clock.advanceSeconds(1)
    assert.deepEqual(await reset(), {})
    assert.equal((await found())?.status, 'RESET_REQUIRED')
    assert.equal(
      await refusalOf(call(GetUser, ports, { AccessToken })),
      'NotAuthorizedException: Access Token has been revoked',
    )
    assert.equal(
      await refusalOf(accessTokenOf(ports, client, 'alice')),
      'PasswordResetRequiredException: Password reset required for the user',
    )
    const [message] = ports.messages
    assert.equal(message?.to, 'alice@example.com')
    const ConfirmationCode = message?.code ?? ''
    const input = { ClientId: client.id, Username: 'alice', ConfirmationCode, Password: next }
    assert.deepEqual(await call(ConfirmForgotPassword, ports, input), {})
    assert.ok(await accessTokenOf(ports, client, 'alice', next))
  })

  const noContact =
    'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number'
  const wrongState = 'NotAuthorizedException: User password cannot be reset in the current state.'
  const adminOnly = { AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'admin_only' as const }] } }
  const refusals: readonly [what: string, UserPoolConfiguration, UserOverrides, refusal: string][] = [
    ['no verified address', {}, { attributes: { email: 'a@example.com' } }, noContact],
    ['a temporary password', {}, { status: 'FORCE_CHANGE_PASSWORD' }, wrongState],
    ['the unconfirmed', {}, { status: 'UNCONFIRMED' }, wrongState],
    ['a pool without recovery', adminOnly, {}, 'NotAuthorizedException: Contact administrator to reset password.'],
  ]
  for (const [what, configuration, overrides, refusal] of refusals) {
    test(`refuses ${what}`, async () => {
      const { ports, reset, found, user } = await given(configuration, overrides)
      assert.equal(await refusalOf(reset()), refusal)
      assert.deepEqual(ports.messages, [])
      assert.deepEqual(await found(), user)
    })
  }

  test('refuses a name nobody has', async () => {
    const { reset } = await given()
    assert.equal(await refusalOf(reset('nobody')), 'UserNotFoundException: User does not exist.')
  })
})
