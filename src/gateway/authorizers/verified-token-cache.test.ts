import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createVerifiedTokenCache } from './verified-token-cache.ts'

const now = new Date('2026-11-20T12:00:00Z')
const exp = now.getTime() / 1000 + 3600
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe('JWT-04 the cache of verified tokens', () => {
  test('knows a whole token, for the configuration that verified it, and for its time', () => {
    const cache = createVerifiedTokenCache(10)
    const claims = { exp }
    cache.put('a.b.c', 'one', { claims, now, seconds: 60 })
    assert.equal(cache.find('a.b.c', 'one', later(59)), claims)
    assert.equal(cache.find('a.b.c', 'one', later(60)), undefined)
    assert.equal(cache.find('a.b.d', 'one', now), undefined)
    assert.equal(cache.find('a.b.c', 'other', now), undefined)
  })

  test('never outlives the token', () => {
    const cache = createVerifiedTokenCache(10)
    cache.put('a', 'one', { claims: { exp: exp - 3590 }, now, seconds: 60 })
    cache.put('b', 'one', { claims: { exp: exp - 3600 }, now, seconds: 60 })
    assert.notEqual(cache.find('a', 'one', later(9)), undefined)
    assert.equal(cache.find('a', 'one', later(10)), undefined)
    assert.equal(cache.find('b', 'one', now), undefined)
  })

  test('keeps what is asked for, and forgets what nobody asks for while as many others come', () => {
    const cache = createVerifiedTokenCache(10)
    const put = (token: string) => cache.put(token, 'one', { claims: { exp }, now, seconds: 60 })
    put('busy')
    put('idle')
    for (let other = 0; other < 40; other += 1) {
      put(`other ${other}`)
      assert.notEqual(cache.find('busy', 'one', now), undefined)
    }
    assert.equal(cache.find('idle', 'one', now), undefined)
  })

  test('holds no more text than it may, however long tokens are', () => {
    const cache = createVerifiedTokenCache(1_000_000)
    const token = (number: number) => String(number).padEnd(1_000_000, 'x')
    for (let number = 0; number < 20; number += 1)
      cache.put(token(number), 'one', { claims: { exp }, now, seconds: 60 })
    const kept = Array.from({ length: 20 }, (_, number) => cache.find(token(number), 'one', now)).filter(Boolean)
    assert.ok(kept.length <= 16, String(kept.length))
  })
})
