import assert from 'node:assert/strict'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { generator, multiplier, prime } from './srp-group.ts'
import { isSrpPublicValue, isSrpVerifier, srpChallenge, srpPasswordMatches, srpProof, srpVerifier } from './srp.ts'
import { srpSaltText } from './srp.ts'
import { fakeSrpVerifier } from './srp-unknown-user.ts'

const require = createRequire(import.meta.url)
const { default: AuthenticationHelper } = require('amazon-cognito-identity-js/lib/AuthenticationHelper.js')
const { default: BigInteger } = require('amazon-cognito-identity-js/lib/BigInteger.js')

const identity = { realm: 'AbCdEf123', username: 'alice' }
const salt = Buffer.from('8a5f1c0de4b7293061f2d8c4a9b3e701', 'hex')
const timestamp = 'Tue Sep 1 02:03:04 UTC 2026'
const secretBlock = 'c2VjcmV0LWJsb2Nr'

// A reference in BigInt, written from section 2.1 alone.
const hash = (...parts: (string | Uint8Array)[]) =>
  parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest()
const pad = (value: bigint) => {
  const hex = value.toString(16)
  const even = hex.padStart(hex.length + (hex.length % 2), '0')
  return Buffer.from(parseInt(even[0]!, 16) >= 8 ? `00${even}` : even, 'hex')
}
const int = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
const power = (base: bigint, exponent: bigint) => {
  let result = 1n
  for (let square = base % prime, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % prime)
    if (rest & 1n) result = (result * square) % prime
  return result
}
const privateX = (who: typeof identity, password: string, saltBytes: Uint8Array) =>
  int(hash(pad(int(saltBytes)), hash(`${who.realm}${who.username}:${password}`)))

/** Signs as a client that knows the password and speaks BigInt. */
function clientSignature(password: string, a: bigint, serverPublic: bigint): Buffer {
  const x = privateX(identity, password, salt)
  const u = hash(pad(power(generator, a)), pad(serverPublic))
  const base = (((serverPublic - multiplier * power(generator, x)) % prime) + prime) % prime
  const secret = power(base, a + int(u) * x)
  const prk = createHmac('sha256', pad(int(u)))
    .update(pad(secret))
    .digest()
  const key = createHmac('sha256', prk).update('Caldera Derived Key').update(Buffer.of(1)).digest().subarray(0, 16)
  const message = Buffer.concat([
    Buffer.from(identity.realm + identity.username),
    Buffer.from(secretBlock, 'base64'),
    Buffer.from(timestamp),
  ])
  return createHmac('sha256', key).update(message).digest()
}

describe('SRP', () => {
  test('reproduces the vector of the contract', async () => {
    const secret = Buffer.alloc(128, 2)
    const verifier = await srpVerifier(identity, 'Passw0rd!', salt)
    const { publicValue } = await srpChallenge(verifier, () => secret)
    const clientPublic = power(generator, int(Buffer.alloc(128, 1))).toString(16)
    const proof = await srpProof({
      identity,
      clientPublic,
      serverSecret: secret,
      publicValue,
      verifier,
      secretBlock,
      timestamp,
    })
    assert.equal(
      privateX(identity, 'Passw0rd!', salt).toString(16),
      '5eaecae9c1369c392acee4f76dbefc901627e6ef070c6865bfe1222e5d98d4e5',
    )
    assert.match(clientPublic, /^b1ce1187/)
    assert.match(publicValue, /^76e1dbbd/)
    assert.equal(Buffer.from(proof!).toString('base64'), 'vAdu0MUoZpt3QG15N2xf5D91oOJDgrlxD8Jme2325xM=')
  })

  test('agrees with a BigInt reference at every step', async () => {
    for (let round = 0; round < 10; round += 1) {
      const password = randomBytes(9).toString('base64')
      const a = int(randomBytes(128))
      const verifier = await srpVerifier(identity, password, salt)
      assert.equal(int(verifier), power(generator, privateX(identity, password, salt)))
      const { serverSecret, publicValue } = await srpChallenge(verifier, randomBytes)
      const expected = (multiplier * int(verifier) + power(generator, int(serverSecret))) % prime
      assert.equal(publicValue, expected.toString(16))
      const clientPublic = power(generator, a).toString(16)
      const request = { identity, clientPublic, serverSecret, publicValue, verifier, secretBlock, timestamp }
      assert.deepEqual(Buffer.from((await srpProof(request))!), clientSignature(password, a, expected))
      assert.notDeepEqual(Buffer.from((await srpProof(request))!), clientSignature(`${password}x`, a, expected))
    }
  })

  const passwords = [
    'Passw0rd!',
    'two  inner spaces',
    'pässwörd ☃ 𝕏',
    'パスワード 1',
    `${'long '.repeat(51)}!`,
    ':colon:',
  ]
  for (const password of passwords) {
    test(`lets amazon-cognito-identity-js sign in with ${JSON.stringify(password.slice(0, 24))}`, async () => {
      const who = { realm: 'AbCdEf123', username: 'Łukasz+1@example.com' }
      const saltBytes = Buffer.concat([Buffer.of(0, 0x0f), randomBytes(14)])
      const client = new AuthenticationHelper(who.realm)
      const clientPublic = client.largeAValue.toString(16)
      const verifier = await srpVerifier(who, password, saltBytes)
      const { serverSecret, publicValue } = await srpChallenge(verifier, randomBytes)
      const key = await new Promise<Uint8Array>((resolve, reject) =>
        client.getPasswordAuthenticationKey(
          who.username,
          password,
          new BigInteger(publicValue, 16),
          new BigInteger(srpSaltText(saltBytes), 16),
          (cause: unknown, result: Uint8Array) => (cause ? reject(cause) : resolve(result)),
        ),
      )
      const message = [who.realm, who.username, Buffer.from(secretBlock, 'base64'), timestamp]
      const signature = createHmac('sha256', key)
      for (const part of message) signature.update(part)
      const proof = await srpProof({
        identity: who,
        clientPublic,
        serverSecret,
        publicValue,
        verifier,
        secretBlock,
        timestamp,
      })
      assert.deepEqual(Buffer.from(proof!), signature.digest())
    })
  }

  test('accepts the device verifier that amazon-cognito-identity-js makes', async () => {
    const device = { realm: '-ahfiA2Fx', username: 'us-east-1_0b2f1c5e-4c1f-4a55-9c0a-111111111111' }
    const client = new AuthenticationHelper(device.realm)
    await new Promise<void>((resolve, reject) =>
      client.generateHashDevice(device.realm, device.username, (cause: unknown) => (cause ? reject(cause) : resolve())),
    )
    const deviceSalt = Buffer.from(client.getSaltDevices(), 'hex')
    const verifier = Buffer.from(client.getVerifierDevices(), 'hex')
    assert.ok(isSrpVerifier(verifier))
    assert.ok(await srpPasswordMatches(device, client.getRandomPassword(), deviceSalt, verifier))
  })

  test('tells the right password from every near one', async () => {
    const verifier = await srpVerifier(identity, 'Passw0rd!', salt)
    assert.equal(await srpPasswordMatches(identity, 'Passw0rd!', salt, verifier), true)
    for (const near of ['Passw0rd', 'Passw0rd! ', 'passw0rd!', 'Passw0rd!\u0000', ''])
      assert.equal(await srpPasswordMatches(identity, near, salt, verifier), false)
    assert.equal(await srpPasswordMatches({ ...identity, username: 'alicf' }, 'Passw0rd!', salt, verifier), false)
  })

  describe('refuses a client public value', () => {
    const cases: [string, string][] = [
      ['of zero', '0'],
      ['of many zeros', '0'.repeat(768)],
      ['equal to N', prime.toString(16)],
      ['equal to 2N', (2n * prime).toString(16)],
      ['that is empty', ''],
      ['of ten megabytes', 'f'.repeat(10_000_000)],
      ['one digit too long', 'f'.repeat(771)],
      ['that is not hex', 'xyz'],
      ['with a prefix', '0x12'],
      ['with a sign', '-12'],
      ['with white space', '12\n'],
    ]
    for (const [title, clientPublic] of cases) {
      test(title, async () => {
        const verifier = await srpVerifier(identity, 'Passw0rd!', salt)
        const { serverSecret, publicValue } = await srpChallenge(verifier, randomBytes)
        const request = { identity, clientPublic, serverSecret, publicValue, verifier, secretBlock, timestamp }
        assert.equal(await srpProof(request), undefined)
      })
    }
  })

  test('gives no proof for a verifier that anyone could answer', async () => {
    for (const element of [0n, 1n, prime - 1n, prime, prime + 1n]) {
      const verifier = pad(element)
      const { serverSecret, publicValue } = await srpChallenge(verifier, randomBytes)
      const request = { identity, clientPublic: '4', serverSecret, publicValue, verifier, secretBlock, timestamp }
      assert.equal(isSrpVerifier(verifier), false)
      assert.equal(await srpProof(request), undefined)
    }
  })

  test('proves against the verifier of an unknown user like against any other', async () => {
    const verifier = fakeSrpVerifier(randomBytes(32), identity.realm, identity.username)
    const { serverSecret, publicValue } = await srpChallenge(verifier, randomBytes)
    const request = { identity, clientPublic: '4', serverSecret, publicValue, verifier, secretBlock, timestamp }
    assert.equal((await srpProof(request))?.length, 32)
  })

  test('takes any mixture of claims without throwing', async () => {
    const verifier = await srpVerifier(identity, 'Passw0rd!', salt)
    const { serverSecret, publicValue } = await srpChallenge(verifier, randomBytes)
    for (const text of ['', '\u0000', '%%%', '\ud800', 'ä'.repeat(10_000)]) {
      const who = { realm: identity.realm, username: text }
      const claims = { identity: who, secretBlock: text, timestamp: text, clientPublic: 'AbC' }
      assert.equal((await srpProof({ ...claims, serverSecret, publicValue, verifier }))?.length, 32)
    }
  })

  test('leaves the event loop free while it computes', async () => {
    await srpVerifier(identity, 'warm', salt)
    // Of the processor's time, which is the same on a busy machine.
    const [own, all] = [process.threadCpuUsage(), process.cpuUsage()]
    await Promise.all(Array.from({ length: 100 }, () => srpVerifier(identity, 'Passw0rd!', salt)))
    const [spentHere, spent] = [total(process.threadCpuUsage(own)), total(process.cpuUsage(all))]
    assert.ok(spentHere < spent / 2, `${spentHere} of ${spent} µs were spent on the thread of the event loop`)
  })

  test('knows a public value by its shape', () => {
    assert.ok(isSrpPublicValue('0'))
    assert.ok(isSrpPublicValue(`00${'F'.repeat(768)}`))
    assert.ok(!isSrpPublicValue(''))
    assert.ok(!isSrpPublicValue('g'))
  })
})

function total({ user, system }: NodeJS.CpuUsage): number {
  return user + system
}
