import assert from 'node:assert/strict'
import { pbkdf2Sync } from 'node:crypto'
import { describe, test } from 'node:test'
import { hashSync } from 'bcryptjs'
import { hashPassword } from './password-hash.ts'
import { systemRandomBytes } from '../random-bytes.ts'
import {
  isImportablePasswordHash,
  verifyImportedPassword,
  type ImportedHashAlgorithm,
} from './imported-password-hash.ts'

const django = pbkdf2Sync('password', 'seasalt', 1000, 32, 'sha256').toString('base64')

/** Published hashes, and what they are of: crypt_blowfish's own tests, and passlib's documentation. */
const published: readonly [ImportedHashAlgorithm, string, string][] = [
  ['BCRYPT', 'U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['SCRYPT', 'password', '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E'],
  [
    'PBKDF2_SHA256',
    'password',
    '$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44',
  ],
  ['PBKDF2_SHA256', 'password', `pbkdf2_sha256$1000$seasalt$${django}`],
]

describe('a password hash of another system', () => {
  for (const [algorithm, password, hash] of published) {
    test(`of ${algorithm} (${hash.slice(0, 14)}…) fits its password and no other`, async () => {
      assert.equal(isImportablePasswordHash(algorithm, hash), true)
      assert.equal(await verifyImportedPassword(password, algorithm, hash), true)
      assert.equal(await verifyImportedPassword(`${password} `, algorithm, hash), false)
    })
  }

  test('of argon2id and of bcrypt’s other versions fits as well', async () => {
    const phc = await hashPassword('pässword', systemRandomBytes)
    assert.equal(await verifyImportedPassword('pässword', 'ARGON2ID', phc), true)
    const hash = hashSync('pässword', 4)
    for (const version of ['2a', '2b', '2y']) {
      const other = hash.replace(/^\$2[aby]/, `$${version}`)
      assert.equal(await verifyImportedPassword('pässword', 'BCRYPT', other), true, version)
    }
  })

  test('is refused where it costs more than a node can bear, and where it is something else', async () => {
    const tail = 'abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234'
    const salted = '$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E'
    const refused: readonly [ImportedHashAlgorithm, string][] = [
      ['BCRYPT', `$2b$15$${tail}`],
      ['BCRYPT', `$2b$03$${tail}`],
      ['BCRYPT', `$2x$10$${tail}`],
      ['BCRYPT', `$2b$10$${tail}x`],
      ['SCRYPT', `$scrypt$ln=20,r=8,p=1${salted}`],
      ['SCRYPT', `$scrypt$ln=99,r=8,p=1${salted}`],
      ['SCRYPT', `$scrypt$ln=16,r=8,p=9${salted}`],
      ['SCRYPT', `$scrypt$ln=0,r=8,p=1${salted}`],
      ['PBKDF2_SHA256', `$pbkdf2-sha256$9999999$0ZrzXitFSGltTQnBWOsdYw$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M`],
      ['PBKDF2_SHA256', '$pbkdf2-sha256$0$0ZrzXitFSGltTQnBWOsdYw$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M'],
      ['PBKDF2_SHA256', '$pbkdf2-sha256$6400$0ZrzXitFSGltTQnBWOsdYw$YQ'],
      ['ARGON2ID', '$argon2id$v=19$m=9999999,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g'],
      ['ARGON2ID', '$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g'],
      ...(['BCRYPT', 'SCRYPT', 'ARGON2ID', 'PBKDF2_SHA256'] as const).map(
        (algorithm): [ImportedHashAlgorithm, string] => [algorithm, 'password'],
      ),
    ]
    for (const [algorithm, hash] of refused) {
      assert.equal(isImportablePasswordHash(algorithm, hash), false, hash)
      assert.equal(await verifyImportedPassword('password', algorithm, hash), false, hash)
    }
  })
})
