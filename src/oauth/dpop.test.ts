import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, test } from 'node:test'
import { calculateJwkThumbprint, exportJWK, SignJWT, type JWK } from 'jose'
import { bodyOf, callback } from '../../test/oauth/oauth-records.ts'
import { openTagged, type TaggedStage } from '../../test/oauth/tagged-stage.ts'
import { refreshTokens } from '../flows/tokens/refresh-tokens.ts'
import { checkAccessToken } from '../flows/tokens/check-access-token.ts'
import { facts } from '../../test/oauth/oauth-records.ts'
import type { HttpResponse } from '../http/message.ts'

// RFC 9449. The proofs are made by jose, whose other half checks them; openid-client and oidc-client-ts bring their own in
// test/oauth/.

const on = { 'sallyport:dpop': 'on' }
const origin = 'https://notes.example.com'

interface Key {
  readonly privateKey: KeyObject
  readonly jwk: JWK
  readonly thumbprint: string
}

async function newKey(curve = 'P-256'): Promise<Key> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve })
  const jwk = await exportJWK(publicKey)
  return { privateKey, jwk, thumbprint: await calculateJwkThumbprint(jwk) }
}

let proofs = 0

/** A proof for a call, with changes to its header and claims. */
function prove(
  { domain }: TaggedStage,
  key: Key,
  { htm = 'POST', path = '/oauth2/token', accessToken, header = {}, claims = {} }: Proof = {},
): Promise<string> {
  proofs += 1
  const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url')
  const iat = Math.floor(domain.ports.clock.now().getTime() / 1000)
  return new SignJWT({ jti: `proof-${proofs}`, htm, htu: `${origin}${path}`, iat, ...(ath && { ath }), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: key.jwk, ...header })
    .sign(key.privateKey)
}

interface Proof {
  readonly htm?: string
  readonly path?: string
  readonly accessToken?: string
  readonly header?: object
  readonly claims?: object
}

async function redeem(stage: TaggedStage, dpop: string | readonly string[] | undefined): Promise<HttpResponse> {
  const { code } = await stage.domain.signIn(stage.client)
  const form = { grant_type: 'authorization_code', client_id: stage.client.id, code, redirect_uri: callback }
  return stage.post('/oauth2/token', form, dpop === undefined ? {} : { dpop })
}

const refreshForm = ({ client }: TaggedStage, token: unknown) => ({
  grant_type: 'refresh_token',
  client_id: client.id,
  refresh_token: String(token),
})

function cnfOf(token: unknown): unknown {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()).cnf
}

describe('a proof at the token endpoint', () => {
  test('binds the tokens to its key, and refreshing asks for the key again', async () => {
    await using stage = await openTagged(on)
    const [key, other] = [await newKey(), await newKey()]
    const tokens = bodyOf(await redeem(stage, await prove(stage, key)))
    assert.deepEqual([tokens.token_type, cnfOf(tokens.access_token)], ['DPoP', { jkt: key.thumbprint }])
    assert.equal(cnfOf(tokens.id_token), undefined)
    const refresh = async (dpop: string | undefined) =>
      stage.post('/oauth2/token', refreshForm(stage, tokens.refresh_token), dpop ? { dpop } : {})
    assert.deepEqual(bodyOf(await refresh(undefined)), { error: 'invalid_grant' })
    assert.deepEqual(bodyOf(await refresh(await prove(stage, other))), { error: 'invalid_grant' })
    const refreshed = bodyOf(await refresh(await prove(stage, key)))
    assert.deepEqual([refreshed.token_type, cnfOf(refreshed.access_token)], ['DPoP', { jkt: key.thumbprint }])
  })

  test('is good once', async () => {
    await using stage = await openTagged(on)
    const proof = await prove(stage, await newKey())
    assert.equal((await redeem(stage, proof)).status, 200)
    assert.deepEqual(bodyOf(await redeem(stage, proof)), { error: 'invalid_dpop_proof' })
  })

  test('is refused where it is not what it must be', async () => {
    await using stage = await openTagged(on)
    const [key, other] = [await newKey(), await newKey()]
    const now = Math.floor(stage.domain.ports.clock.now().getTime() / 1000)
    const { d: _d, ...open } = await exportJWK(key.privateKey)
    assert.deepEqual(open, key.jwk)
    const bad: Readonly<Record<string, Proof>> = {
      'another method': { htm: 'GET' },
      'another endpoint': { path: '/oauth2/revoke' },
      'another host': { claims: { htu: 'https://evil.example/oauth2/token' } },
      'no URL': { claims: { htu: 'token' } },
      'too old': { claims: { iat: now - 61 } },
      'from the future': { claims: { iat: now + 61 } },
      'no time': { claims: { iat: undefined } },
      'no id': { claims: { jti: undefined } },
      'an id that is too long': { claims: { jti: 'a'.repeat(257) } },
      'another type': { header: { typ: 'JWT' } },
      'another key than it names': { header: { jwk: other.jwk } },
      'no key': { header: { jwk: undefined } },
      'a private key': { header: { jwk: await exportJWK(key.privateKey) } },
      'an expiry that has passed': { claims: { exp: now - 1 } },
    }
    for (const [name, changes] of Object.entries(bad)) {
      const response = await redeem(stage, await prove(stage, key, changes))
      assert.deepEqual([response.status, bodyOf(response)], [400, { error: 'invalid_dpop_proof' }], name)
    }
    const unsigned = `${Buffer.from('{"alg":"none","typ":"dpop+jwt"}').toString('base64url')}.e30.`
    for (const text of ['', 'x', 'a.b.c', unsigned]) {
      assert.equal((await redeem(stage, text)).status, 400, text)
    }
    const two = [await prove(stage, key), await prove(stage, key)]
    assert.equal((await redeem(stage, two)).status, 400, 'two proofs')
    assert.equal((await redeem(stage, await prove(stage, key))).status, 200)
  })

  test('binds the token of a client for itself', async () => {
    await using stage = await openTagged(on)
    const scopes = [{ name: 'read', description: '' }]
    const server = { poolId: stage.domain.pool.id, identifier: 'notes', name: 'n', scopes }
    await stage.domain.commit({ write: 'createResourceServer', server })
    await stage.domain.addClient({
      id: 'machine',
      name: 'machine',
      secrets: [{ id: '1', value: 'secret', createdAt: new Date(0) }],
      configuration: { AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['notes/read'] },
    })
    const key = await newKey()
    const form = { grant_type: 'client_credentials', client_id: 'machine', client_secret: 'secret' }
    const tokens = bodyOf(await stage.post('/oauth2/token', form, { dpop: await prove(stage, key) }))
    assert.deepEqual([tokens.token_type, cnfOf(tokens.access_token)], ['DPoP', { jkt: key.thumbprint }])
  })

  test('is not asked for unless it is required, and counts for nothing where it is off', async () => {
    await using stage = await openTagged(on)
    const plain = bodyOf(await redeem(stage, undefined))
    assert.deepEqual([plain.token_type, cnfOf(plain.access_token)], ['Bearer', undefined])
    await using strict = await openTagged({ 'sallyport:dpop/app': 'required' })
    assert.deepEqual(bodyOf(await redeem(strict, undefined)), { error: 'invalid_dpop_proof' })
    await using off = await openTagged({})
    const ignored = bodyOf(await redeem(off, await prove(off, await newKey())))
    assert.deepEqual([ignored.token_type, cnfOf(ignored.access_token)], ['Bearer', undefined])
  })

  test('may come from scripts of any origin', async () => {
    const allowed = async (tags: Record<string, string>) => {
      await using stage = await openTagged(tags)
      return (await stage.domain.send('OPTIONS', '/oauth2/token')).headers['access-control-allow-headers']
    }
    assert.equal(await allowed({ 'sallyport:dpop/app': 'on' }), 'content-type, authorization, x-amz-user-agent, dpop')
    assert.equal(await allowed({}), 'content-type, authorization, x-amz-user-agent')
  })
})

describe('a token that is bound to a key', () => {
  const path = '/oauth2/userInfo'

  async function open() {
    const stage = await openTagged(on)
    const key = await newKey()
    const { access_token: token, refresh_token: refreshToken } = bodyOf(await redeem(stage, await prove(stage, key)))
    const accessToken = String(token)
    const ask = async (scheme: string, dpop?: string, sent = accessToken) => {
      const headers = { authorization: `${scheme} ${sent}`, ...(dpop && { dpop }) }
      return (await stage.domain.send('GET', path, { headers })).status
    }
    const proof = (changes: Proof = {}) => prove(stage, key, { htm: 'GET', path, accessToken, ...changes })
    return {
      stage,
      key,
      accessToken,
      refreshToken,
      ask,
      proof,
      [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
    }
  }

  test('opens userInfo with a proof of that key for that token, once', async () => {
    await using given = await open()
    const { stage, ask, proof } = given
    const good = await proof()
    assert.deepEqual([await ask('DPoP', good), await ask('DPoP', good)], [200, 401])
    const other = await prove(stage, await newKey(), { htm: 'GET', path, accessToken: given.accessToken })
    assert.equal(await ask('DPoP', other), 401, 'another key')
    assert.equal(await ask('DPoP', await proof({ accessToken: 'another' })), 401, 'for another token')
    assert.equal(await ask('DPoP', await prove(stage, given.key, { htm: 'GET', path })), 401, 'for no token')
    assert.equal(await ask('DPoP'), 401, 'no proof')
  })

  test('is nothing by itself, at userInfo and at the API', async () => {
    await using given = await open()
    const { stage, ask, proof, accessToken } = given
    assert.deepEqual([await ask('Bearer'), await ask('Bearer', await proof())], [401, 401])
    const checked = await checkAccessToken(stage.domain.ports, accessToken, { requiredScope: 'openid' })
    assert.deepEqual(checked, { kind: 'invalid', reason: 'malformed' })
    const { pool, ports } = stage.domain
    const refreshToken = String(given.refreshToken)
    const refreshed = await refreshTokens(ports, { pool, client: stage.client, request: facts, refreshToken })
    assert.deepEqual(refreshed, { kind: 'refused', reason: 'key-mismatch' })
  })

  test('is not made of one that is bound to none', async () => {
    await using given = await open()
    const bearer = String(bodyOf(await redeem(given.stage, undefined)).access_token)
    assert.equal(await given.ask('DPoP', await given.proof({ accessToken: bearer }), bearer), 401)
    assert.equal(await given.ask('Bearer', undefined, bearer), 200)
  })
})
