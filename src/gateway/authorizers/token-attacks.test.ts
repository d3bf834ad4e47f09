import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { describe, test } from 'node:test'
import type { JwtClaims } from '../../crypto/jose/jwt.ts'
import { httpApi, restApi } from '../../../test/gateway/example-apis.ts'
import {
  accessClaims,
  clientId,
  idClaims,
  issuer,
  keys,
  nowSeconds,
  otherIssuer,
} from '../../../test/gateway/gateway-under-test.ts'
import { startGateway, strangerKeys, token } from '../../../test/gateway/gateway-under-test.ts'
import type { GatewayOptions } from '../gateway-options.ts'

interface Attack {
  readonly name: string
  readonly forge: (claims: JwtClaims) => Promise<string> | string
}

const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' })
const ecKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const attacks: readonly Attack[] = [
  { name: 'alg none', forge: (claims) => `${encode({ alg: 'none', kid: 'key-1' })}.${encode(claims)}.` },
  {
    name: 'alg None with a signature',
    forge: (claims) => `${encode({ alg: 'None', kid: 'key-1' })}.${encode(claims)}.AAAA`,
  },
  { name: 'HS256 under the public key', forge: (claims) => hmac(claims, publicPem) },
  { name: 'HS256 under an empty key', forge: (claims) => hmac(claims, '') },
  {
    name: 'ES256 under another key',
    forge: (claims) => signed({ alg: 'ES256', kid: 'key-1' }, claims, ecKeys.privateKey),
  },
  { name: 'RS384', forge: (claims) => signed({ alg: 'RS384', kid: 'key-1' }, claims, keys.privateKey) },
  { name: 'rs256 in lower case', forge: (claims) => signed({ alg: 'rs256', kid: 'key-1' }, claims, keys.privateKey) },
  { name: 'a stranger’s key under our kid', forge: (claims) => token(claims, { key: strangerKeys.privateKey }) },
  { name: 'an unknown kid', forge: (claims) => token(claims, { kid: 'key-2' }) },
  { name: 'no kid', forge: (claims) => signed({ alg: 'RS256' }, claims, keys.privateKey) },
  {
    name: 'its own jwk',
    forge: (claims) =>
      signed(
        { alg: 'RS256', kid: 'key-9', jwk: strangerKeys.publicKey.export({ format: 'jwk' }) },
        claims,
        strangerKeys.privateKey,
      ),
  },
  {
    name: 'a jku',
    forge: (claims) =>
      signed({ alg: 'RS256', kid: 'key-9', jku: 'https://evil.example/jwks' }, claims, strangerKeys.privateKey),
  },
  {
    name: 'an unknown crit',
    forge: (claims) => signed({ alg: 'RS256', kid: 'key-1', crit: ['exp'], exp: 1 }, claims, keys.privateKey),
  },
  { name: 'b64 false', forge: (claims) => signed({ alg: 'RS256', kid: 'key-1', b64: false }, claims, keys.privateKey) },
  { name: 'a changed payload', forge: async (claims) => swapPayload(await token(claims), { ...claims, sub: 'admin' }) },
  { name: 'a cut signature', forge: async (claims) => (await token(claims)).slice(0, -4) },
  { name: 'no signature', forge: async (claims) => `${(await token(claims)).split('.', 2).join('.')}.` },
  { name: 'padding', forge: async (claims) => `${await token(claims)}=` },
  { name: 'a fourth segment', forge: async (claims) => `${await token(claims)}.AAAA` },
  {
    name: 'a foreign issuer with its own key',
    forge: (claims) => token({ ...claims, iss: otherIssuer }, { key: strangerKeys.privateKey }),
  },
  {
    name: 'our issuer with the foreign issuer’s key',
    forge: (claims) => token({ ...claims, iss: issuer }, { key: strangerKeys.privateKey }),
  },
  { name: 'a list as issuer', forge: (claims) => token({ ...claims, iss: [issuer] }) },
  { name: 'a number as issuer', forge: (claims) => token({ ...claims, iss: 1 }) },
  { name: 'an issuer with a slash more', forge: (claims) => token({ ...claims, iss: `${issuer}/` }) },
  { name: 'no exp', forge: (claims) => token({ ...claims, exp: undefined }) },
  { name: 'exp as text', forge: (claims) => token({ ...claims, exp: String(nowSeconds + 3600) }) },
  { name: 'exp in the past', forge: (claims) => token({ ...claims, exp: nowSeconds - 1 }) },
  { name: 'exp at this second', forge: (claims) => token({ ...claims, exp: nowSeconds }) },
  { name: 'nbf in the future', forge: (claims) => token({ ...claims, nbf: nowSeconds + 120 }) },
  { name: 'iat in the future', forge: (claims) => token({ ...claims, iat: nowSeconds + 120 }) },
  { name: 'another client', forge: (claims) => token({ ...claims, aud: 'other', client_id: 'other' }) },
  {
    name: 'duplicate members',
    forge: () =>
      signedText(
        '{"alg":"RS256","kid":"key-1"}',
        `{"iss":"${otherIssuer}","iss":"${issuer}","aud":"${clientId}","token_use":"id","exp":${nowSeconds + 60}}`,
      ),
  },
  { name: 'a payload that is no object', forge: () => signedText('{"alg":"RS256","kid":"key-1"}', '[]') },
  { name: 'a huge token', forge: (claims) => token({ ...claims, junk: 'x'.repeat(20_000) }) },
]

/** Each place that takes a token: the request that must not get through, and the claims that would. */
const doors = [
  { name: 'REST, ID token', path: '/rest/dev/audience', method: 'GET', claims: idClaims() },
  { name: 'HTTP', path: '/http/v2/1', method: 'GET', claims: accessClaims({ aud: clientId }) },
] as const

async function attackAll(path: string, method: string, claims: JwtClaims, options: Partial<GatewayOptions> = {}) {
  const fine = () => ({ statusCode: 200, body: '' })
  const resources = [...restApi('http://127.0.0.1:1'), ...httpApi('http://127.0.0.1:1')]
  await using gateway = await startGateway({ resources, functions: { notes: fine, v2: fine }, options })
  const passed: string[] = []
  const genuine = await gateway.ask(method, path, { headers: { authorization: await token(claims) } })
  assert.equal(genuine.status, 200, 'the genuine token opens the door')
  for (const { name, forge } of attacks) {
    const answer = await gateway.ask(method, path, { headers: { authorization: `Bearer ${await forge(claims)}` } })
    if (answer.status !== 401 && answer.status !== 431) passed.push(`${name}: ${answer.status}`)
  }
  return { passed, calls: gateway.calls.length }
}

describe('forged tokens', () => {
  for (const { name, path, method, claims } of doors) {
    test(`none passes: ${name}`, async () => {
      assert.deepEqual(await attackAll(path, method, claims), { passed: [], calls: 1 })
    })
  }

  test('an access token with scopes: wrong use and wrong client of another pool fail', async () => {
    const fine = () => ({ statusCode: 200, body: '' })
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1'), functions: { notes: fine } })
    for (const use of ['id', 'refresh', undefined, ['access'], 'ACCESS']) {
      const authorization = await token(accessClaims({ token_use: use }))
      assert.equal((await gateway.ask('POST', '/rest/dev/notes/1', { headers: { authorization } })).status, 401)
    }
  })

  test('a token never passes on another authorizer’s cached success', async () => {
    const fine = () => ({ statusCode: 200, body: '' })
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1'), functions: { notes: fine } })
    const authorization = await token(idClaims({ aud: 'other' }))
    assert.equal((await gateway.ask('GET', '/rest/dev/notes/1', { headers: { authorization } })).status, 200)
    assert.equal((await gateway.ask('GET', '/rest/dev/audience', { headers: { authorization } })).status, 401)
  })

  test('a cached token stops at its expiry, and at its revocation', async () => {
    const fine = () => ({ statusCode: 200, body: '' })
    let time = nowSeconds * 1000
    let isRevoked = false
    const options = { clock: { now: () => new Date(time) }, revocations: { isRevoked: () => isRevoked } }
    await using gateway = await startGateway({
      resources: restApi('http://127.0.0.1:1').map((each) =>
        each.logicalId === 'RestStage'
          ? { ...each, properties: { ...each.properties, Tags: [{ Key: 'sallyport:revocation', Value: 'on' }] } }
          : each,
      ),
      functions: { notes: fine },
      options,
    })
    const authorization = await token(idClaims({ exp: nowSeconds + 10 }))
    const statusNow = async () => (await gateway.ask('GET', '/rest/dev/notes/1', { headers: { authorization } })).status
    assert.equal(await statusNow(), 200)
    isRevoked = true
    assert.equal(await statusNow(), 401)
    isRevoked = false
    assert.equal(await statusNow(), 200)
    time += 10_000
    assert.equal(await statusNow(), 401)
  })

  // The control: keys that are not bound to their issuer and accept any kid. The harness has to notice.
  test('the harness notices a key source that mixes issuers up', async () => {
    const keySource = { find: (_: string, kid: string) => (kid === 'key-1' ? strangerKeys.publicKey : keys.publicKey) }
    await assert.rejects(attackAll('/rest/dev/audience', 'GET', idClaims(), { keySource }))
    const lax = { find: () => keys.publicKey }
    const { passed } = await attackAll('/rest/dev/audience', 'GET', idClaims(), { keySource: lax })
    assert.deepEqual(passed, ['an unknown kid: 200'])
  })
})

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function hmac(claims: JwtClaims, key: string): string {
  const input = `${encode({ alg: 'HS256', kid: 'key-1' })}.${encode(claims)}`
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
}

function signed(header: object, claims: JwtClaims, key: KeyObject): string {
  return signedText(JSON.stringify(header), JSON.stringify(claims), key)
}

function signedText(header: string, payload: string, key = keys.privateKey): string {
  const input = `${Buffer.from(header).toString('base64url')}.${Buffer.from(payload).toString('base64url')}`
  const digest = header.includes('RS384') ? 'sha384' : 'sha256'
  return `${input}.${sign(digest, Buffer.from(input), key).toString('base64url')}`
}

function swapPayload(genuine: string, claims: JwtClaims): string {
  const [header, , signature] = genuine.split('.')
  return `${header}.${encode(claims)}.${signature}`
}
