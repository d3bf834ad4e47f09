import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { restApi } from '../../test/gateway/example-apis.ts'
import {
  accessClaims,
  idClaims,
  nowSeconds,
  startBackend,
  startGateway,
} from '../../test/gateway/gateway-under-test.ts'
import { token } from '../../test/gateway/gateway-under-test.ts'

const ok = () => ({ statusCode: 200, body: 'fine' })
const isDenied = {
  status: 401,
  body: '{"message":"Unauthorized"}',
}

describe('REST API with a Cognito authorizer', () => {
  test('lets an ID token through where the method has no scopes, and hands on every claim as text', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1'), functions: { notes: ok } })
    for (const authorization of [await token(idClaims()), `Bearer ${await token(idClaims())}`]) {
      const answer = await gateway.ask('GET', '/rest/dev/notes/7?a=1&a=2', { headers: { authorization } })
      assert.equal(answer.status, 200)
      assert.equal(answer.body, 'fine')
    }
    const event = gateway.calls[0]?.payload as any
    assert.deepEqual(
      { ...event.requestContext.authorizer.claims },
      {
        sub: '5f0b1c2d-0000-4000-8000-000000000001',
        iss: idClaims()['iss'],
        aud: 'client1example',
        token_use: 'id',
        auth_time: String(nowSeconds - 60),
        iat: 'Fri Nov 20 11:59:00 UTC 2026',
        exp: 'Fri Nov 20 13:00:00 UTC 2026',
        email: 'ada@example.com',
        email_verified: 'true',
        'cognito:groups': 'admins,readers',
      },
    )
  })

  const refused: Record<string, () => Promise<string | undefined>> = {
    'no token': async () => undefined,
    'an empty token': async () => 'Bearer ',
    'no JWT': async () => 'Bearer nonsense',
    'an access token': () => token(accessClaims()),
  }
  for (const [name, credentials] of Object.entries(refused)) {
    test(`answers 401 to ${name} in ID-token mode`, async () => {
      await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1'), functions: { notes: ok } })
      const authorization = await credentials()
      const answer = await gateway.ask('GET', '/rest/dev/notes/7', authorization ? { headers: { authorization } } : {})
      assert.deepEqual({ status: answer.status, body: answer.body }, isDenied)
      assert.equal(answer.headers['x-amzn-errortype'], 'UnauthorizedException')
      assert.equal(answer.headers['content-type'], 'application/json')
      assert.equal(answer.headers['www-authenticate'], undefined)
      assert.equal(gateway.calls.length, 0)
    })
  }

  test('says that a token has expired', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1'), functions: { notes: ok } })
    const authorization = await token(idClaims({ exp: nowSeconds }))
    const answer = await gateway.ask('GET', '/rest/dev/notes/7', { headers: { authorization } })
    assert.equal(answer.status, 401)
    assert.equal(answer.body, '{"message":"The incoming token has expired"}')
    assert.equal(answer.headers['x-amzn-errortype'], 'UnauthorizedException')
  })

  test('wants an access token with any of the scopes where the method has some', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1'), functions: { notes: ok } })
    const cases: readonly (readonly [string, number])[] = [
      [await token(accessClaims()), 200],
      [await token(accessClaims({ scope: 'notes/write' })), 200],
      [await token(accessClaims({ scope: 'notes' })), 401],
      [await token(accessClaims({ scope: undefined })), 401],
      [await token(idClaims()), 401],
      [await token(idClaims({ scope: 'notes/read' })), 401],
    ]
    for (const [authorization, status] of cases) {
      const answer = await gateway.ask('POST', '/rest/dev/notes/7', { headers: { authorization } })
      assert.equal(answer.status, status)
    }
  })

  test('matches the validation expression with the whole audience', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1'), functions: { notes: ok } })
    const statusFor = async (aud: unknown) => {
      const authorization = await token(idClaims({ aud }))
      return (await gateway.ask('GET', '/rest/dev/audience', { headers: { authorization } })).status
    }
    assert.equal(await statusFor('client1example'), 200)
    assert.equal(await statusFor('client1example2'), 401)
    assert.equal(await statusFor(['client1example']), 401)
    assert.equal(await statusFor(undefined), 401)
  })

  test('answers 403 Missing Authentication Token where no method matches', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1') })
    for (const [method, path] of [
      ['GET', '/rest/dev/nothing'],
      ['DELETE', '/rest/dev/notes/7'],
      ['GET', '/rest/dev'],
    ]) {
      const answer = await gateway.ask(method ?? '', path ?? '')
      assert.equal(answer.status, 403)
      assert.equal(answer.body, '{"message":"Missing Authentication Token"}')
      assert.equal(answer.headers['x-amzn-errortype'], 'MissingAuthenticationTokenException')
    }
  })

  test('answers 403 Forbidden for an unknown stage or API', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1') })
    for (const path of ['/rest/prod/open', '/rest', '/other/dev/open']) {
      const answer = await gateway.ask('GET', path)
      assert.equal(answer.status, 403)
      assert.equal(answer.body, '{"message":"Forbidden"}')
    }
  })

  test('answers a preflight from the MOCK without a token', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1') })
    const answer = await gateway.ask('OPTIONS', '/rest/dev/notes/7', { headers: { origin: 'https://app.example' } })
    assert.equal(answer.status, 200)
    assert.equal(answer.body, '{}\n')
    assert.equal(answer.headers['access-control-allow-origin'], 'https://app.example')
    assert.equal(answer.headers['access-control-allow-methods'], 'GET,OPTIONS')
    assert.equal(answer.headers['content-type'], 'application/json')
  })

  test('uses custom gateway responses, with the default for 4XX keeping the status', async () => {
    const overrides = {
      'x-amazon-apigateway-gateway-responses': {
        UNAUTHORIZED: {
          statusCode: 403,
          responseParameters: {
            'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
            'gatewayresponse.header.X-Path': 'context.path',
          },
          responseTemplates: {
            'application/json':
              '{"error":$context.error.messageString,"type":"$context.error.responseType","q":"$method.request.querystring.q"}',
          },
        },
        DEFAULT_4XX: { responseParameters: { 'gatewayresponse.header.X-Default': "'yes'" } },
      },
    }
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1', overrides) })
    const denied = await gateway.ask('GET', `/rest/dev/notes/7?q=${encodeURIComponent('"},{"x":"')}`)
    assert.equal(denied.status, 403)
    assert.deepEqual(denied.json, { error: 'Unauthorized', type: 'UNAUTHORIZED', q: '"},{"x":"' })
    assert.equal(denied.headers['access-control-allow-origin'], '*')
    assert.equal(denied.headers['x-path'], '/dev/notes/7')
    const missing = await gateway.ask('GET', '/rest/dev/nothing')
    assert.equal(missing.status, 403)
    assert.equal(missing.body, '{"message":"Missing Authentication Token"}')
    assert.equal(missing.headers['x-default'], 'yes')
  })
})

describe('REST API with functions', () => {
  test('sends payload 1.0', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1'), functions: { notes: ok } })
    await gateway.ask('POST', '/rest/dev/notes/a%20b/?x=1&x=2&y=%C3%A9', {
      headers: {
        authorization: await token(accessClaims()),
        'X-Thing': ['1', '2'],
        host: 'api.example:8443',
        'User-Agent': 'test',
      },
      body: '{"a":1}',
    })
    const event = gateway.calls[0]?.payload as any
    assert.equal(event.version, undefined)
    assert.equal(event.resource, '/notes/{id}')
    assert.equal(event.path, '/notes/a%20b/')
    assert.equal(event.httpMethod, 'POST')
    assert.equal(event.headers['X-Thing'], '2')
    assert.deepEqual(event.multiValueHeaders['X-Thing'], ['1', '2'])
    assert.equal(event.headers['content-length'], undefined)
    assert.equal(event.headers['X-Forwarded-For'], '203.0.113.9')
    assert.deepEqual(event.queryStringParameters, { x: '2', y: 'é' })
    assert.deepEqual(event.multiValueQueryStringParameters, { x: ['1', '2'], y: ['é'] })
    assert.deepEqual(event.pathParameters, { id: 'a%20b' })
    assert.deepEqual(event.stageVariables, { colour: 'blue' })
    assert.equal(event.body, '{"a":1}')
    assert.equal(event.isBase64Encoded, false)
    const { requestContext } = event
    assert.equal(requestContext.path, '/dev/notes/a%20b/')
    assert.equal(requestContext.stage, 'dev')
    assert.equal(requestContext.domainName, 'api.example')
    assert.equal(requestContext.requestTime, '20/Nov/2026:12:00:00 +0000')
    assert.equal(requestContext.identity.sourceIp, '203.0.113.9')
    assert.equal(requestContext.identity.userAgent, 'test')
    assert.match(requestContext.requestId, /^[0-9a-f-]{36}$/)
  })

  test('leaves absent maps null', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1'), functions: { open: ok } })
    await gateway.ask('GET', '/rest/dev/open')
    const event = gateway.calls[0]?.payload as any
    assert.equal(event.queryStringParameters, null)
    assert.equal(event.multiValueQueryStringParameters, null)
    assert.equal(event.pathParameters, null)
    assert.equal(event.body, null)
    assert.equal('authorizer' in event.requestContext, false)
  })

  const results: readonly (readonly [string, unknown, number, string])[] = [
    ['a full result', { statusCode: 201, headers: { a: 1 }, body: 'x', isBase64Encoded: false }, 201, 'x'],
    ['a status as text', { statusCode: '202', body: 'x' }, 202, 'x'],
    ['no body', { statusCode: 204 }, 204, ''],
    ['an extra member', { statusCode: 200, extra: 1 }, 502, '{"message":"Internal server error"}'],
    ['a body that is no text', { statusCode: 200, body: {} }, 502, '{"message":"Internal server error"}'],
    ['a broken status', { statusCode: 'abc' }, 502, '{"message":"Internal server error"}'],
    ['a status out of range', { statusCode: 99 }, 502, '{"message":"Internal server error"}'],
    ['no object', 'text', 502, '{"message":"Internal server error"}'],
    ['nothing', null, 502, '{"message":"Internal server error"}'],
    [
      'a header with a line break',
      { statusCode: 200, headers: { a: 'b\r\nc: d' } },
      502,
      '{"message":"Internal server error"}',
    ],
    [
      'an error',
      { kind: 'function-error', errorType: 'Error', errorMessage: 'no' },
      502,
      '{"message":"Internal server error"}',
    ],
    ['no place to run', { kind: 'unavailable', reason: 'full' }, 500, '{"message":"Internal server error"}'],
    ['no answer in time', { kind: 'timeout' }, 504, '{"message":"Endpoint request timed out"}'],
  ]
  for (const [name, result, status, body] of results) {
    test(`answers ${status} to ${name}`, async () => {
      await using gateway = await startGateway({
        resources: restApi('http://127.0.0.1:1'),
        functions: { open: () => result },
      })
      const answer = await gateway.ask('GET', '/rest/dev/open')
      assert.equal(answer.status, status)
      assert.equal(answer.body, body)
    })
  }

  test('lets multi-value headers win, remaps what a REST API remaps, and names the request', async () => {
    const result = {
      statusCode: 200,
      headers: { 'X-A': 'single', 'WWW-Authenticate': 'Basic', Connection: 'x', 'Content-Length': '999' },
      multiValueHeaders: { 'x-a': ['1', '2'], 'Set-Cookie': ['a=1', 'b=2'] },
      body: 'hi',
    }
    await using gateway = await startGateway({
      resources: restApi('http://127.0.0.1:1'),
      functions: { open: () => result },
    })
    const answer = await gateway.ask('GET', '/rest/dev/open')
    assert.equal(answer.headers['x-a'], '1, 2')
    assert.deepEqual(answer.headers['set-cookie'], ['a=1', 'b=2'])
    assert.equal(answer.headers['www-authenticate'], undefined)
    assert.equal(answer.headers['x-amzn-remapped-www-authenticate'], 'Basic')
    assert.equal(answer.headers['content-length'], '2')
    assert.equal(answer.headers['content-type'], 'application/json')
    assert.match(String(answer.headers['x-amzn-requestid']), /^[0-9a-f-]{36}$/)
    assert.ok(answer.headers['x-amz-apigw-id'])
    assert.match(String(answer.headers['x-amzn-trace-id']), /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/)
  })

  test('moves binary bodies only by the binary media types', async () => {
    const image = { statusCode: 200, headers: { 'Content-Type': 'image/png' }, body: 'AAEC', isBase64Encoded: true }
    const functions = { open: () => image }
    await using text = await startGateway({ resources: restApi('http://127.0.0.1:1'), functions })
    assert.equal((await text.ask('GET', '/rest/dev/open')).body, 'AAEC')
    const types = { 'x-amazon-apigateway-binary-media-types': ['image/*'] }
    await using binary = await startGateway({ resources: restApi('http://127.0.0.1:1', types), functions })
    const answer = await binary.ask('POST', '/rest/dev/open', {
      headers: { 'content-type': 'image/png' },
      body: Buffer.from([0xff, 0xfe]),
    })
    assert.equal(answer.body, '\u0000\u0001\u0002')
    const event = binary.calls[0]?.payload as any
    assert.deepEqual([event.body, event.isBase64Encoded], ['//4=', true])
  })
})

describe('REST API over HTTP', () => {
  test('passes on path, query, body and mapped claims, and drops what HTTP_PROXY drops', async () => {
    await using backend = await startBackend()
    await using gateway = await startGateway({ resources: restApi(backend.url) })
    const sub = '5f0b1c2d-0000-4000-8000-000000000001'
    const answer = await gateway.ask('POST', '/rest/dev/backend/a/b%20c?x=%7B1%7D', {
      headers: {
        authorization: await token(accessClaims()),
        accept: 'text/html',
        te: 'trailers',
        'x-caller': 'spoofed',
        'x-tenant': 'spoofed',
        'x-forwarded-for': '10.0.0.1',
        'content-type': 'text/plain',
      },
      body: 'hello',
    })
    assert.equal(answer.status, 200)
    const { method, url, rawHeaders, body } = answer.json
    assert.deepEqual({ method, url, body }, { method: 'POST', url: '/base/a/b%20c?x=%7B1%7D', body: 'hello' })
    const headers = pairs(rawHeaders)
    assert.deepEqual(valuesOf(headers, 'x-caller'), [sub])
    assert.deepEqual(valuesOf(headers, 'x-tenant'), [])
    assert.deepEqual(valuesOf(headers, 'x-forwarded-for'), ['203.0.113.9'])
    assert.deepEqual(valuesOf(headers, 'accept'), [])
    assert.deepEqual(valuesOf(headers, 'te'), [])
    assert.equal(valuesOf(headers, 'authorization').length, 1)
    assert.equal(valuesOf(headers, 'host').length, 1)
  })

  test('strips identity headers on anonymous routes as well', async () => {
    await using backend = await startBackend()
    await using gateway = await startGateway({ resources: restApi(backend.url) })
    await gateway.ask('GET', '/rest/dev/public/a', {
      headers: { 'x-caller': 'spoofed', 'X-User-Id': '1', 'X-Ok': 'yes' },
    })
    const headers = pairs(backend.seen[0]?.rawHeaders ?? [])
    assert.deepEqual([valuesOf(headers, 'x-caller'), valuesOf(headers, 'x-user-id')], [[], []])
    assert.deepEqual(valuesOf(headers, 'x-ok'), ['yes'])
  })

  test('answers 504 when nobody listens', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1') })
    const answer = await gateway.ask('GET', '/rest/dev/public/a')
    assert.equal(answer.status, 504)
    assert.equal(answer.body, '{"message":"Internal server error"}')
    assert.equal(answer.headers['x-amzn-errortype'], 'InternalServerErrorException')
  })
})

function pairs(raw: readonly string[]): (readonly [string, string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? ''] as const] : []))
}

function valuesOf(headers: readonly (readonly [string, string])[], name: string): string[] {
  return headers.flatMap(([header, value]) => (header === name ? [value] : []))
}
