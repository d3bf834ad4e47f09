import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createResponseCache, type ResponseCache } from './response-cache.ts'

const now = new Date('2026-11-30T12:00:00Z')
const later = new Date('2026-11-30T12:05:00Z')

function keep(cache: ResponseCache, key: string, { stage = 'a', stageBytes = 1_000_000, size = 10_000 } = {}) {
  cache.keep({ stage, stageBytes, key }, { status: 200, headers: [], body: Buffer.alloc(size) }, later)
}

function has(cache: ResponseCache, key: string, stage = 'a'): boolean {
  return cache.find({ stage, stageBytes: 0, key }, now) !== undefined
}

describe('what responses are kept in', () => {
  test('holds no more than its bytes, and forgets first what nobody asked for longest', () => {
    const cache = createResponseCache(35_000)
    for (const key of ['1', '2', '3']) keep(cache, key)
    assert.equal(has(cache, '1'), true)
    keep(cache, '4')
    assert.deepEqual(
      ['1', '2', '3', '4'].map((key) => has(cache, key)),
      [true, false, true, true],
    )
  })

  test('holds no more of a stage than its cluster would', () => {
    const cache = createResponseCache(1_000_000)
    keep(cache, '1', { stage: 'b' })
    for (const key of ['1', '2', '3']) keep(cache, key, { stageBytes: 25_000 })
    assert.deepEqual(
      ['1', '2', '3'].map((key) => has(cache, key)),
      [false, true, true],
    )
    assert.equal(has(cache, '1', 'b'), true)
  })

  test('keeps nothing that is larger than all of it, and what was there before is gone', () => {
    const cache = createResponseCache(20_000)
    keep(cache, '1')
    keep(cache, '1', { size: 30_000 })
    assert.equal(has(cache, '1'), false)
  })

  test('counts what an entry costs besides its body', () => {
    const cache = createResponseCache(10_000)
    for (let count = 0; count < 1000; count += 1) keep(cache, String(count), { size: 0 })
    const kept = Array.from({ length: 1000 }, (_, index) => has(cache, String(index))).filter(Boolean)
    assert.ok(kept.length < 20)
  })

  test('gives out nothing whose time is over, and makes room of it', () => {
    const cache = createResponseCache(15_000)
    keep(cache, '1')
    assert.equal(cache.find({ stage: 'a', stageBytes: 0, key: '1' }, later), undefined)
    assert.equal(has(cache, '1'), false)
    keep(cache, '2')
    assert.equal(has(cache, '2'), true)
  })

  test('forgets all of it', () => {
    const cache = createResponseCache(15_000)
    keep(cache, '1')
    cache.clear()
    assert.equal(has(cache, '1'), false)
    keep(cache, '2')
    assert.equal(has(cache, '2'), true)
  })
})
