import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bodyOf } from '../../test/oauth/oauth-records.ts'
import { openTagged, type TaggedStage } from '../../test/oauth/tagged-stage.ts'

const secrets = [{ id: '1', value: 'secret', createdAt: new Date(0) }]

async function open(tags: Record<string, string> = { 'sallyport:introspection/api': 'on' }) {
  const stage = await openTagged(tags)
  await stage.domain.addClient({ id: 'api', name: 'api', secrets })
  await stage.domain.addClient({ id: 'beside', name: 'beside', secrets })
  return stage
}

async function ask(stage: TaggedStage, token: string | undefined, client_id = 'api', client_secret = 'secret') {
  const response = await stage.post('/oauth2/introspect', { token, client_id, client_secret })
  return [response.status, bodyOf(response)] as const
}

describe('/oauth2/introspect', () => {
  test('tells what a living access token says, whoever it was given to', async () => {
    await using stage = await open()
    const { access_token: token = '' } = await stage.tokens()
    const { exp, iat, jti, iss } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    assert.deepEqual(await ask(stage, token), [
      200,
      {
        active: true,
        scope: 'openid email profile',
        client_id: stage.client.id,
        username: 'ada',
        token_type: 'Bearer',
        exp,
        iat,
        sub: stage.domain.user.sub,
        iss,
        jti,
      },
    ])
  })

  test('tells nothing of any other', async () => {
    await using stage = await open()
    const { access_token: token = '', id_token: idToken, refresh_token: refreshToken } = await stage.tokens()
    for (const other of [idToken, refreshToken, `${token}a`, 'x', 'a.b.c']) {
      assert.deepEqual(await ask(stage, other), [200, { active: false }], String(other))
    }
    await stage.post('/oauth2/revoke', { token: refreshToken, client_id: stage.client.id })
    assert.deepEqual(await ask(stage, token), [200, { active: false }], 'revoked')
    const { access_token: second } = await stage.tokens()
    stage.domain.advance(3601)
    assert.deepEqual(await ask(stage, second), [200, { active: false }], 'expired')
  })

  test('answers clients that may ask and prove who they are', async () => {
    await using stage = await open()
    const { access_token: token = '' } = await stage.tokens()
    assert.deepEqual(await ask(stage, token, 'beside'), [400, { error: 'unauthorized_client' }])
    assert.deepEqual(await ask(stage, token, 'api', 'wrong'), [400, { error: 'invalid_client' }])
    assert.deepEqual(await ask(stage, undefined), [400, { error: 'invalid_request' }])
    await using everywhere = await open({ 'sallyport:introspection': 'on' })
    const form = { token, client_id: everywhere.client.id }
    const unproven = await everywhere.post('/oauth2/introspect', form)
    assert.deepEqual([unproven.status, bodyOf(unproven)], [400, { error: 'unauthorized_client' }])
    await using without = await open({})
    assert.equal((await without.post('/oauth2/introspect', form)).status, 404)
  })
})
