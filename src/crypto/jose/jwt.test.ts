import assert from 'node:assert/strict'
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { describe, test } from 'node:test'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { compactVerify } from 'jose'
import { exportSigningKey, generateSigningKey, publicJwk } from './jwk.ts'
import { isJwtExpired, signJwt, verifyJwt, verifyJwtSync } from './jwt.ts'

const signingKey = await generateSigningKey()
const { kid, privateKey, publicKey } = signingKey
const findKey = (wanted: string) => (wanted === kid ? publicKey : undefined)
const claims = {
  sub: 'x',
  token_use: 'access',
  exp: 1_900_000_000,
  name: 'Łukasz ☃',
  groups: ['a', 'b'],
  nested: { a: 1 },
}
const token = await signJwt(kid, claims, privateKey)

const base64Url = (text: string | Uint8Array) => Buffer.from(text).toString('base64url')
const [headerPart, payloadPart, signaturePart] = token.split('.') as [string, string, string]

/** A token with any header and payload, rightly signed by the rightful key. */
function forged(header: string, payload: string = JSON.stringify(claims)): string {
  const input = `${base64Url(header)}.${base64Url(payload)}`
  return `${input}.${base64Url(sign('sha256', Buffer.from(input), privateKey))}`
}

async function verdictOf(text: string): Promise<string> {
  const verdict = await verifyJwt(text, findKey)
  assert.deepEqual(verifyJwtSync(text, findKey), verdict)
  return verdict.kind
}

describe('JWT', () => {
  test('has exactly the header of Cognito', () => {
    assert.equal(Buffer.from(headerPart, 'base64url').toString(), `{"kid":"${kid}","alg":"RS256"}`)
  })

  test('comes back with its claims', async () => {
    assert.deepEqual(await verifyJwt(token, findKey), { kind: 'ok', kid, claims })
    assert.deepEqual(verifyJwtSync(token, findKey), { kind: 'ok', kid, claims })
  })

  test('is accepted by jose', async () => {
    const { payload } = await compactVerify(token, publicKey)
    assert.deepEqual(JSON.parse(Buffer.from(payload).toString()), claims)
  })

  test('is accepted by aws-jwt-verify with our JWK', async () => {
    const iat = Math.floor(Date.now() / 1000)
    const userPoolId = 'us-east-1_AbCdEf123'
    const iss = `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`
    const verifier = CognitoJwtVerifier.create({ userPoolId, tokenUse: 'access', clientId: 'client' })
    verifier.cacheJwks({ keys: [{ ...publicJwk(signingKey) }] })
    const access = { iss, token_use: 'access', client_id: 'client', iat, exp: iat + 3600, sub: 'x' }
    assert.equal((await verifier.verify(await signJwt(kid, access, privateKey))).sub, 'x')
  })

  test('is of an unknown key when kid is another, or none', async () => {
    assert.equal(await verdictOf(forged('{"kid":"other","alg":"RS256"}')), 'unknown-key')
    assert.equal(await verdictOf(forged('{"alg":"RS256"}')), 'unknown-key')
    assert.equal(await verdictOf(forged('{"kid":["x"],"alg":"RS256"}')), 'unknown-key')
  })

  test('may carry members that are not looked at', async () => {
    const header = {
      kid,
      alg: 'RS256',
      typ: 'JWT',
      jku: 'https://evil.example',
      x5u: 'x',
      x5c: ['x'],
      jwk: { kty: 'oct' },
    }
    assert.equal(await verdictOf(forged(JSON.stringify(header))), 'ok')
    assert.equal(await verdictOf(forged(`{"kid":"${kid}","alg":"RS256","typ":"at+jwt"}`)), 'ok')
  })

  test('is never verified with a key from its own header', async () => {
    const thief = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const header = JSON.stringify({ kid, alg: 'RS256', jwk: thief.publicKey.export({ format: 'jwk' }) })
    const input = `${base64Url(header)}.${payloadPart}`
    const stolen = `${input}.${base64Url(sign('sha256', Buffer.from(input), thief.privateKey))}`
    assert.equal(await verdictOf(stolen), 'bad-signature')
  })

  test('is not verified as an HMAC under the public key', async () => {
    const spellings = [
      publicKey.export({ format: 'pem', type: 'spki' }),
      publicKey.export({ format: 'der', type: 'spki' }),
    ]
    for (const secret of spellings)
      for (const alg of ['HS256', 'RS256']) {
        const input = `${base64Url(`{"kid":"${kid}","alg":"${alg}"}`)}.${payloadPart}`
        const mac = createHmac('sha256', secret).update(input).digest('base64url')
        assert.notEqual(await verdictOf(`${input}.${mac}`), 'ok')
      }
  })

  const algorithms = [
    'none',
    'None',
    'NONE',
    'HS256',
    'HS512',
    'rs256',
    'RS384',
    'RS512',
    'PS256',
    'ES256',
    'EdDSA',
    '',
  ]
  for (const alg of [...algorithms.map((name) => JSON.stringify(name)), 'null', '1', '["RS256"]']) {
    test(`is malformed with the algorithm ${alg}`, async () => {
      const header = `{"kid":"${kid}","alg":${alg}}`
      assert.equal(await verdictOf(forged(header)), 'malformed')
      assert.equal(await verdictOf(`${base64Url(header)}.${payloadPart}.`), 'malformed')
    })
  }

  const headers = [
    `{"kid":"${kid}","alg":"RS256","crit":["exp"]}`,
    `{"kid":"${kid}","alg":"RS256","crit":[]}`,
    `{"kid":"${kid}","alg":"RS256","b64":false}`,
    `{"kid":"${kid}","alg":"RS256","b64":true}`,
    `{"kid":"${kid}","alg":"none","alg":"RS256"}`,
    `{"kid":"x","kid":"${kid}","alg":"RS256"}`,
    `{"kid":"${kid}","alg":"RS256","typ":"logout+jwt"}`,
    `{"kid":"${kid}","alg":"RS256","typ":1}`,
    `{"kid":"${kid}"}`,
    '[]',
    'null',
    '"RS256"',
    '',
    '{',
  ]
  for (const header of headers) {
    test(`is malformed with the header ${header.replace(kid, 'K')}`, async () =>
      assert.equal(await verdictOf(forged(header)), 'malformed'))
  }

  for (const payload of [
    '',
    'foo',
    '[]',
    'null',
    '1',
    '{"sub":"a","sub":"b"}',
    '{"a":{"b":1,"b":2}}',
    '\ufeff{}',
    '{}x',
  ]) {
    test(`is malformed with the payload ${JSON.stringify(payload)}`, async () =>
      assert.equal(await verdictOf(forged(`{"kid":"${kid}","alg":"RS256"}`, payload)), 'malformed'))
  }

  test('is malformed in any but the compact form', async () => {
    const other = [
      '',
      '.',
      '..',
      '...',
      headerPart,
      `${headerPart}.${payloadPart}`,
      `${token}.`,
      `${token}.${signaturePart}`,
      `.${token}`,
      ` ${token}`,
      `${token}\n`,
      `${token}=`,
      `Bearer ${token}`,
      JSON.stringify({ payload: payloadPart, protected: headerPart, signature: signaturePart }),
      'x'.repeat(16_385),
      'x'.repeat(50_000_000),
      '.'.repeat(16_000),
      `\u0141${token}`,
    ]
    for (const text of other) assert.equal(await verdictOf(text), 'malformed', text.slice(0, 60))
  })

  test('is malformed beyond 16 KB', async () => {
    const header = `{"kid":"${kid}","alg":"RS256"}`
    const fits = forged(header, JSON.stringify({ fill: 'x'.repeat(11_800) }))
    assert.equal(fits.length <= 16_384 && (await verdictOf(fits)), 'ok')
    assert.equal(await verdictOf(forged(header, JSON.stringify({ fill: 'x'.repeat(12_300) }))), 'malformed')
  })

  test('has one spelling: set trailing bits and foreign characters are refused', async () => {
    // 256 bytes leave two bits of the last character unused.
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const at = last.indexOf(token.at(-1)!)
    for (const step of [1, 2, 3]) assert.equal(await verdictOf(token.slice(0, -1) + last[at + step]), 'malformed')
    for (const extra of ['=', '==', '+', '/', '%3D', '\u0000'])
      assert.equal(await verdictOf(`${headerPart}.${payloadPart}${extra}.${signaturePart}`), 'malformed')
  })

  test('is refused under a key that is short, private or of another kind', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const input = `${headerPart}.${payloadPart}`
    const signed = `${input}.${base64Url(sign('sha256', Buffer.from(input), short.privateKey))}`
    for (const key of [short.publicKey, pss.publicKey, curve.publicKey, privateKey]) {
      assert.equal((await verifyJwt(signed, () => key)).kind, 'unknown-key')
      assert.equal(verifyJwtSync(signed, () => key).kind, 'unknown-key')
    }
  })

  test('is not accepted in any of ten thousand mutations', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ {}":,\u0000é'
    const draw = seeded(20_260_901)
    const other = await signJwt(kid, { ...claims, sub: 'y' }, privateKey)
    const otherParts = other.split('.')
    for (let round = 0; round < 10_000; round += 1) {
      const at = draw(token.length)
      const character = alphabet[draw(alphabet.length)]!
      const parts = [headerPart, payloadPart, signaturePart]
      const swapped = draw(3)
      const mutations = [
        () => token.slice(0, at) + character + token.slice(at + 1),
        () => token.slice(0, at) + character + token.slice(at),
        () => token.slice(0, at) + token.slice(at + 1 + draw(4)),
        () => token.slice(0, at) + token.slice(at, at + 5).repeat(2) + token.slice(at + 5),
        () => parts.with(swapped, otherParts[swapped]!).join('.'),
        () => parts.with(swapped, flipBit(parts[swapped]!, draw)).join('.'),
        () => token.slice(0, at),
      ]
      const mutated = mutations[draw(mutations.length)]!()
      if (mutated === token || mutated === other) continue
      const verdict = verifyJwtSync(mutated, findKey)
      assert.notEqual(verdict.kind, 'ok', mutated)
    }
  })

  test('is refused after its key is gone, with the same key material under another name', async () => {
    const again = createPublicKey(
      createPrivateKey({ key: Buffer.from(exportSigningKey(signingKey)), format: 'der', type: 'pkcs8' }),
    )
    assert.equal((await verifyJwt(token, () => undefined)).kind, 'unknown-key')
    assert.equal((await verifyJwt(token, () => again)).kind, 'ok')
  })
})

describe('JWT expiry', () => {
  const at = (seconds: number) => new Date(seconds * 1000)

  test('is the moment of exp, later by the skew allowed', () => {
    assert.equal(isJwtExpired({ exp: 1000 }, at(999.999)), false)
    assert.equal(isJwtExpired({ exp: 1000 }, at(1000)), true)
    assert.equal(isJwtExpired({ exp: 1000 }, at(1059), 60), false)
    assert.equal(isJwtExpired({ exp: 1000 }, at(1060), 60), true)
  })

  test('has passed when exp is absent or no finite number', () => {
    for (const exp of [undefined, null, '9999999999', Number.POSITIVE_INFINITY, Number.NaN, [9_999_999_999], {}])
      assert.equal(isJwtExpired({ exp }, at(1000)), true)
  })
})

/** Mulberry32: small, seeded, good enough to pick places. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function flipBit(part: string, draw: (below: number) => number): string {
  const bytes = Buffer.from(part, 'base64url')
  bytes[draw(bytes.length)]! ^= 1 << draw(8)
  return bytes.toString('base64url')
}
