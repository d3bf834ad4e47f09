import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hastyHttpApi, httpApi } from '../../test/gateway/example-apis.ts'
import {
  accessClaims,
  idClaims,
  nowSeconds,
  startBackend,
  startGateway,
  token,
} from '../../test/gateway/gateway-under-test.ts'
import { strangerKeys } from '../../test/gateway/gateway-under-test.ts'

const nowhere = 'http://127.0.0.1:1'
const ok = () => ({ statusCode: 200, body: 'fine' })

describe('HTTP API with a JWT authorizer', () => {
  test('lets ID and access tokens of the audience through, claims as Go prints them', async () => {
    await using gateway = await startGateway({ resources: httpApi(nowhere), functions: { v2: ok } })
    for (const claims of [idClaims(), accessClaims()]) {
      const answer = await gateway.ask('GET', '/http/v2/1', {
        headers: { authorization: `Bearer ${await token(claims)}` },
      })
      assert.equal(answer.status, 200)
    }
    const [id, access] = gateway.calls.map(({ payload }) => (payload as any).requestContext.authorizer.jwt)
    assert.equal(id.claims['cognito:groups'], '[admins readers]')
    assert.equal(id.claims.exp, String(nowSeconds + 3600))
    assert.equal(id.claims.email_verified, 'true')
    assert.equal(id.scopes, null)
    assert.deepEqual(access.scopes, ['notes/read', 'openid'])
  })

  const refusals: readonly (readonly [string, () => Promise<string | undefined>, string])[] = [
    ['no token', async () => undefined, 'Bearer'],
    ['no JWT', async () => 'nonsense', invalid('token contains an invalid number of segments')],
    [
      'another client',
      () => token(accessClaims({ client_id: 'other' })),
      invalid('the token does not have a valid audience'),
    ],
    ['another audience', () => token(idClaims({ aud: 'other' })), invalid('the token does not have a valid audience')],
    [
      'a client_id beside a foreign aud',
      () => token(accessClaims({ aud: 'other' })),
      invalid('the token does not have a valid audience'),
    ],
    ['an expired token', () => token(accessClaims({ exp: nowSeconds - 1 })), invalid('the token has expired')],
    [
      'another algorithm',
      async () => `${encode({ alg: 'ES256', kid: 'key-1' })}.${encode(accessClaims())}.AAAA`,
      invalid('signing method ES256 is invalid'),
    ],
    [
      'a stranger’s key',
      () => token(accessClaims(), { key: strangerKeys.privateKey }),
      invalid('crypto/rsa: verification error'),
    ],
  ]
  for (const [name, credentials, challenge] of refusals) {
    test(`answers 401 to ${name}`, async () => {
      await using gateway = await startGateway({ resources: httpApi(nowhere), functions: { v2: ok } })
      const authorization = await credentials()
      const answer = await gateway.ask('GET', '/http/v2/1', authorization ? { headers: { authorization } } : {})
      assert.equal(answer.status, 401)
      assert.equal(answer.body, '{"message":"Unauthorized"}')
      assert.equal(answer.headers['www-authenticate'], challenge)
      assert.ok(answer.headers['apigw-requestid'])
      assert.equal(answer.headers['x-amzn-errortype'], undefined)
      assert.equal(gateway.calls.length, 0)
    })
  }

  test('answers 403 where no scope of the route is carried', async () => {
    await using gateway = await startGateway({ resources: httpApi(nowhere), functions: { v2: ok } })
    const cases: readonly (readonly [Record<string, unknown>, number])[] = [
      [accessClaims(), 200],
      [accessClaims({ scope: undefined, scp: ['notes/admin'] }), 200],
      [accessClaims({ scope: 'notes/write' }), 403],
      [idClaims(), 403],
    ]
    for (const [claims, status] of cases) {
      const answer = await gateway.ask('GET', '/http/scoped', { headers: { authorization: await token(claims) } })
      assert.equal(answer.status, status)
      if (status === 403) assert.equal(answer.body, '{"message":"Forbidden"}')
    }
    const invalidToken = await gateway.ask('GET', '/http/scoped', { headers: { authorization: 'x' } })
    assert.equal(
      invalidToken.headers['www-authenticate'],
      'Bearer scope="notes/read notes/admin" error="invalid_token" error_description="token contains an invalid number of segments"',
    )
  })

  test('answers 404 where no route matches, and never 405', async () => {
    await using gateway = await startGateway({ resources: httpApi(nowhere) })
    for (const [method, path] of [
      ['GET', '/http/nothing'],
      ['GET', '/http/v1/1'],
      ['BREW', '/http/open'],
    ] as const) {
      const answer = await gateway.ask(method === 'BREW' ? 'PURGE' : method, path)
      assert.equal(answer.status, 404)
      assert.equal(answer.body, '{"message":"Not Found"}')
    }
  })
})

describe('HTTP API with functions', () => {
  test('sends payload 2.0', async () => {
    await using gateway = await startGateway({ resources: httpApi(nowhere), functions: { v2: ok } })
    await gateway.ask('POST', '/http/blue/v2/a%20b?x=1&x=2', {
      headers: {
        authorization: await token(accessClaims()),
        cookie: 'a=1; b=2',
        'X-Thing': ['1', '2'],
        'content-type': 'application/octet-stream',
        host: 'api.example',
      },
      body: Buffer.from([1, 2, 3]),
    })
    const event = gateway.calls[0]?.payload as any
    assert.equal(event.version, '2.0')
    assert.equal(event.routeKey, 'ANY /v2/{id}')
    assert.equal(event.rawPath, '/blue/v2/a b')
    assert.equal(event.rawQueryString, 'x=1&x=2')
    assert.deepEqual(event.cookies, ['a=1', 'b=2'])
    assert.equal(event.headers.cookie, undefined)
    assert.equal(event.headers['x-thing'], '1, 2')
    assert.deepEqual(event.queryStringParameters, { x: '1,2' })
    assert.deepEqual(event.pathParameters, { id: 'a b' })
    assert.deepEqual(event.stageVariables, { colour: 'blue' })
    assert.deepEqual([event.body, event.isBase64Encoded], ['AQID', true])
    assert.equal(event.requestContext.http.path, '/blue/v2/a b')
    assert.equal(event.requestContext.stage, 'blue')
    assert.equal(event.requestContext.domainPrefix, 'api')
    assert.equal(event.requestContext.timeEpoch, nowSeconds * 1000)
  })

  test('leaves absent members out of payload 2.0', async () => {
    await using gateway = await startGateway({ resources: httpApi(nowhere), functions: { v2: ok } })
    await gateway.ask('GET', '/http/open')
    const event = gateway.calls[0]?.payload as any
    for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'body', 'stageVariables']) {
      assert.equal(name in event, false, name)
    }
    assert.equal(event.rawQueryString, '')
    assert.equal('authorizer' in event.requestContext, false)
  })

  test('sends payload 1.0 with its version where the integration asks for it', async () => {
    await using gateway = await startGateway({ resources: httpApi(nowhere), functions: { v1: ok } })
    await gateway.ask('POST', '/http/blue/v1/a%20b', { headers: { authorization: await token(accessClaims()) } })
    const event = gateway.calls[0]?.payload as any
    assert.equal(event.version, '1.0')
    assert.equal(event.path, '/blue/v1/a%20b')
    assert.deepEqual(event.pathParameters, { id: 'a b' })
    assert.deepEqual(event.requestContext.authorizer.scopes, ['notes/read', 'openid'])
  })

  const results: readonly (readonly [string, unknown, number, string, string])[] = [
    ['a full result', { statusCode: 201, body: 'x' }, 201, 'x', 'text/plain;charset=utf-8'],
    ['an object without a status', { a: 1 }, 200, '{"a":1}', 'application/json'],
    ['a text', 'hello', 200, 'hello', 'application/json'],
    ['a list', [1], 200, '[1]', 'application/json'],
    ['a broken status', { statusCode: 'abc' }, 500, '{"message":"Internal Server Error"}', 'application/json'],
    [
      'broken cookies',
      { statusCode: 200, cookies: ['a\r\nb'] },
      500,
      '{"message":"Internal Server Error"}',
      'application/json',
    ],
    [
      'an error',
      { kind: 'function-error', errorType: 'E', errorMessage: '' },
      500,
      '{"message":"Internal Server Error"}',
      'application/json',
    ],
    [
      'no place to run',
      { kind: 'unavailable', reason: '' },
      503,
      '{"message":"Service Unavailable"}',
      'application/json',
    ],
    ['no answer in time', { kind: 'timeout' }, 503, '{"message":"Service Unavailable"}', 'application/json'],
  ]
  for (const [name, result, status, body, contentType] of results) {
    test(`answers ${status} to ${name}`, async () => {
      await using gateway = await startGateway({ resources: httpApi(nowhere), functions: { v2: () => result } })
      const answer = await gateway.ask('GET', '/http/open')
      assert.equal(answer.status, status)
      assert.equal(answer.body, body)
      assert.equal(answer.headers['content-type'], contentType)
    })
  }

  test('sets each cookie of payload 2.0', async () => {
    const result = { statusCode: 200, cookies: ['a=1', 'b=2'], body: 'AQI=', isBase64Encoded: true }
    await using gateway = await startGateway({ resources: httpApi(nowhere), functions: { v2: () => result } })
    const answer = await gateway.ask('GET', '/http/open')
    assert.deepEqual(answer.headers['set-cookie'], ['a=1', 'b=2'])
    assert.equal(answer.body, '\u0001\u0002')
  })
})

describe('HTTP API over HTTP', () => {
  test('maps parameters, forwards the rest, and says who forwarded it', async () => {
    await using backend = await startBackend()
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const answer = await gateway.ask('GET', '/http/backend/a/b?x=1&stage=spoofed', {
      headers: {
        authorization: await token(accessClaims()),
        'x-caller': 'spoofed',
        'x-note': 'mine',
        'x-secret': 's',
        accept: 'text/html',
        forwarded: 'for=1.1.1.1',
        via: 'x',
        host: 'api.example',
      },
    })
    assert.equal(answer.status, 200)
    assert.equal(answer.json.url, '/base/a/b?x=1&stage=%24default')
    const headers = new Map<string, string[]>()
    for (let i = 0; i < answer.json.rawHeaders.length; i += 2) {
      const name = answer.json.rawHeaders[i].toLowerCase()
      headers.set(name, [...(headers.get(name) ?? []), answer.json.rawHeaders[i + 1]])
    }
    assert.deepEqual(headers.get('x-caller'), ['5f0b1c2d-0000-4000-8000-000000000001'])
    assert.deepEqual(headers.get('x-note'), ['mine', 'from $default'])
    assert.equal(headers.get('x-secret'), undefined)
    assert.deepEqual(headers.get('accept'), ['text/html'])
    assert.deepEqual(headers.get('forwarded'), ['for=203.0.113.9;host=api.example;proto=https'])
    assert.deepEqual(headers.get('via'), ['HTTP/1.1 AmazonAPIGateway'])
    assert.equal(headers.get('x-forwarded-for'), undefined)
  })

  test('answers 503 when the backend does not answer in time', async () => {
    await using backend = await startBackend(() => {})
    await using gateway = await startGateway({ resources: hastyHttpApi(backend.url, 50) })
    const answer = await gateway.ask('GET', '/http/plain/a')
    assert.equal(answer.status, 503)
    assert.equal(answer.body, '{"message":"Service Unavailable"}')
  })
})

describe('HTTP API with CORS', () => {
  const CorsConfiguration = {
    AllowOrigins: ['https://app.example', 'https://*.preview.example'],
    AllowMethods: ['GET', 'POST'],
    AllowHeaders: ['authorization', 'content-type'],
    ExposeHeaders: ['x-total'],
    MaxAge: 600,
    AllowCredentials: true,
  }
  const preflight = (origin: string) => ({
    headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
  })

  test('answers preflights before routing and authorization', async () => {
    await using gateway = await startGateway({ resources: httpApi(nowhere, { CorsConfiguration }) })
    const answer = await gateway.ask('OPTIONS', '/http/v2/1', preflight('https://app.example'))
    assert.equal(answer.status, 204)
    assert.equal(answer.headers['access-control-allow-origin'], 'https://app.example')
    assert.equal(answer.headers['access-control-allow-methods'], 'GET,POST')
    assert.equal(answer.headers['access-control-allow-headers'], 'authorization,content-type')
    assert.equal(answer.headers['access-control-max-age'], '600')
    assert.equal(answer.headers['access-control-allow-credentials'], 'true')
  })

  const origins: readonly (readonly [string, boolean])[] = [
    ['https://one.preview.example', true],
    ['https://a.b.preview.example', true],
    ['https://.preview.example', false],
    ['https://preview.example', false],
    ['https://evil.example', false],
    ['http://app.example', false],
    ['https://app.example.evil.example', false],
    ['https://evil.example/.preview.example', false],
    ['null', false],
  ]
  for (const [origin, allowed] of origins) {
    test(`${allowed ? 'allows' : 'gives no CORS header to'} ${origin}`, async () => {
      await using gateway = await startGateway({ resources: httpApi(nowhere, { CorsConfiguration }) })
      const answer = await gateway.ask('OPTIONS', '/http/v2/1', preflight(origin))
      assert.equal(answer.status, 204)
      assert.equal(answer.headers['access-control-allow-origin'], allowed ? origin : undefined)
    })
  }

  test('replaces the backend’s CORS headers and covers errors', async () => {
    const result = { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' }
    await using gateway = await startGateway({
      resources: httpApi(nowhere, { CorsConfiguration }),
      functions: { v2: () => result },
    })
    const origin = { headers: { origin: 'https://app.example' } }
    const answer = await gateway.ask('GET', '/http/open', origin)
    assert.equal(answer.headers['access-control-allow-origin'], 'https://app.example')
    assert.equal(answer.headers['access-control-expose-headers'], 'x-total')
    const denied = await gateway.ask('GET', '/http/v2/1', origin)
    assert.equal(denied.status, 401)
    assert.equal(denied.headers['access-control-allow-origin'], 'https://app.example')
  })

  test('leaves a preflight to the routes where CORS is not configured', async () => {
    await using gateway = await startGateway({ resources: httpApi(nowhere) })
    assert.equal((await gateway.ask('OPTIONS', '/http/v2/1', preflight('https://app.example'))).status, 401)
  })
})

function invalid(description: string): string {
  return `Bearer scope="" error="invalid_token" error_description="${description}"`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
