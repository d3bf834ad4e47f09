import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { newDataKey, openSealer, rewrapDataKey } from './seal.ts'

const masterKey = randomBytes(32)
const wrappedDataKey = newDataKey(masterKey, randomBytes)
const sealer = openSealer({ masterKey, wrappedDataKey })
const plaintext = Buffer.from('JBSWY3DPEHPK3PXP')

describe('sealer', () => {
  test('opens what it sealed', () => {
    for (const content of [plaintext, Buffer.alloc(0), randomBytes(100_000)])
      assert.deepEqual(sealer.open(sealer.seal(content, 'a'), 'a'), Uint8Array.from(content))
  })

  test('opens it again after a restart', () => {
    const sealed = sealer.seal(plaintext, 'a')
    assert.deepEqual(openSealer({ masterKey, wrappedDataKey }).open(sealed, 'a'), Uint8Array.from(plaintext))
  })

  test('never seals twice alike', () => {
    assert.notEqual(sealer.seal(plaintext, 'a'), sealer.seal(plaintext, 'a'))
  })

  test('opens nothing in a context of another place', () => {
    const contexts = ['', 'user/1/totp', 'user/2/totp', 'user/1/verifier', 'user/1/totp ']
    for (const from of contexts)
      for (const to of contexts)
        assert.equal(sealer.open(sealer.seal(plaintext, from), to) !== undefined, from === to, `${from} -> ${to}`)
  })

  test('opens nothing of which one bit has changed', () => {
    const sealed = Buffer.from(sealer.seal(plaintext, 'a'), 'base64url')
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      assert.equal(sealer.open(changed.toString('base64url'), 'a'), undefined, `bit ${bit}`)
    }
  })

  test('opens nothing that is cut, extended or another spelling', () => {
    const sealed = sealer.seal(plaintext, 'a')
    for (let size = 0; size < sealed.length; size += 1) assert.equal(sealer.open(sealed.slice(0, size), 'a'), undefined)
    for (const more of ['A', 'AA', '=', ' ', '\n']) assert.equal(sealer.open(sealed + more, 'a'), undefined)
    assert.equal(sealer.open('ä'.repeat(60), 'a'), undefined)
  })

  test('opens nothing of another data key', () => {
    const other = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey, randomBytes) })
    assert.equal(other.open(sealer.seal(plaintext, 'a'), 'a'), undefined)
  })

  test('gives each purpose its own lasting key', () => {
    assert.equal(sealer.keyFor('codes').length, 32)
    assert.deepEqual(sealer.keyFor('codes'), openSealer({ masterKey, wrappedDataKey }).keyFor('codes'))
    assert.notDeepEqual(sealer.keyFor('codes'), sealer.keyFor('sessions'))
  })

  test('refuses a master key that does not fit', () => {
    assert.throws(() => openSealer({ masterKey: randomBytes(32), wrappedDataKey }), /does not open/)
    assert.throws(() => openSealer({ masterKey: randomBytes(16), wrappedDataKey }), /32 bytes/)
    assert.throws(() => openSealer({ masterKey, wrappedDataKey: 'AAAA' }), /does not open/)
    assert.throws(() => openSealer({ masterKey, wrappedDataKey: sealer.seal(plaintext, 'a') }), /does not open/)
  })

  test('keeps its records when the master key changes', () => {
    const nextMasterKey = randomBytes(32)
    const rewrapped = rewrapDataKey(wrappedDataKey, masterKey, nextMasterKey)
    const next = openSealer({ masterKey: nextMasterKey, wrappedDataKey: rewrapped })
    assert.deepEqual(next.open(sealer.seal(plaintext, 'a'), 'a'), Uint8Array.from(plaintext))
    assert.throws(() => openSealer({ masterKey, wrappedDataKey: rewrapped }), /does not open/)
  })
})
