import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bodyOf, callback } from '../../test/oauth/oauth-records.ts'
import { openTagged, type TaggedStage } from '../../test/oauth/tagged-stage.ts'
import type { HttpResponse } from '../http/message.ts'

// What the endpoints of tokens do once a pool's tags ask for it, and what they do without.

const outcome = (response: HttpResponse) => [response.status, bodyOf(response)] as const

function claimsOf(token: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString())
}

function userInfo({ domain }: TaggedStage, token?: string): Promise<HttpResponse> {
  return domain.send('GET', '/oauth2/userInfo', { headers: token ? { authorization: `Bearer ${token}` } : {} })
}

function refresh(stage: TaggedStage, token: string | undefined, more: Record<string, string> = {}) {
  const form = { grant_type: 'refresh_token', client_id: stage.client.id, refresh_token: token, ...more }
  return stage.post('/oauth2/token', form)
}

describe('typed-user-info', () => {
  const typed = { 'sallyport:typed-user-info': 'on' }

  test('answers booleans as booleans, and custom attributes as the strings they are', async () => {
    await using stage = await openTagged(typed)
    const { access_token: token } = await stage.tokens()
    assert.deepEqual(outcome(await userInfo(stage, token)), [
      200,
      {
        sub: stage.domain.user.sub,
        email: 'ada@example.com',
        email_verified: true,
        name: 'Ada',
        'custom:tier': '7',
        username: 'ada',
      },
    ])
  })

  test('answers POST, with the token in the header or in the body, and never both', async () => {
    await using stage = await openTagged(typed)
    const { access_token: token = '' } = await stage.tokens()
    const authorization = `Bearer ${token}`
    assert.equal((await stage.post('/oauth2/userInfo', { access_token: token })).status, 200)
    assert.equal((await stage.domain.send('POST', '/oauth2/userInfo', { headers: { authorization } })).status, 200)
    assert.equal((await stage.post('/oauth2/userInfo', { access_token: token }, { authorization })).status, 401)
    await using without = await openTagged({})
    assert.equal((await without.post('/oauth2/userInfo', { access_token: token })).status, 405)
  })

  test('challenges as RFC 6750 has it', async () => {
    await using stage = await openTagged(typed)
    const none = await userInfo(stage)
    assert.deepEqual([none.status, none.headers['www-authenticate'], bodyOf(none)], [401, 'Bearer', {}])
    const bad = await userInfo(stage, 'a.b.c')
    assert.equal(bad.status, 401)
    assert.match(String(bad.headers['www-authenticate']), /^Bearer error="invalid_token", error_description="Access/)
    const { code } = await stage.domain.signIn(stage.client, { scopes: ['aws.cognito.signin.user.admin'] })
    const form = { grant_type: 'authorization_code', client_id: stage.client.id, code, redirect_uri: callback }
    const narrow = await userInfo(stage, String(bodyOf(await stage.post('/oauth2/token', form)).access_token))
    assert.equal(narrow.status, 403)
    assert.match(String(narrow.headers['www-authenticate']), /^Bearer error="insufficient_scope"/)
  })
})

describe('revoke-access-tokens', () => {
  test('ends the session of an access token', async () => {
    await using stage = await openTagged({ 'sallyport:revoke-access-tokens': 'on' })
    const { access_token: token, refresh_token: refreshToken, id_token: idToken } = await stage.tokens()
    const revoke = (text: string | undefined, client_id = stage.client.id) =>
      stage.post('/oauth2/revoke', { token: text, client_id, token_type_hint: 'access_token' })
    await stage.domain.addClient({ id: 'other', name: 'other' })
    assert.equal((await revoke(token, 'other')).status, 200)
    assert.equal((await userInfo(stage, token)).status, 200, 'another client ends nothing')
    assert.deepEqual(outcome(await revoke(idToken)), [400, { error: 'unsupported_token_type' }])
    const response = await revoke(token)
    assert.deepEqual([response.status, response.body], [200, ''])
    assert.equal((await userInfo(stage, token)).status, 401)
    assert.deepEqual(outcome(await refresh(stage, refreshToken)), [400, { error: 'invalid_grant' }])
    assert.equal((await revoke(token)).status, 200, 'once more is no error')
  })
})

describe('standard-token-errors', () => {
  test('are those of RFC 6749', async () => {
    await using stage = await openTagged({ 'sallyport:standard-token-errors': 'on' })
    const { code } = await stage.domain.signIn(stage.client)
    const form = { grant_type: 'authorization_code', client_id: stage.client.id, code }
    const elsewhere = await stage.post('/oauth2/token', { ...form, redirect_uri: 'https://app.example.com/' })
    assert.deepEqual(outcome(elsewhere), [400, { error: 'invalid_grant' }])
    const stranger = await stage.post('/oauth2/token', { ...form, client_id: 'nobody', redirect_uri: callback })
    assert.deepEqual(outcome(stranger), [401, { error: 'invalid_client' }])
    assert.equal(stranger.headers['www-authenticate'], 'Basic realm="oauth2"')
  })
})

describe('resource-at-token', () => {
  const on = { 'sallyport:resource-at-token': 'on' }
  const api = 'https://api.example.com'
  const redeem = async (stage: TaggedStage, bound: string | undefined, resource: string) => {
    const { code } = await stage.domain.signIn(stage.client, { resource: bound })
    const form = { grant_type: 'authorization_code', client_id: stage.client.id, code, redirect_uri: callback }
    return stage.post('/oauth2/token', { ...form, resource })
  }

  test('binds a session that is bound to nothing yet', async () => {
    await using stage = await openTagged(on)
    const tokens = bodyOf(await redeem(stage, undefined, api))
    assert.equal(claimsOf(tokens.access_token).aud, api)
    const later = bodyOf(await refresh(stage, String(tokens.refresh_token)))
    assert.equal(claimsOf(later.access_token).aud, api)
    const wrong = await refresh(stage, String(tokens.refresh_token), { resource: 'https://other.example.com' })
    assert.deepEqual(outcome(wrong), [400, { error: 'invalid_target' }])
  })

  test('takes the resource that a code is bound to, and no other', async () => {
    await using stage = await openTagged(on)
    assert.equal(claimsOf(bodyOf(await redeem(stage, api, api)).access_token).aud, api)
    for (const resource of ['https://other.example.com', 'notes', 'https://a.example/#b']) {
      assert.deepEqual(outcome(await redeem(stage, api, resource)), [400, { error: 'invalid_target' }], resource)
    }
    const free = bodyOf(await redeem(stage, undefined, api))
    assert.equal(typeof free.access_token, 'string')
  })

  test('names the resource in the token of a client for itself', async () => {
    await using stage = await openTagged(on)
    const server = {
      poolId: stage.domain.pool.id,
      identifier: 'notes',
      name: 'n',
      scopes: [{ name: 'read', description: '' }],
    }
    await stage.domain.commit({ write: 'createResourceServer', server })
    await stage.domain.addClient({
      id: 'machine',
      name: 'machine',
      secrets: [{ id: '1', value: 'secret', createdAt: new Date(0) }],
      configuration: { AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['notes/read'] },
    })
    const form = { grant_type: 'client_credentials', client_id: 'machine', client_secret: 'secret', resource: api }
    assert.equal(claimsOf(bodyOf(await stage.post('/oauth2/token', form)).access_token).aud, api)
  })

  test('counts for nothing without the extra', async () => {
    await using stage = await openTagged({})
    assert.equal(claimsOf(bodyOf(await redeem(stage, undefined, api)).access_token).aud, undefined)
  })
})

describe('refresh-reuse-revokes', () => {
  const rotating = { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 } }
  const reuse = async (stage: TaggedStage) => {
    const { refresh_token: first } = await stage.tokens()
    const { refresh_token: second } = bodyOf(await refresh(stage, first))
    const retried = await refresh(stage, first)
    assert.equal(retried.status, 200, 'within the time of grace')
    const { refresh_token: third } = bodyOf(retried)
    stage.domain.advance(11)
    assert.deepEqual(outcome(await refresh(stage, first)), [400, { error: 'invalid_grant' }])
    assert.equal((await refresh(stage, String(second))).status, 400, 'displaced')
    return (await refresh(stage, String(third))).status
  }

  test('ends the session when a token comes back after its time of grace', async () => {
    await using stage = await openTagged({ 'sallyport:refresh-reuse-revokes': 'on' }, rotating)
    assert.equal(await reuse(stage), 400)
  })

  test('without it the session goes on with whoever has the newest token', async () => {
    await using stage = await openTagged({}, rotating)
    assert.equal(await reuse(stage), 200)
  })
})
