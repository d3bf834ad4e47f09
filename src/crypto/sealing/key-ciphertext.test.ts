import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { decryptUnderKey, encryptUnderKey, keyNameOf } from './key-ciphertext.ts'

const key = { region: 'eu-central-1', keyId: '0f8fad5b-d9cb-469f-a165-70867728950e' }
const material = randomBytes(32)
const context = { a: '1', b: '2' }
const encrypt = () => encryptUnderKey(material, Buffer.from('secret'), { key, context }, randomBytes)

describe('what a key encrypts', () => {
  test('says which key that was, and decrypts with it and the same context in any order', () => {
    const ciphertext = encrypt()
    assert.deepEqual(keyNameOf(ciphertext), key)
    assert.equal(decryptUnderKey(material, ciphertext, { b: '2', a: '1' })?.toString(), 'secret')
    assert.equal(ciphertext.includes('secret'), false)
    assert.notDeepEqual(encrypt(), ciphertext)
  })

  test('does not decrypt with another key or context', () => {
    assert.equal(decryptUnderKey(randomBytes(32), encrypt(), context), undefined)
    for (const other of [{}, { a: '1' }, { a: '1', b: '3' }, { a: '1', b: '2', c: '' }, { ab: '12' }]) {
      assert.equal(decryptUnderKey(material, encrypt(), other as Record<string, string>), undefined)
    }
  })

  test('does not decrypt with any bit changed, or cut', () => {
    const ciphertext = encrypt()
    for (let place = 0; place < ciphertext.length; place += 1) {
      const changed = Buffer.from(ciphertext)
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
      assert.equal(decryptUnderKey(material, changed, context), undefined, `byte ${place}`)
      assert.equal(decryptUnderKey(material, ciphertext.subarray(0, place), context), undefined, `${place} bytes`)
    }
  })

  for (const [what, bytes] of Object.entries({
    nothing: Buffer.alloc(0),
    'one byte': Buffer.of(1),
    'a name that is none': Buffer.concat([Buffer.of(1, 4), Buffer.from('null')]),
    'another version': Buffer.concat([Buffer.of(2), encrypt().subarray(1)]),
  })) {
    test(`${what} is no ciphertext`, () => assert.equal(keyNameOf(bytes), undefined))
  }
})
