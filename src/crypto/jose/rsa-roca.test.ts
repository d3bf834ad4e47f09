import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { generateSigningKey, publicJwk } from './jwk.ts'
import { isRocaModulus } from './rsa-roca.ts'

describe('ROCA fingerprint', () => {
  test('is on a modulus that is a power of 65537 modulo every small prime', () => {
    assert.equal(isRocaModulus(Buffer.from((65_537n ** 128n).toString(16).padStart(514, '0'), 'hex')), true)
  })

  test('is not on a modulus of OpenSSL', async () => {
    const { n } = publicJwk(await generateSigningKey())
    assert.equal(isRocaModulus(Buffer.from(n, 'base64url')), false)
  })

  test('is not on a multiple of a small prime', () => {
    const multiple = 167n * 65_537n ** 128n
    assert.equal(isRocaModulus(Buffer.from(multiple.toString(16).padStart(516, '0'), 'hex')), false)
  })
})
