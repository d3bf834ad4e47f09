import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { decoyPasswordHash, hashPassword, needsRehash, verifyPassword } from './password-hash.ts'

const cheap = { memoryKiB: 64, passes: 1, lanes: 1 }

describe('password hash', () => {
  test('is a PHC string at the floor of OWASP', async () => {
    const phc = await hashPassword('Passw0rd!', randomBytes)
    assert.match(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    assert.equal(await verifyPassword('Passw0rd!', phc), true)
    assert.equal(await verifyPassword('Passw0rd?', phc), false)
    assert.equal(needsRehash(phc), false)
  })

  test('verifies what the reference implementation of argon2 made', async () => {
    const phc = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    assert.equal(await verifyPassword('password', phc), true)
    assert.equal(await verifyPassword('Password', phc), false)
  })

  test('depends on every code point of a long password', async () => {
    const password = Array.from({ length: 256 }, (_, at): string => (at === 100 ? '\u0000' : at % 3 ? 'ä' : '𝕏'))
    const phc = await hashPassword(password.join(''), randomBytes, cheap)
    assert.equal(await verifyPassword(password.join(''), phc), true)
    for (let at = 0; at < 256; at += 1)
      assert.equal(await verifyPassword(password.with(at, 'q').join(''), phc), false, `position ${at}`)
    assert.equal(await verifyPassword(password.slice(0, 255).join(''), phc), false)
  })

  test('asks for a new hash when the cost has risen or the form is foreign', async () => {
    const phc = await hashPassword('x', randomBytes, cheap)
    assert.equal(needsRehash(phc), true)
    assert.equal(needsRehash(phc, cheap), false)
    assert.equal(needsRehash(phc, { ...cheap, passes: 2 }), true)
    assert.equal(needsRehash('$2b$10$abcdefghijklmnopqrstuv'), true)
  })

  test('gives a decoy that costs the same and fits nothing', async () => {
    const decoy = decoyPasswordHash(randomBytes)
    assert.equal(needsRehash(decoy), false)
    assert.equal(await verifyPassword('', decoy), false)
  })

  const foreign = [
    '',
    'Passw0rd!',
    '$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=7,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=1,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$',
  ]
  for (const phc of foreign) {
    test(`verifies nothing against ${JSON.stringify(phc.slice(0, 40))}`, async () =>
      assert.equal(await verifyPassword('password', phc), false))
  }
})
