import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { GatewaySession, GatewaySessionStore } from './gateway-sessions.ts'

const start = new Date('2026-11-20T12:00:00.000Z')

function session(overrides: Partial<GatewaySession> = {}): GatewaySession {
  return {
    idHash: 'hash-1',
    app: 'notes',
    sealed: 'sealed',
    createdAt: start,
    lastSeenAt: start,
    expiresAt: new Date(start.getTime() + 3_600_000),
    version: 1,
    ...overrides,
  }
}

/** What every store of gateway sessions must pass. `open` yields an empty one. */
export function gatewaySessionStoreConformance(
  name: string,
  open: () => Promise<GatewaySessionStore & AsyncDisposable>,
) {
  describe(`${name} as a store of gateway sessions`, () => {
    test('finds what was put, and nothing else', async () => {
      await using store = await open()
      await store.put(session())
      assert.deepEqual(await store.find('hash-1'), session())
      assert.equal(await store.find('hash-2'), undefined)
      assert.equal(await store.find('HASH-1'), undefined)
    })

    test('does not put over an existing session', async () => {
      await using store = await open()
      await store.put(session())
      await assert.rejects(store.put(session({ sealed: 'other' })))
      assert.equal((await store.find('hash-1'))?.sealed, 'sealed')
    })

    test('replaces only the version it was told', async () => {
      await using store = await open()
      await store.put(session())
      assert.equal(await store.replace(session({ sealed: 'b', version: 3 }), 2), false)
      assert.equal(await store.replace(session({ sealed: 'c', version: 2 }), 1), true)
      assert.deepEqual(await store.find('hash-1'), session({ sealed: 'c', version: 2 }))
      assert.equal(await store.replace(session({ sealed: 'd', version: 2 }), 1), false)
    })

    test('of many who replace one version, one wins', async () => {
      await using store = await open()
      await store.put(session())
      const tries = Array.from({ length: 32 }, (_, index) =>
        store.replace(session({ sealed: `${index}`, version: 2 }), 1),
      )
      assert.equal((await Promise.all(tries)).filter(Boolean).length, 1)
      assert.equal((await store.find('hash-1'))?.version, 2)
    })

    test('does not bring a deleted session back', async () => {
      await using store = await open()
      await store.put(session())
      assert.equal(await store.delete('hash-1'), true)
      assert.equal(await store.replace(session({ version: 2 }), 1), false)
      assert.equal(await store.find('hash-1'), undefined)
    })

    test('of many who delete, one hears that it did', async () => {
      await using store = await open()
      await store.put(session())
      const deletions = await Promise.all(Array.from({ length: 16 }, () => store.delete('hash-1')))
      assert.equal(deletions.filter(Boolean).length, 1)
    })

    test('deletes what has expired, and counts it', async () => {
      await using store = await open()
      await store.put(session({ idHash: 'old', expiresAt: start }))
      await store.put(session({ idHash: 'new', expiresAt: new Date(start.getTime() + 1) }))
      assert.equal(await store.deleteExpired(start), 1)
      assert.equal(await store.find('old'), undefined)
      assert.ok(await store.find('new'))
    })
  })
}
