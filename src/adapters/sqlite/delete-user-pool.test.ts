import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mustCommit } from '../../ports/storage/conformance/given.ts'
import * as make from '../../ports/storage/conformance/records.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { testPorts } from '../../testing/test-ports.ts'

const users = 1600

describe('deleting a pool with many users', () => {
  test('is done at once for who asks, and lets others write in between', async () => {
    await using ports = await testPorts()
    const { storage } = ports
    const [big, small] = [make.aUserPool(), make.aUserPool()]
    await mustCommit(storage, { write: 'createUserPool', pool: big }, { write: 'createUserPool', pool: small })
    const people = Array.from({ length: users }, () => make.aUser(big.id))
    await mustCommit(storage, ...people.map((user): Write => ({ write: 'createUser', user, aliases: [] })))

    const order: string[] = []
    const deleting = storage.commit([{ write: 'deleteUserPool', poolId: big.id }]).then(() => order.push('deleted'))
    const group = make.aGroup(small.id)
    const writing = storage.commit([{ write: 'createGroup', group }]).then(() => order.push('written'))
    const looking = storage.userPools.find(big.id)
    await Promise.all([deleting, writing])
    assert.equal(await looking, undefined)
    assert.deepEqual(order, ['written', 'deleted'])
    assert.equal(await storage.users.find(big.id, people[0]?.sub ?? ''), undefined)
    assert.equal((await storage.users.list(big.id, undefined, { limit: 1, after: undefined })).items.length, 0)
    assert.deepEqual(await storage.groups.find(small.id, group.name), group)
  })

  test('leaves nothing behind, and no change brings it back', async () => {
    await using ports = await testPorts()
    const { storage } = ports
    const pool = make.aUserPool()
    const user = make.aUser(pool.id)
    await mustCommit(storage, { write: 'createUserPool', pool }, { write: 'createUser', user, aliases: [] })
    await mustCommit(storage, { write: 'deleteUserPool', poolId: pool.id })
    assert.equal(await storage.deleteExpired(make.noon), 0, 'nothing is left')
    const refused = await storage.commit([{ write: 'updateUserPool', pool: { ...pool, version: 2 } }])
    assert.deepEqual(refused, { committed: false, guard: 'user-pool-version', alias: undefined })
  })
})
