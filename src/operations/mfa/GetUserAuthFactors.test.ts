import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenSignIn, type SignInSetUp } from '../../testing/given-sign-in.ts'
import { passwordlessPolicies } from '../../testing/passwordless.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { AdminGetUserAuthFactors } from './AdminGetUserAuthFactors.ts'
import { GetUserAuthFactors } from './GetUserAuthFactors.ts'

const configuration = { Policies: passwordlessPolicies }

async function factorsOf(ports: TestPorts, setUp: SignInSetUp, changes: object = {}) {
  const { pool, user } = await givenSignIn(ports, setUp)
  const changed = { ...user, ...changes, version: user.version + 1 }
  await ports.storage.commit([{ write: 'updateUser', user: changed, aliases: aliasesOf(pool, changed) }])
  return call(AdminGetUserAuthFactors, ports, { UserPoolId: pool.id, Username: 'alice' })
}

describe('AdminGetUserAuthFactors', () => {
  test('lists what the user can begin with, and the app', async () => {
    await using ports = await testPorts()
    assert.deepEqual(await factorsOf(ports, { pool: { configuration } }), {
      Username: 'alice',
      PreferredMfaSetting: undefined,
      UserMFASettingList: undefined,
      ConfiguredUserAuthFactors: ['PASSWORD', 'EMAIL_OTP'],
    })
    await using other = await testPorts()
    const withApp = { pool: { configuration }, user: { mfaFactors: ['SOFTWARE_TOKEN_MFA'] as const } }
    assert.deepEqual(await factorsOf(other, withApp), {
      Username: 'alice',
      PreferredMfaSetting: undefined,
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      ConfiguredUserAuthFactors: ['PASSWORD', 'SOFTWARE_TOKEN'],
    })
  })

  test('lists no password of a user without one', async () => {
    await using ports = await testPorts()
    const { ConfiguredUserAuthFactors } = await factorsOf(ports, { pool: { configuration } }, { password: undefined })
    assert.deepEqual(ConfiguredUserAuthFactors, ['EMAIL_OTP'])
    await using other = await testPorts()
    const nothing = await factorsOf(other, {}, { password: undefined, attributes: {} })
    assert.deepEqual(nothing.ConfiguredUserAuthFactors, [])
  })

  test('knows whom it is asked about', async () => {
    await using ports = await testPorts()
    const { pool } = await givenSignIn(ports)
    const ask = (Username: string) => call(AdminGetUserAuthFactors, ports, { UserPoolId: pool.id, Username })
    assert.equal(await refusalOf(ask('nobody')), 'UserNotFoundException: User does not exist.')
  })
})

describe('GetUserAuthFactors', () => {
  test('tells a user the same of themselves', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, { pool: { configuration } })
    const { AuthenticationResult: result } = await app.withPassword('alice', 'Passw0rd!')
    const { ConfiguredUserAuthFactors } = await call(GetUserAuthFactors, ports, {
      AccessToken: result?.AccessToken ?? '',
    })
    assert.deepEqual(ConfiguredUserAuthFactors, ['PASSWORD', 'EMAIL_OTP'])
  })
})
