import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { decodeBase32, encodeBase32 } from './base32.ts'
import { matchTotpStep, newTotpSecret, otpauthUri, totpCode, totpStep } from './totp.ts'

const secret = encodeBase32(Buffer.from('12345678901234567890'))
const at = (seconds: number) => new Date(seconds * 1000)

describe('base 32', () => {
  test('follows RFC 4648 section 10', () => {
    const vectors = { f: 'MY', fo: 'MZXQ', foo: 'MZXW6', foob: 'MZXW6YQ', fooba: 'MZXW6YTB', foobar: 'MZXW6YTBOI' }
    for (const [text, encoded] of Object.entries(vectors)) {
      assert.equal(encodeBase32(Buffer.from(text)), encoded)
      assert.equal(Buffer.from(decodeBase32(encoded.toLowerCase())!).toString(), text)
    }
    assert.equal(Buffer.from(decodeBase32('MZXW6YQ=')!).toString(), 'foob')
    assert.equal(decodeBase32('MZXW1'), undefined)
  })
})

describe('TOTP', () => {
  // RFC 6238 appendix B, SHA-1, the last six of its eight digits.
  const vectors: [number, string][] = [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ]
  for (const [seconds, code] of vectors) {
    test(`gives ${code} at ${seconds} seconds`, () => assert.equal(totpCode(secret, totpStep(at(seconds))), code))
  }

  test('makes secrets of 52 characters that hold 256 bits', () => {
    const made = newTotpSecret(randomBytes)
    assert.match(made, /^[A-Z2-7]{52}$/)
    assert.equal(decodeBase32(made)!.length, 32)
  })

  test('accepts the step before and after, and no other', () => {
    const now = at(1_900_000_000)
    const current = totpStep(now)
    for (const drift of [-1, 0, 1])
      assert.deepEqual(matchTotpStep(secret, totpCode(secret, current + drift), now, undefined), {
        step: current + drift,
      })
    for (const drift of [-3, -2, 2, 3])
      assert.equal(matchTotpStep(secret, totpCode(secret, current + drift), now, undefined), 'mismatch')
  })

  test('accepts each code once, and none older than the last', () => {
    const now = at(1_900_000_000)
    const current = totpStep(now)
    assert.equal(matchTotpStep(secret, totpCode(secret, current), now, current), 'reused')
    assert.equal(matchTotpStep(secret, totpCode(secret, current - 1), now, current), 'reused')
    assert.deepEqual(matchTotpStep(secret, totpCode(secret, current + 1), now, current), { step: current + 1 })
    assert.equal(matchTotpStep(secret, '000000', now, current), 'mismatch')
  })

  test('takes no other spelling of a code', () => {
    const now = at(1_234_567_890)
    const code = totpCode(secret, totpStep(now))
    assert.equal(code, '005924')
    for (const other of ['5924', ' 005924', '005924 ', '0005924', '٠٠٥٩٢٤', ''])
      assert.equal(matchTotpStep(secret, other, now, undefined), 'mismatch')
  })

  test('looks at no step before the epoch', () => {
    assert.deepEqual(matchTotpStep(secret, totpCode(secret, 0), at(0), undefined), { step: 0 })
  })

  test('refuses a secret that is not base 32', () => {
    assert.throws(() => totpCode('not base 32!', 1), RangeError)
    assert.throws(() => totpCode('', 1), RangeError)
  })

  test('writes the key URI with its parts escaped', () => {
    const uri = otpauthUri({ issuer: 'Notes & Co', account: 'a:b@example.com', secret: 'ABC' })
    assert.equal(uri, 'otpauth://totp/Notes%20%26%20Co:a%3Ab%40example.com?secret=ABC&issuer=Notes%20%26%20Co')
    assert.equal(new URL(uri).searchParams.get('issuer'), 'Notes & Co')
  })
})
