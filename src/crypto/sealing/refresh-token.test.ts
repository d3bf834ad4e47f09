import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { openRefreshToken, sealRefreshToken } from './refresh-token.ts'
import { openToken, sealToken } from './sealed-token.ts'

const key = randomBytes(32)
const now = new Date('2026-09-01T00:00:00Z')
const expiresAt = new Date('2026-10-01T00:00:00Z')
const value = { family: '9b0f', sub: 'x', client: 'y' }

describe('refresh token', () => {
  test('opens to its value until it expires', () => {
    const token = sealRefreshToken(value, key, expiresAt)
    assert.deepEqual(openRefreshToken(token, key, now), value)
    assert.equal(openRefreshToken(token, key, expiresAt), 'expired')
    assert.equal(openRefreshToken(token, randomBytes(32), now), undefined)
  })

  test('looks like the JWE of Cognito', () => {
    const token = sealRefreshToken(value, key, expiresAt)
    const parts = token.split('.')
    assert.match(token, /^eyJjdHkiOiJKV1Qi[A-Za-z0-9-_=.]+$/)
    assert.equal(Buffer.from(parts[0]!, 'base64url').toString(), '{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}')
    assert.deepEqual(
      parts.map((part) => Buffer.from(part, 'base64url').length),
      [46, 256, 12, 768, 16],
    )
    assert.ok(token.length >= 1000 && token.length <= 1800)
  })

  test('opens with no character changed in any part', () => {
    const token = sealRefreshToken(value, key, expiresAt)
    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
      assert.equal(openRefreshToken(changed, key, now), undefined, `character ${at}`)
    }
  })

  test('opens with no part missing, added or exchanged', () => {
    const token = sealRefreshToken(value, key, expiresAt)
    const parts = token.split('.')
    const other = sealRefreshToken(value, key, expiresAt).split('.')
    for (let at = 0; at < 5; at += 1) {
      assert.equal(openRefreshToken(parts.toSpliced(at, 1).join('.'), key, now), undefined)
      assert.equal(openRefreshToken(parts.with(at, '').join('.'), key, now), undefined)
      if (at > 0) assert.equal(openRefreshToken(parts.with(at, other[at]!).join('.'), key, now), undefined)
    }
    for (const text of ['', '....', `${token}.`, `${token}.x`, `${token}=`, 'a'.repeat(10_000_000)])
      assert.equal(openRefreshToken(text, key, now), undefined)
  })

  test('is no sealed token, nor is a sealed token one', () => {
    assert.equal(openRefreshToken(sealToken(value, key, { purpose: 'x', expiresAt }), key, now), undefined)
    assert.equal(openToken(sealRefreshToken(value, key, expiresAt), key, 'x', now), undefined)
  })
})
