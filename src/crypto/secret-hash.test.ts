import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { isSecretHash, secretHash } from './secret-hash.ts'

const hash = secretHash('secret', 'alice', 'client')

describe('SECRET_HASH', () => {
  test('is the HMAC of user name and client id', () => {
    assert.equal(hash, createHmac('sha256', 'secret').update('aliceclient').digest('base64'))
  })

  test('fits any secret of the client', () => {
    assert.equal(isSecretHash(hash, ['secret'], 'alice', 'client'), true)
    assert.equal(isSecretHash(hash, ['other', 'secret'], 'alice', 'client'), true)
    assert.equal(isSecretHash(hash, ['secret', 'other'], 'alice', 'client'), true)
  })

  test('fits nothing else', () => {
    assert.equal(isSecretHash(hash, [], 'alice', 'client'), false)
    assert.equal(isSecretHash(hash, ['other'], 'alice', 'client'), false)
    assert.equal(isSecretHash(hash, ['secret'], 'Alice', 'client'), false)
    assert.equal(isSecretHash(hash, ['secret'], 'alice', 'clients'), false)
    assert.equal(isSecretHash('', ['secret'], 'alice', 'client'), false)
    assert.equal(isSecretHash(hash.replace('=', ''), ['secret'], 'alice', 'client'), false)
  })
})
