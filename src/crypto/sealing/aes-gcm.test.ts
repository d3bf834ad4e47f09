import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { decryptAesGcm, encryptAesGcm } from './aes-gcm.ts'

interface Vector {
  tcId: number
  key: string
  iv: string
  aad: string
  msg: string
  ct: string
  tag: string
  result: 'valid' | 'invalid'
}

const corpora = process.env.SALLYPORT_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora')
const file = join(corpora, 'wycheproof/aes_gcm_test.json')
const hex = (text: string) => Buffer.from(text, 'hex')

describe('AES-256-GCM', () => {
  test('gives the result of case 16 of the GCM specification', () => {
    const lock = {
      key: hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
      nonce: hex('cafebabefacedbaddecaf888'),
      additionalData: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
    }
    const message = hex(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    )
    const sealed = encryptAesGcm(lock, message)
    assert.equal(sealed.subarray(-16).toString('hex'), '76fc6ece0f4e1768cddf8853bb2d551b')
    assert.deepEqual(decryptAesGcm(lock, sealed), message)
  })

  test('agrees with Wycheproof', { skip: existsSync(file) ? false : 'the corpora are absent' }, () => {
    const groups: { keySize: number; tests: Vector[] }[] = JSON.parse(readFileSync(file, 'utf8')).testGroups
    const vectors = groups.filter(({ keySize }) => keySize === 256).flatMap(({ tests }) => tests)
    for (const { tcId, key, iv, aad, msg, ct, tag, result } of vectors) {
      const lock = { key: hex(key), nonce: hex(iv), additionalData: hex(aad) }
      const plaintext = decryptAesGcm(lock, hex(ct + tag))
      // Ours is the one nonce size for which GCM hashes nothing.
      const expected = result === 'valid' && iv.length === 24 ? msg : undefined
      assert.equal(plaintext?.toString('hex'), expected, `test ${tcId}`)
      if (expected !== undefined) assert.equal(encryptAesGcm(lock, hex(msg)).toString('hex'), ct + tag)
    }
    assert.ok(vectors.length > 50)
  })
})
