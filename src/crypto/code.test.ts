import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { hashCode, numericCode } from './code.ts'

describe('numeric code', () => {
  test('has the digits asked for, leading zeros included', () => {
    for (const digits of [6, 8]) assert.match(numericCode(digits, randomBytes), new RegExp(`^\\d{${digits}}$`))
    assert.equal(
      numericCode(6, (size) => new Uint8Array(size)),
      '000000',
    )
  })

  test('comes from the random bytes alone', () => {
    const fixed = (size: number) => Buffer.alloc(size, 0xa5)
    assert.equal(numericCode(6, fixed), numericCode(6, fixed))
  })

  test('favours no digit at any place', () => {
    const rounds = 20_000
    const counts = Array.from({ length: 6 }, () => Array.from({ length: 10 }, () => 0))
    for (let round = 0; round < rounds; round += 1)
      for (const [place, digit] of [...numericCode(6, randomBytes)].entries()) counts[place]![Number(digit)]! += 1
    // Chi square with 9 degrees of freedom exceeds 60 once in 10^9 draws.
    for (const place of counts) {
      const chiSquare = place.reduce((sum, count) => sum + (count - rounds / 10) ** 2 / (rounds / 10), 0)
      assert.ok(chiSquare < 60, `chi square ${chiSquare}`)
    }
  })
})

describe('code hash', () => {
  const key = Buffer.alloc(32, 1)
  const hash = hashCode(key, 'sign-up', 'pool/alice', '123456')

  test('is the same for the same code', () => {
    assert.equal(hashCode(key, 'sign-up', 'pool/alice', '123456'), hash)
    assert.equal(Buffer.from(hash, 'base64url').length, 32)
  })

  test('binds key, purpose and subject, and keeps them apart', () => {
    const others = [
      hashCode(Buffer.alloc(32, 2), 'sign-up', 'pool/alice', '123456'),
      hashCode(key, 'password-reset', 'pool/alice', '123456'),
      hashCode(key, 'sign-up', 'pool/bob', '123456'),
      hashCode(key, 'sign-up', 'pool/alice', '123457'),
      hashCode(key, 'sign-up', 'pool/alice1', '23456'),
      hashCode(key, 'sign-u', 'ppool/alice', '123456'),
    ]
    assert.equal(new Set([hash, ...others]).size, 7)
  })
})
