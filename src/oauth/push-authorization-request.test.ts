import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bodyOf, callback } from '../../test/oauth/oauth-records.ts'
import { locationOf, openTagged, type TaggedStage } from '../../test/oauth/tagged-stage.ts'
import type { HttpResponse } from '../http/message.ts'

const on = { 'sallyport:pushed-requests': 'on' }
const origin = 'https://notes.example.com'
type Form = Readonly<Record<string, string | undefined>>

function push(stage: TaggedStage, changes: Form = {}, headers?: Record<string, string>): Promise<HttpResponse> {
  const { id } = stage.client
  const form = { client_id: id, response_type: 'code', redirect_uri: callback, state: 'x', scope: 'openid', ...changes }
  return stage.post('/oauth2/par', form, headers)
}

async function pushed(stage: TaggedStage, changes: Form = {}): Promise<string> {
  const response = await push(stage, changes)
  const body = bodyOf(response)
  assert.deepEqual([response.status, body.expires_in, Object.keys(body)], [201, 600, ['request_uri', 'expires_in']])
  assert.match(String(body.request_uri), /^urn:ietf:params:oauth:request_uri:[\w-]+$/)
  return String(body.request_uri)
}

function ask({ domain, client }: TaggedStage, requestUri: string, cookie = '', more: Form = {}): Promise<HttpResponse> {
  const query = new URLSearchParams({ client_id: client.id, request_uri: requestUri, ...(more as object) })
  return domain.send('GET', `/oauth2/authorize?${query.toString()}`, { headers: { cookie } })
}

describe('/oauth2/par', () => {
  test('takes a request, which the browser then only refers to', async () => {
    await using stage = await openTagged(on)
    const { cookie } = await stage.domain.signIn(stage.client)
    const requestUri = await pushed(stage, { state: 'pushed state' })
    const unsigned = locationOf(await ask(stage, requestUri))
    assert.ok(unsigned.startsWith(`${origin}/login?client_id=`) && !unsigned.includes('pushed'), unsigned)
    const location = new URL(locationOf(await ask(stage, requestUri, cookie, { state: 'other', scope: 'admin' })))
    assert.equal(`${location.origin}${location.pathname}`, callback)
    assert.equal(location.searchParams.get('state'), 'pushed state', 'what is beside the reference counts for nothing')
  })

  test('is answered once', async () => {
    await using stage = await openTagged(on)
    const { cookie } = await stage.domain.signIn(stage.client)
    const requestUri = await pushed(stage)
    assert.match(locationOf(await ask(stage, requestUri, cookie)), /\?code=/)
    assert.match(locationOf(await ask(stage, requestUri, cookie)), /\/error\?error=request_uri_invalid/)
  })

  test('is for ten minutes, for its client and for its pool', async () => {
    await using stage = await openTagged(on)
    await stage.domain.addClient({ id: 'other', name: 'other' })
    const requestUri = await pushed(stage)
    const isGood = async (uri: string, client = stage.client) =>
      locationOf(await ask({ ...stage, client }, uri)).startsWith(`${origin}/login`)
    assert.equal(await isGood(requestUri), true)
    assert.equal(await isGood(`${requestUri}a`), false)
    assert.equal(await isGood(requestUri, { ...stage.client, id: 'other' }), false)
    stage.domain.advance(600)
    assert.equal(await isGood(requestUri), false)
  })

  test('answers errors itself, where the browser would have told them', async () => {
    await using stage = await openTagged(on)
    for (const [changes, error] of [
      [{ redirect_uri: 'https://evil.example/' }, 'invalid_request'],
      [{ redirect_uri: undefined }, 'invalid_request'],
      [{ response_type: undefined }, 'invalid_request'],
      [{ scope: 'admin' }, 'invalid_scope'],
      [{ resource: 'notes' }, 'invalid_target'],
      [{ request_uri: 'urn:x' }, 'invalid_request'],
      [{ state: 'a'.repeat(4100) }, 'invalid_request'],
      [{ client_id: 'nobody' }, 'invalid_client'],
      [{ client_secret: 'guess' }, 'invalid_client'],
    ] as const) {
      const response = await push(stage, changes)
      assert.deepEqual([response.status, bodyOf(response).error], [400, error], JSON.stringify(changes).slice(0, 80))
    }
  })

  test('asks a client that has a secret for it', async () => {
    await using stage = await openTagged(on)
    await stage.domain.addClient({
      id: 'server',
      name: 'server',
      secrets: [{ id: '1', value: 'secret', createdAt: new Date(0) }],
    })
    assert.equal((await push(stage, { client_id: 'server' })).status, 400)
    const authorization = `Basic ${Buffer.from('server:secret').toString('base64')}`
    assert.equal((await push(stage, { client_id: undefined }, { authorization })).status, 201)
    const body = bodyOf(await push(stage, { client_id: 'server', client_secret: 'secret' }))
    assert.equal(typeof body.request_uri, 'string')
  })

  test('is each client’s own, and not there unasked', async () => {
    await using stage = await openTagged({ 'sallyport:pushed-requests/app': 'on' })
    await stage.domain.addClient({ id: 'other', name: 'other' })
    const other = await push(stage, { client_id: 'other' })
    assert.deepEqual([other.status, bodyOf(other).error], [400, 'unauthorized_client'])
    await using without = await openTagged({})
    assert.equal((await push(without)).status, 404)
  })
})

describe('require-pushed-requests', () => {
  test('takes nothing else from the browser', async () => {
    await using stage = await openTagged({ 'sallyport:require-pushed-requests': 'on' })
    const { cookie } = await stage.domain.signIn(stage.client)
    assert.match(locationOf(await stage.authorize({}, cookie)), /error=invalid_request&state=x$/)
    assert.match(locationOf(await ask(stage, await pushed(stage), cookie)), /\?code=/)
  })
})
