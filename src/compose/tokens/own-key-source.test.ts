import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { KeySource } from '../../gateway/keys/key-source.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { ownKeySource } from './own-key-source.ts'

function elsewhere() {
  const asked: string[] = []
  const source: KeySource = {
    find: async (issuer, kid) => {
      asked.push(`${issuer} ${kid}`)
      return undefined
    },
  }
  return { asked, source }
}

describe('ownKeySource', () => {
  test('finds the keys of its own pools without asking anybody, under either spelling of the issuer', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const { asked, source } = elsewhere()
    const { find } = ownKeySource(ports, source)
    for (const { kid } of await ports.storage.userPools.listSigningKeys(pool.id)) {
      for (const type of ['ORIGINAL', 'UPDATED'] as const) {
        const key = await find(ports.addresses.issuer(pool.id, type), kid)
        assert.equal(key?.type, 'public')
      }
    }
    assert.equal(await find(ports.addresses.issuer(pool.id), 'unknown'), undefined)
    assert.deepEqual(asked, [])
  })

  test('gives no key of one pool for another', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    const [key] = await ports.storage.userPools.listSigningKeys(pool.id)
    const { find } = ownKeySource(ports, elsewhere().source)
    assert.ok(await find(ports.addresses.issuer(pool.id), key?.kid ?? ''))
    assert.equal(await find(ports.addresses.issuer(other.id), key?.kid ?? ''), undefined)
  })

  test('a retired key is good until its moment', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const [key] = await ports.storage.userPools.listSigningKeys(pool.id)
    const kid = key?.kid ?? ''
    const at = new Date(ports.clock.now().getTime() + 60_000)
    await ports.storage.commit([{ write: 'retireSigningKey', poolId: pool.id, kid, at }])
    const { find } = ownKeySource(ports, elsewhere().source)
    const issuer = ports.addresses.issuer(pool.id)
    assert.ok(await find(issuer, kid))
    ports.clock.advanceSeconds(60)
    assert.equal(await find(issuer, kid), undefined)
  })

  test('asks elsewhere for every other issuer, however it ends', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const { asked, source } = elsewhere()
    const { find } = ownKeySource(ports, source)
    for (const issuer of [`https://evil.example.com/${pool.id}`, 'https://login.example.com/', 'nonsense', '']) {
      assert.equal(await find(issuer, 'kid'), undefined)
    }
    assert.equal(asked.length, 4)
  })

  test('has others prepare for other issuers only', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const prepared: (readonly string[])[] = []
    const { prepare } = ownKeySource(ports, {
      find: () => undefined,
      prepare: async (issuers) => void prepared.push([...issuers]),
    })
    await prepare?.(new Set([ports.addresses.issuer(pool.id), 'https://login.example.com']))
    assert.deepEqual(prepared, [['https://login.example.com']])
  })
})
