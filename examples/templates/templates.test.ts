import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { nowSeconds, startBackend, type Answer } from '../../test/gateway/gateway-under-test.ts'
import { startTemplate } from '../../test/gateway/template-under-test.ts'
import { withoutPython } from '../../test/functions/python.ts'

const folder = import.meta.dirname
const start = (name: string, parameters?: Record<string, string>) => startTemplate(join(folder, name), parameters)
const withToken = (authorization: string) => ({ headers: { authorization } })
const sub = '5f0b1c2d-0000-4000-8000-000000000001'

/** What a client goes by. */
function seen({ status, json, headers }: Answer) {
  return { status, json, type: headers['x-amzn-errortype'], challenge: headers['www-authenticate'] }
}

const restUnauthorized = {
  status: 401,
  json: { message: 'Unauthorized' },
  type: 'UnauthorizedException',
  challenge: undefined,
}
const expired = { ...restUnauthorized, json: { message: 'The incoming token has expired' } }
const fine = (json: unknown) => ({ status: 200, json, type: undefined, challenge: undefined })
const httpUnauthorized = (challenge: string) => ({
  status: 401,
  json: { message: 'Unauthorized' },
  type: undefined,
  challenge,
})
const invalid = (scopes: string, text: string) =>
  httpUnauthorized(`Bearer scope="${scopes}" error="invalid_token" error_description="${text}"`)

describe('1.23 templates with Cognito', () => {
  test('each is named in the README', () => {
    const templates = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.includes('.openapi.'))
    assert.ok(templates.length >= 10)
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    for (const name of templates) assert.ok(readme.includes(`\`${name}\``), name)
  })

  test('rest-cognito: an ID token by default, and one open method', async () => {
    await using sample = await start('rest-cognito.yaml')
    const { ask, idToken, accessToken } = sample
    assert.deepEqual(seen(await ask('GET', '/timetable')), fine({ sailings: ['08:15', '17:40'] }))
    assert.deepEqual(seen(await ask('GET', '/bookings')), restUnauthorized)
    assert.deepEqual(seen(await ask('GET', '/bookings', withToken('Bearer x.y.z'))), restUnauthorized)
    assert.deepEqual(seen(await ask('GET', '/bookings', withToken(await accessToken()))), restUnauthorized)
    assert.deepEqual(seen(await ask('GET', '/bookings', withToken(await idToken({ exp: nowSeconds })))), expired)
    for (const authorization of [await idToken(), `Bearer ${await idToken()}`]) {
      assert.deepEqual(
        seen(await ask('GET', '/bookings', withToken(authorization))),
        fine({ bookedBy: 'ada@example.com' }),
      )
    }
  })

  test('rest-scopes: an access token with any scope of the method', async () => {
    await using sample = await start('rest-scopes.yaml')
    const { ask, idToken, accessToken } = sample
    const reader = withToken(await accessToken({ scope: 'openid harbour/read' }))
    const booker = withToken(await accessToken({ scope: 'harbour/book' }))
    const did = (method: string, scope: string) => fine({ did: method, by: 'ada', with: scope })
    assert.deepEqual(seen(await ask('GET', '/bookings', reader)), did('GET', 'openid harbour/read'))
    assert.deepEqual(seen(await ask('POST', '/bookings', booker)), did('POST', 'harbour/book'))
    assert.deepEqual(seen(await ask('GET', '/bookings', booker)), restUnauthorized)
    assert.deepEqual(seen(await ask('POST', '/bookings', reader)), restUnauthorized)
    assert.deepEqual(seen(await ask('GET', '/bookings')), restUnauthorized)
    assert.deepEqual(seen(await ask('GET', '/bookings', withToken(await idToken()))), restUnauthorized)
  })

  test('rest-one-client: tokens of one client, in a header of its own', async () => {
    await using sample = await start('rest-one-client.yaml')
    const { ask, idToken, accessToken, clientId } = sample
    const inHeader = (token: string) => ({ headers: { 'x-crew-token': token } })
    const answer = await ask('GET', '/shifts', inHeader(await idToken()))
    assert.deepEqual(seen(answer), fine({ client: clientId, shifts: ['early', 'late'] }))
    assert.deepEqual(seen(await ask('GET', '/shifts', withToken(await idToken()))), restUnauthorized)
    assert.deepEqual(seen(await ask('GET', '/shifts', inHeader(await idToken({ aud: 'other' })))), restUnauthorized)
    assert.deepEqual(seen(await ask('GET', '/shifts', inHeader(await accessToken()))), restUnauthorized)
  })

  test('rest-cors: preflights pass, and a page can read why it was turned away', async () => {
    await using sample = await start('rest-cors.yaml')
    const { ask, idToken } = sample
    const preflight = await ask('OPTIONS', '/bookings', {
      headers: { origin: 'https://ferry.example', 'access-control-request-method': 'GET' },
    })
    const allowed = (name: string) => preflight.headers[`access-control-${name}`]
    assert.deepEqual(
      [
        preflight.status,
        allowed('allow-origin'),
        allowed('allow-headers'),
        allowed('allow-methods'),
        allowed('max-age'),
      ],
      [200, 'https://ferry.example', 'authorization,content-type', 'GET,OPTIONS', '600'],
    )
    const refused = await ask('GET', '/bookings')
    assert.deepEqual(seen(refused), { ...restUnauthorized, json: { signIn: true, said: 'Unauthorized' } })
    assert.equal(refused.headers['access-control-allow-origin'], 'https://ferry.example')
    const answer = await ask('GET', '/bookings', withToken(await idToken()))
    assert.deepEqual(seen(answer), fine([]))
    assert.equal(answer.headers['access-control-allow-origin'], 'https://ferry.example')
  })

  test('rest-lambda-authorizer: a function verifies access tokens, and lets in who is of a group', async () => {
    await using sample = await start('rest-lambda-authorizer.yaml')
    const { ask, idToken, accessToken } = sample
    const crew = { 'cognito:groups': ['crew'] }
    const shifts = fine({ for: 'ada', shifts: ['early', 'late'] })
    const sent = await accessToken(crew)
    for (const authorization of [sent, `Bearer ${sent}`]) {
      assert.deepEqual(seen(await ask('GET', '/shifts', withToken(authorization))), shifts)
      assert.deepEqual(seen(await ask('POST', '/shifts', withToken(authorization))), shifts)
    }
    const message = 'User is not authorized to access this resource with an explicit deny'
    const denied = { ...restUnauthorized, status: 403, json: { Message: message }, type: 'AccessDeniedException' }
    assert.deepEqual(seen(await ask('GET', '/shifts', withToken(await accessToken()))), denied)
    const refused = [
      await idToken(crew),
      await accessToken({ ...crew, exp: nowSeconds }),
      await accessToken({ ...crew, client_id: 'other' }),
      await accessToken({ ...crew, iss: 'https://elsewhere.example' }),
      `${sent.slice(0, -8)}AAAAAAAA`,
      'no token',
    ]
    for (const authorization of refused) {
      assert.deepEqual(seen(await ask('GET', '/shifts', withToken(authorization))), restUnauthorized, authorization)
    }
    assert.deepEqual(seen(await ask('GET', '/shifts')), restUnauthorized)
  })

  test('rest-usage-plan: the token first, then the key, then the quota', async () => {
    await using sample = await start('rest-usage-plan.yaml')
    const { ask, idToken } = sample
    const key = 'island-partner-key-0001'
    const authorization = await idToken()
    const forbidden = { ...restUnauthorized, status: 403, json: { message: 'Forbidden' }, type: 'ForbiddenException' }
    assert.deepEqual(seen(await ask('GET', '/bookings', { headers: { 'x-api-key': key } })), restUnauthorized)
    assert.deepEqual(seen(await ask('GET', '/bookings', { headers: { authorization } })), forbidden)
    const wrongKey = { headers: { authorization, 'x-api-key': 'island-partner-key-0002' } }
    assert.deepEqual(seen(await ask('GET', '/bookings', wrongKey)), forbidden)
    const both = { headers: { authorization, 'x-api-key': key } }
    for (let call = 0; call < 3; call += 1) {
      assert.deepEqual(seen(await ask('GET', '/bookings', both)), fine({ person: sub, key }))
    }
    const exceeded = { status: 429, json: { message: 'Limit Exceeded' }, type: 'LimitExceededException' }
    assert.deepEqual(seen(await ask('GET', '/bookings', both)), { ...exceeded, challenge: undefined })
  })

  test('rest-openapi: the backend is told who asks', async () => {
    await using backend = await startBackend()
    await using sample = await start('rest-openapi.yaml', { Backend: backend.url })
    const { ask, idToken } = sample
    assert.equal((await ask('GET', '/weather')).json.url, '/weather')
    assert.deepEqual(seen(await ask('GET', '/ships/heron')), restUnauthorized)
    assert.equal(backend.seen.length, 1)
    const { json, status } = await ask('GET', '/ships/heron', withToken(await idToken()))
    const index = json.rawHeaders.findIndex((name: string) => name.toLowerCase() === 'x-person')
    assert.deepEqual([status, json.url, json.rawHeaders[index + 1]], [200, '/fleet/heron', sub])
    assert.deepEqual((await ask('POST', '/ships/heron')).json, { message: 'Missing Authentication Token' })
  })

  test('rest-claims-mapping: an answer made of claims', async () => {
    await using sample = await start('rest-claims-mapping.yaml')
    const { ask, idToken } = sample
    assert.deepEqual(seen(await ask('GET', '/me')), restUnauthorized)
    const me = { id: sub, mail: 'ada@example.com', groups: ['admins', 'readers'] }
    assert.deepEqual(seen(await ask('GET', '/me', withToken(await idToken()))), fine(me))
  })

  test('rest-resources: the same without SAM and without OpenAPI', async () => {
    await using sample = await start('rest-resources.yaml')
    const { ask, idToken, accessToken } = sample
    assert.deepEqual(seen(await ask('GET', '/ships/heron')), restUnauthorized)
    assert.deepEqual(seen(await ask('GET', '/ships/heron', withToken(await accessToken()))), restUnauthorized)
    const answer = await ask('GET', '/ships/heron', withToken(await idToken()))
    assert.deepEqual(seen(answer), fine({ ship: 'heron', seenBy: sub }))
    const missing = { status: 403, json: { message: 'Missing Authentication Token' } }
    const type = 'MissingAuthenticationTokenException'
    assert.deepEqual(seen(await ask('GET', '/ships')), { ...missing, type, challenge: undefined })
  })

  test('http-jwt: tokens of one client, whatever their use, and one open route', async () => {
    await using sample = await start('http-jwt.yaml')
    const { ask, idToken, accessToken } = sample
    assert.deepEqual(seen(await ask('GET', '/weather')), fine({ route: 'GET /weather' }))
    assert.deepEqual(seen(await ask('GET', '/ships/heron')), httpUnauthorized('Bearer'))
    const late = withToken(await idToken({ exp: nowSeconds }))
    assert.deepEqual(seen(await ask('GET', '/ships/heron', late)), invalid('', 'the token has expired'))
    const other = withToken(await accessToken({ client_id: 'other' }))
    const noAudience = invalid('', 'the token does not have a valid audience')
    assert.deepEqual(seen(await ask('GET', '/ships/heron', other)), noAudience)
    const ship = { route: 'GET /ships/{ship}', ship: 'heron' }
    const person = await ask('GET', '/ships/heron', withToken(`Bearer ${await idToken()}`))
    assert.deepEqual(seen(person), fine({ ...ship, groups: '[admins readers]' }))
    assert.deepEqual(seen(await ask('GET', '/ships/heron', withToken(await accessToken()))), fine(ship))
    assert.deepEqual(seen(await ask('PUT', '/ships/heron')), { ...fine({ message: 'Not Found' }), status: 404 })
  })

  test('http-python: a function in Python is told who asks', { skip: withoutPython }, async () => {
    await using sample = await start('http-python.yaml')
    const { ask, accessToken } = sample
    const authorization = `Bearer ${await accessToken()}`
    const book = async (body: string) =>
      seen(
        await ask('POST', '/ships/heron/bookings', {
          headers: { authorization, 'content-type': 'application/json' },
          body,
        }),
      )
    const booked = { ship: 'heron', seats: 2, bookedBy: 'ada' }
    assert.deepEqual(await book('{"seats": 2}'), { ...fine(booked), status: 201 })
    const advice = { ...fine({ message: 'Say how many: {"seats": 2}' }), status: 400 }
    for (const body of ['{"seats": "many"}', '{}', '[]', 'two']) assert.deepEqual(await book(body), advice, body)
    assert.deepEqual(seen(await ask('POST', '/ships/heron/bookings')), httpUnauthorized('Bearer'))
  })

  test('http-scopes: scopes by route, and 403 without them', async () => {
    await using sample = await start('http-scopes.yaml')
    const { ask, accessToken } = sample
    const reader = withToken(await accessToken({ scope: 'openid harbour/read' }))
    const scopes = ['openid', 'harbour/read']
    assert.deepEqual(seen(await ask('GET', '/bookings', reader)), fine({ did: 'GET /bookings', scopes }))
    const { challenge, ...refused } = seen(await ask('POST', '/bookings', reader))
    assert.deepEqual(refused, { status: 403, json: { message: 'Forbidden' }, type: undefined })
    assert.equal(challenge, 'Bearer scope="harbour/book" error="insufficient_scope"')
    assert.deepEqual(seen(await ask('POST', '/bookings')), httpUnauthorized('Bearer'))
    const broken = invalid('harbour/read harbour/book', 'token contains an invalid number of segments')
    assert.deepEqual(seen(await ask('GET', '/bookings', withToken('x'))), broken)
  })

  test('http-openapi: one route for a whole service, behind an OpenID Connect scheme', async () => {
    await using backend = await startBackend()
    await using sample = await start('http-openapi.yaml', { Backend: backend.url })
    const { ask, idToken } = sample
    assert.deepEqual(seen(await ask('GET', '/fleet/heron')), httpUnauthorized('Bearer'))
    assert.equal(backend.seen.length, 0)
    const { json, status } = await ask('POST', '/fleet/heron', { ...withToken(await idToken()), body: 'ahoy' })
    const index = json.rawHeaders.findIndex((name: string) => name.toLowerCase() === 'x-person')
    const told = [status, json.method, json.url, json.body, json.rawHeaders[index + 1]]
    assert.deepEqual(told, [200, 'POST', '/api/fleet/heron', 'ahoy', sub])
  })

  test('http-routes: the same without SAM and without OpenAPI', async () => {
    await using sample = await start('http-routes.yaml')
    const { ask, idToken } = sample
    assert.deepEqual(seen(await ask('GET', '/ships/heron')), httpUnauthorized('Bearer'))
    const answer = await ask('GET', '/ships/heron', withToken(await idToken()))
    assert.deepEqual(seen(answer), fine({ ship: 'heron', seenBy: sub }))
    assert.deepEqual(seen(await ask('GET', '/')), { ...fine({ message: 'Not Found' }), status: 404 })
  })
})
