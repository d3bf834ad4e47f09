import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isSrpVerifier } from './srp.ts'
import { fakeSrpSalt, fakeSrpVerifier } from './srp-unknown-user.ts'

const key = Buffer.alloc(32, 7)

describe('the SRP face of an unknown user', () => {
  test('stays the same for one name and differs for the next', () => {
    assert.equal(fakeSrpSalt(key, 'pool', 'bob').length, 16)
    assert.deepEqual(fakeSrpSalt(key, 'pool', 'bob'), fakeSrpSalt(key, 'pool', 'bob'))
    assert.notDeepEqual(fakeSrpSalt(key, 'pool', 'bob'), fakeSrpSalt(key, 'pool', 'bobb'))
    assert.notDeepEqual(fakeSrpSalt(key, 'pool', 'bob'), fakeSrpSalt(key, 'poolb', 'ob'))
    assert.notDeepEqual(fakeSrpSalt(key, 'pool', 'bob'), fakeSrpSalt(Buffer.alloc(32, 8), 'pool', 'bob'))
  })

  test('has a verifier of the usual shape', () => {
    const verifier = fakeSrpVerifier(key, 'pool', 'bob')
    assert.equal(verifier.length, 384)
    assert.ok(isSrpVerifier(verifier))
    assert.deepEqual(verifier, fakeSrpVerifier(key, 'pool', 'bob'))
    assert.notDeepEqual(verifier, fakeSrpVerifier(key, 'pool', 'eve'))
  })
})
