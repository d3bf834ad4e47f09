import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { calculateJwkThumbprint } from 'jose'
import { exportSigningKey, generateSigningKey, importPublicJwk, importSigningKey, publicJwk } from './jwk.ts'

const signingKey = await generateSigningKey()
const jwk = publicJwk(signingKey)

/** The JWK of a modulus that is no product of primes: verification never asks. */
const jwkOf = (bits: number, e: string) => ({
  ...jwk,
  e,
  n: Buffer.concat([Buffer.of(0xc0), Buffer.alloc(bits / 8 - 1, 0x5b)]).toString('base64url'),
})

describe('signing key', () => {
  test('has a kid of 44 characters of base64 and a 2048-bit modulus', () => {
    assert.match(signingKey.kid, /^[A-Za-z0-9+/]{43}=$/)
    assert.deepEqual(signingKey.publicKey.asymmetricKeyDetails, { modulusLength: 2048, publicExponent: 65537n })
  })

  test('comes back the same from storage', () => {
    const again = importSigningKey(exportSigningKey(signingKey))
    assert.equal(again.kid, signingKey.kid)
    assert.ok(again.privateKey.equals(signingKey.privateKey))
    assert.ok(again.publicKey.equals(signingKey.publicKey))
  })

  test('comes back from storage only as an RSA key of full size', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const { privateKey } of [weak, curve])
      assert.throws(() => importSigningKey(privateKey.export({ format: 'der', type: 'pkcs8' })), /2048 bits/)
    assert.throws(() => importSigningKey(Buffer.from('x')))
  })

  test('prints as Cognito prints it, without a private member', () => {
    assert.deepEqual(Object.keys(jwk), ['alg', 'e', 'kid', 'kty', 'n', 'use'])
    assert.deepEqual({ ...jwk, n: '' }, { alg: 'RS256', e: 'AQAB', kid: signingKey.kid, kty: 'RSA', n: '', use: 'sig' })
  })

  test('is known by its thumbprint of RFC 7638', async () => {
    const thumbprint = await calculateJwkThumbprint({ kty: jwk.kty, n: jwk.n, e: jwk.e })
    assert.equal(Buffer.from(signingKey.kid, 'base64').toString('base64url'), thumbprint)
  })
})

describe('published key', () => {
  test('is read with its kid', () => {
    const read = importPublicJwk(jwk)
    assert.equal(read?.kid, signingKey.kid)
    assert.ok(read?.key.equals(signingKey.publicKey))
  })

  test('may leave out use, alg and key_ops', () => {
    const { kid, kty, n, e } = jwk
    assert.ok(importPublicJwk({ kid, kty, n, e }))
    assert.ok(importPublicJwk({ ...jwk, key_ops: ['verify'] }))
  })

  const refused: [string, unknown][] = [
    ['nothing', undefined],
    ['a list', [jwk]],
    ['a symmetric key', { kty: 'oct', kid: 'x', k: 'AAAA' }],
    ['a key without kid', { ...jwk, kid: undefined }],
    ['a kid that is no text', { ...jwk, kid: 1 }],
    ['a key for encryption', { ...jwk, use: 'enc' }],
    ['a key for another algorithm', { ...jwk, alg: 'RS512' }],
    ['a key for HMAC', { ...jwk, alg: 'HS256' }],
    ['a key that may not verify', { ...jwk, key_ops: ['sign'] }],
    ['key_ops that are no list', { ...jwk, key_ops: 'verify' }],
    ['a private key', { ...jwk, d: 'AQAB' }],
    ['a padded modulus', { ...jwk, n: `${jwk.n}==` }],
    ['a modulus that is no text', { ...jwk, n: 1 }],
    ['an empty modulus', { ...jwk, n: '' }],
    ['a modulus of a megabyte', { ...jwk, n: 'A'.repeat(1_048_576) }],
    ['a modulus of 1024 bits', jwkOf(1024, 'AQAB')],
    ['a modulus of 16384 bits', jwkOf(16_384, 'AQAB')],
    ['the exponent 1', { ...jwk, e: 'AQ' }],
    ['the exponent 3', { ...jwk, e: 'Aw' }],
    ['an even exponent', { ...jwk, e: 'AQAC' }],
    ['no exponent', { ...jwk, e: '' }],
  ]
  for (const [title, value] of refused) {
    test(`is not ${title}`, () => assert.equal(importPublicJwk(value), undefined))
  }

  test('is accepted at 2048 and at 4096 bits', () => {
    assert.ok(importPublicJwk(jwkOf(2048, 'AQAB')))
    assert.ok(importPublicJwk(jwkOf(4096, 'AQAB')))
  })
})
