import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { payloadOf, httpApiOf, policyResult } from '../../../../test/gateway/lambda-authorizer-apis.ts'
import {
  accountId,
  functionArn,
  region,
  startGateway,
  type FunctionDouble,
} from '../../../../test/gateway/gateway-under-test.ts'

const headers = { authorization: 'letmein', cookie: 'a=1; b=2' }
const backend = () => ({ statusCode: 200, body: 'fine' })
const arn = (path: string) => `arn:aws:execute-api:${region}:${accountId}:http/$default/GET${path}`

function gatewayThatAsks(ask: FunctionDouble, authorizer: Record<string, unknown> = {}) {
  return startGateway({ resources: httpApiOf(authorizer), functions: { ask, backend } })
}

describe('1.4 HTTP payload format 2.0', () => {
  test('the event is that of a function, without body and with the identity', async () => {
    await using gateway = await gatewayThatAsks(() => policyResult('Allow'))
    await gateway.ask('POST', '/http/a/7?x=1&x=2', { headers, body: 'secret' })
    const { headers: sent, requestContext, ...rest } = payloadOf(gateway, 0)
    assert.deepEqual(rest, {
      version: '2.0',
      type: 'REQUEST',
      routeArn: arn('/a/7').replace('GET', 'POST'),
      identitySource: ['letmein'],
      routeKey: 'ANY /a/{id}',
      rawPath: '/a/7',
      rawQueryString: 'x=1&x=2',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { x: '1,2' },
      pathParameters: { id: '7' },
    })
    assert.equal(sent.authorization, 'letmein')
    assert.deepEqual([requestContext.http.method, requestContext.authorizer], ['POST', undefined])
    assert.equal(gateway.calls[0]?.timeoutMilliseconds, 10_000)
  })

  test('the context goes on as it is, under lambda', async () => {
    const context = { groups: ['a', 'b'], deep: { level: 1 }, none: null, __proto__: null }
    await using gateway = await gatewayThatAsks(() => policyResult('Allow', '*', { context }))
    await gateway.ask('GET', '/http/b', { headers })
    const { authorizer } = payloadOf(gateway, 1).requestContext
    assert.deepEqual(JSON.parse(JSON.stringify(authorizer)), {
      lambda: { groups: ['a', 'b'], deep: { level: 1 }, none: null },
    })
  })

  test('without a context, lambda is null', async () => {
    await using gateway = await gatewayThatAsks(() => policyResult('Allow'))
    await gateway.ask('GET', '/http/b', { headers })
    assert.deepEqual(payloadOf(gateway, 1).requestContext.authorizer, { lambda: null })
  })

  const outcomes: Readonly<Record<string, readonly [FunctionDouble, number, string]>> = {
    Unauthorized: [
      () => ({ kind: 'function-error', errorType: 'E', errorMessage: 'Unauthorized' }),
      401,
      '{"message":"Unauthorized"}',
    ],
    'another error': [
      () => ({ kind: 'function-error', errorType: 'E', errorMessage: 'no' }),
      500,
      '{"message":"Internal Server Error"}',
    ],
    'no answer in time': [() => ({ kind: 'timeout' }), 500, '{"message":"Internal Server Error"}'],
    'another shape': [() => 'yes', 500, '{"message":"Internal Server Error"}'],
    'a simple response that nobody asked for': [
      () => ({ isAuthorized: true }),
      500,
      '{"message":"Internal Server Error"}',
    ],
    'a denial': [() => policyResult('Deny'), 403, '{"message":"Forbidden"}'],
    silence: [() => policyResult('Allow', arn('/c')), 403, '{"message":"Forbidden"}'],
  }
  for (const [name, [ask, status, body]] of Object.entries(outcomes)) {
    test(`${name} is ${status}`, async () => {
      await using gateway = await gatewayThatAsks(ask)
      const answer = await gateway.ask('GET', '/http/b', { headers })
      assert.deepEqual([answer.status, answer.body], [status, body])
      assert.equal(gateway.calls.length, 1, 'no backend is called')
    })
  }

  test('no identity is 401 without asking', async () => {
    await using gateway = await gatewayThatAsks(() => policyResult('Allow'))
    const answer = await gateway.ask('GET', '/http/b')
    assert.deepEqual([answer.status, answer.body, gateway.calls], [401, '{"message":"Unauthorized"}', []])
  })

  test('nothing is kept unless the authorizer says so; with the route in the key, each route asks', async () => {
    for (const [authorizer, expected] of [
      [{}, 4],
      [{ AuthorizerResultTtlInSeconds: 300 }, 1],
      [
        {
          AuthorizerResultTtlInSeconds: 300,
          IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
        },
        2,
      ],
    ] as const) {
      let count = 0
      const ask = () => {
        count += 1
        return policyResult('Allow')
      }
      await using gateway = await gatewayThatAsks(ask, authorizer)
      for (const path of ['/b', '/c', '/b', '/c']) await gateway.ask('GET', `/http${path}`, { headers })
      assert.equal(count, expected)
    }
  })
})

describe('1.4 HTTP simple responses', () => {
  const simple = { EnableSimpleResponses: true }
  const cases: Readonly<Record<string, readonly [result: unknown, status: number]>> = {
    true: [{ isAuthorized: true, context: { a: 1 } }, 200],
    false: [{ isAuthorized: false }, 403],
    'text that looks true': [{ isAuthorized: 'true' }, 500],
    'a policy': [policyResult('Allow'), 500],
    nothing: [null, 500],
  }
  for (const [name, [result, status]] of Object.entries(cases)) {
    test(`${name} is ${status}`, async () => {
      await using gateway = await gatewayThatAsks(() => result, simple)
      assert.equal((await gateway.ask('GET', '/http/b', { headers })).status, status)
      assert.equal(gateway.calls.length, status === 200 ? 2 : 1)
    })
  }
})

describe('1.4 HTTP payload format 1.0', () => {
  test('the event is that of REQUEST, with version and identity as text', async () => {
    await using gateway = await gatewayThatAsks(() => policyResult('Allow', arn('/a/*'), { context: { deep: [1] } }), {
      AuthorizerPayloadFormatVersion: '1.0',
      AuthorizerUri: functionArn('ask'),
      IdentitySource: ['$request.header.Authorization', '$request.querystring.x'],
    })
    await gateway.ask('GET', '/http/a/7?x=1', { headers })
    const { version, type, methodArn, identitySource, authorizationToken, path, httpMethod } = payloadOf(gateway, 0)
    assert.deepEqual(
      { version, type, methodArn, identitySource, authorizationToken, path, httpMethod },
      {
        version: '1.0',
        type: 'REQUEST',
        methodArn: arn('/a/7'),
        identitySource: 'letmein,1',
        authorizationToken: 'letmein,1',
        path: '/a/7',
        httpMethod: 'GET',
      },
    )
    assert.deepEqual({ ...payloadOf(gateway, 1).requestContext.authorizer.lambda }, { deep: [1] })
  })
})
