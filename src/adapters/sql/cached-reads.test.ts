import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CachedReads } from './cached-reads.ts'

interface Record {
  readonly value: number
}

function cacheAt(now: { ms: number }): CachedReads<Record> {
  return new CachedReads<Record>({ longestMs: 100, monotonicMs: () => now.ms })
}

describe('CachedReads', () => {
  test('reads once until the entry is forgotten or too old', async () => {
    const now = { ms: 0 }
    const cache = cacheAt(now)
    let reads = 0
    const load = async () => ({ value: (reads += 1) })
    const read = async () => (await cache.read('a', load))?.value
    assert.deepEqual([await read(), await read()], [1, 1])
    cache.forget('b')
    assert.equal(await read(), 1)
    cache.forget('a')
    assert.deepEqual([await read(), await read()], [2, 2])
    now.ms = 100
    assert.equal(await read(), 3)
    cache.forgetAll()
    assert.equal(await read(), 4)
  })

  test('does not keep what was read before a change', async () => {
    const cache = cacheAt({ ms: 0 })
    const before = Promise.withResolvers<Record>()
    const reading = cache.read('a', () => before.promise)
    cache.forget('a')
    before.resolve({ value: 1 })
    assert.deepEqual(await reading, { value: 1 })
    assert.deepEqual(await cache.read('a', async () => ({ value: 2 })), { value: 2 })
  })

  test('keeps no absence, and nothing while it is off', async () => {
    const cache = cacheAt({ ms: 0 })
    assert.equal(await cache.read('a', async () => undefined), undefined)
    assert.deepEqual(await cache.read('a', async () => ({ value: 1 })), { value: 1 })
    cache.keepFromNowOn(false)
    assert.deepEqual(await cache.read('a', async () => ({ value: 2 })), { value: 2 })
    assert.deepEqual(await cache.read('a', async () => ({ value: 3 })), { value: 3 })
    cache.keepFromNowOn(true)
    await cache.read('a', async () => ({ value: 4 }))
    assert.deepEqual(await cache.read('a', async () => ({ value: 5 })), { value: 4 })
  })

  test('does not grow without end', async () => {
    const cache = cacheAt({ ms: 0 })
    for (let key = 0; key <= 10_000; key += 1) await cache.read(String(key), async () => ({ value: key }))
    assert.deepEqual(await cache.read('10000', async () => ({ value: -1 })), { value: 10_000 })
    assert.deepEqual(await cache.read('0', async () => ({ value: -1 })), { value: -1 })
  })
})
