import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { openToken, sealToken } from './sealed-token.ts'

const key = randomBytes(32)
const now = new Date('2026-09-01T00:00:00Z')
const expiresAt = new Date('2026-09-01T00:03:00Z')
const value = { pool: 'us-east-1_AbCdEf123', name: 'Łukasz', step: 2, past: ['a', null, true] }
const options = { purpose: 'session', expiresAt }

describe('sealed token', () => {
  test('opens to its value until it expires', () => {
    const token = sealToken(value, key, options)
    assert.deepEqual(openToken(token, key, 'session', now), value)
    assert.deepEqual(openToken(token, key, 'session', new Date(expiresAt.getTime() - 1)), value)
    assert.equal(openToken(token, key, 'session', expiresAt), 'expired')
  })

  test('looks like a Session of Cognito', () => {
    const token = sealToken(value, key, options)
    assert.match(token, /^AYABe[\w-]+$/)
    assert.ok(token.length > 850 && token.length < 950, `${token.length} characters`)
  })

  test('can be base64, which a client decodes before it signs', () => {
    const token = sealToken(value, key, { ...options, encoding: 'base64', paddedSize: 1100 })
    assert.match(token, /^[A-Za-z0-9+/]+={0,2}$/)
    assert.ok(token.length > 1400 && token.length < 1600)
    assert.deepEqual(openToken(token, key, 'session', now), value)
  })

  test('has a length that tells nothing of its value', () => {
    const lengths = [{}, value, { text: 'ä'.repeat(200) }].map((content) => sealToken(content, key, options).length)
    assert.equal(new Set(lengths).size, 1)
  })

  test('carries a value beyond its padding', () => {
    const long = { text: 'x'.repeat(5000) }
    assert.deepEqual(openToken(sealToken(long, key, options), key, 'session', now), long)
  })

  test('opens for no other purpose and under no other key', () => {
    const token = sealToken(value, key, options)
    assert.equal(openToken(token, key, 'secret-block', now), undefined)
    assert.equal(openToken(token, randomBytes(32), 'session', now), undefined)
  })

  test('opens with no bit changed, nor in another spelling', () => {
    const token = Buffer.from(sealToken(value, key, options), 'base64url')
    for (let at = 0; at < token.length; at += 1) {
      const changed = Buffer.from(token)
      changed[at]! ^= 1 << (at % 8)
      assert.equal(openToken(changed.toString('base64url'), key, 'session', now), undefined, `byte ${at}`)
    }
    const text = token.toString('base64url')
    for (const other of ['', 'AYAB', text.slice(1), text.slice(0, -4), `${text}=`, `${text}A`, ` ${text}`, `${text}.`])
      assert.equal(openToken(other, key, 'session', now), undefined)
  })

  test('says nothing of the expiry of a token that is not genuine', () => {
    const later = new Date('2027-01-01T00:00:00Z')
    assert.equal(openToken(sealToken(value, randomBytes(32), options), key, 'session', later), undefined)
  })

  test('has expired when its date was none', () => {
    const token = sealToken(value, key, { ...options, expiresAt: new Date(Number.NaN) })
    assert.equal(openToken(token, key, 'session', now), 'expired')
  })
})
