import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refuse } from '../../contract/refusal.ts'
import type { User } from '../../domain/users/user.ts'
import { refusalOf } from '../../testing/call-operation.ts'
import { givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { commitUserChange } from './commit-user-change.ts'

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const user = await givenUser(ports, pool)
  const change = (decide: (user: User) => User) =>
    commitUserChange(ports, refuse, { pool, user }, (before) => ({ user: decide(before), writes: [] }))
  const found = () => ports.storage.users.find(pool.id, user.sub)
  return { ports, pool, user, change, found }
}

function named(user: User, name: string, value = 'x'): User {
  return { ...user, attributes: { ...user.attributes, [name]: value } }
}

describe('commitUserChange', () => {
  test('sets version and time', async () => {
    const { ports, user, change, found } = await given()
    ports.clock.advanceSeconds(5)
    const result = await change((before) => named(before, 'name'))
    assert.deepEqual(result, {
      committed: true,
      user: { ...named(user, 'name'), version: 2, updatedAt: ports.clock.now() },
    })
    assert.deepEqual(await found(), result.committed && result.user)
  })

  test('decides again on what came between', async () => {
    const { change, found } = await given()
    const seen: number[] = []
    await change((before) => named(before, 'name'))
    await change((before) => {
      seen.push(before.version)
      return named(before, 'gender')
    })
    assert.deepEqual(seen, [1, 2])
    assert.deepEqual({ ...(await found())?.attributes }, { name: 'x', gender: 'x' })
  })

  test('gives up after ten tries, and says so', async () => {
    const { ports, pool, user } = await given()
    let tries = 0
    const answer = commitUserChange(ports, refuse, { pool, user }, async (before) => {
      tries += 1
      const fresh = await ports.storage.users.find(pool.id, user.sub)
      assert.ok(fresh)
      const other = { ...fresh, version: fresh.version + 1 }
      await ports.storage.commit([
        { write: 'updateUser', user: other, aliases: [{ namespace: 'username', key: 'alice' }] },
      ])
      return { user: before, writes: [] }
    })
    assert.equal(await refusalOf(answer), 'TooManyRequestsException: Too many requests')
    assert.equal(tries, 10)
  })

  test('refuses a user who is gone meanwhile', async () => {
    const { ports, pool, user, change } = await given()
    await ports.storage.commit([{ write: 'deleteUser', poolId: pool.id, sub: user.sub }])
    assert.equal(await refusalOf(change((before) => before)), 'UserNotFoundException: User does not exist.')
  })

  test('names the guard of another write, and writes nothing', async () => {
    const { ports, pool, user, found } = await given()
    const { clock } = ports
    const spent = {
      write: 'consumeCode',
      poolId: pool.id,
      subject: user.sub,
      purpose: 'sign-up',
      codeHash: 'x',
      now: clock.now(),
    } as const
    const result = await commitUserChange(ports, refuse, { pool, user }, (before) => ({
      user: named(before, 'name'),
      writes: [spent],
    }))
    assert.deepEqual(result, { committed: false, guard: 'code-unspent', alias: undefined })
    assert.deepEqual(await found(), user)
  })
})
