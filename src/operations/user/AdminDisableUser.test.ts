import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminDeleteUser } from './AdminDeleteUser.ts'
import { AdminDisableUser } from './AdminDisableUser.ts'
import { AdminEnableUser } from './AdminEnableUser.ts'
import { AdminGetUser } from './AdminGetUser.ts'
import { DeleteUser } from './DeleteUser.ts'
import { GetUser } from './GetUser.ts'

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool)
  const AccessToken = await accessTokenOf(ports, client, 'alice')
  ports.clock.advanceSeconds(1)
  const named = { UserPoolId: pool.id, Username: 'alice' }
  const use = () => refusalOf(call(GetUser, ports, { AccessToken }))
  return { ports, pool, client, user, AccessToken, named, use }
}

describe('AdminDisableUser', () => {
  test('disables the user and ends every session in the same commit', async () => {
    const { ports, client, named, use } = await given()
    assert.deepEqual(await call(AdminDisableUser, ports, named), {})
    assert.deepEqual(
      ports.commits.at(-1)?.writes.map(({ write }) => write),
      ['signOutEverywhere', 'updateUser'],
    )
    assert.equal((await call(AdminGetUser, ports, named)).Enabled, false)
    assert.equal(await use(), 'NotAuthorizedException: User is disabled.')
    assert.equal(await refusalOf(accessTokenOf(ports, client, 'alice')), 'NotAuthorizedException: User is disabled.')
  })

  test('enabled again, the user signs in anew and old tokens stay dead', async () => {
    const { ports, client, named, use } = await given()
    await call(AdminDisableUser, ports, named)
    assert.deepEqual(await call(AdminEnableUser, ports, named), {})
    assert.equal((await call(AdminGetUser, ports, named)).Enabled, true)
    assert.equal(await use(), 'NotAuthorizedException: Access Token has been revoked')
    assert.ok(await accessTokenOf(ports, client, 'alice'))
  })

  test('a change of the same user that comes between is kept', async () => {
    const { ports, pool, user, named } = await given()
    await Promise.all([
      call(AdminDisableUser, ports, named),
      ports.storage.commit([
        {
          write: 'updateUser',
          user: { ...user, attributes: { name: 'Alice' }, version: 2 },
          aliases: [{ namespace: 'username', key: 'alice' }],
        },
      ]),
    ])
    const after = await ports.storage.users.find(pool.id, user.sub)
    assert.equal(after?.enabled, false)
    assert.equal(after?.attributes.name, 'Alice')
  })
})

describe('deletion', () => {
  test('by the user ends the user, and the name is free again', async () => {
    const { ports, pool, AccessToken, named, use } = await given()
    assert.equal(await call(DeleteUser, ports, { AccessToken }), undefined)
    assert.equal(await use(), 'UserNotFoundException: User does not exist.')
    assert.equal(await refusalOf(call(AdminGetUser, ports, named)), 'UserNotFoundException: User does not exist.')
    await givenUser(ports, pool, { sub: '00000000-0000-7000-0000-000000000000' })
    assert.equal(await use(), 'NotAuthorizedException: Invalid access token.')
  })

  test('by an administrator likewise', async () => {
    const { ports, named, use } = await given()
    assert.equal(await call(AdminDeleteUser, ports, named), undefined)
    assert.equal(await use(), 'UserNotFoundException: User does not exist.')
    assert.equal(await refusalOf(call(AdminDeleteUser, ports, named)), 'UserNotFoundException: User does not exist.')
  })
})

describe('whom nobody knows', () => {
  test('cannot be disabled, enabled or deleted, nor can a user of another pool', async () => {
    const { ports, pool } = await given()
    const other = await givenPool(ports, { id: 'us-east-1_Other1234' })
    for (const input of [
      { UserPoolId: pool.id, Username: 'nobody' },
      { UserPoolId: other.id, Username: 'alice' },
    ]) {
      const answers = [
        call(AdminDisableUser, ports, input),
        call(AdminEnableUser, ports, input),
        call(AdminDeleteUser, ports, input),
      ]
      for (const answer of answers) {
        assert.equal(await refusalOf(answer), 'UserNotFoundException: User does not exist.')
      }
    }
  })
})
