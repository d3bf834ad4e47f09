import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { generateSigningKey, publicJwk } from './jwk.ts'
import { importJwks } from './jwks.ts'

const [first, second] = [await generateSigningKey(), await generateSigningKey()]
const keys = [publicJwk(first), publicJwk(second)]
const curve = { kty: 'EC', crv: 'P-256', kid: 'curve', use: 'sig', x: 'AAAA', y: 'AAAA' }

describe('key set', () => {
  test('gives its RS256 keys by kid and passes over the others', () => {
    const found = importJwks({ keys: [...keys, curve, { kty: 'RSA' }, null], more: true })
    assert.deepEqual([...(found?.keys() ?? [])], [first.kid, second.kid])
    assert.ok(found?.get(second.kid)?.equals(second.publicKey))
  })

  test('may be empty', () => assert.deepEqual(importJwks({ keys: [] }), new Map()))

  const refused: [string, unknown][] = [
    ['nothing', undefined],
    ['a list', keys],
    ['an object without keys', {}],
    ['keys that are no list', { keys: keys[0] }],
    ['more than 20 keys', { keys: Array.from({ length: 21 }, (_, kid) => ({ ...curve, kid: String(kid) })) }],
    ['two keys of one kid', { keys: [keys[0], { ...keys[1], kid: first.kid }] }],
    ['two keys of one kid and different kinds', { keys: [keys[0], { ...curve, kid: first.kid }] }],
    ['a private key among others', { keys: [keys[0], { ...curve, d: 'AAAA' }] }],
    ['a symmetric key among others', { keys: [keys[0], { kty: 'oct', k: 'AAAA', kid: 'x' }] }],
  ]
  for (const [title, document] of refused) {
    test(`is not ${title}`, () => assert.equal(importJwks(document), undefined))
  }
})
