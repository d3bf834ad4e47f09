import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { payloadOf, policyResult, restApiOf } from '../../../../test/gateway/lambda-authorizer-apis.ts'
import {
  accountId,
  now,
  region,
  startBackend,
  startGateway,
  type FunctionDouble,
} from '../../../../test/gateway/gateway-under-test.ts'

const headers = { authorization: 'letmein' }
const backend = () => ({ statusCode: 200, body: 'fine' })
const arn = (path: string, stage = 'dev') => `arn:aws:execute-api:${region}:${accountId}:rest/${stage}/GET${path}`
const requestAuthorizer = { type: 'request', identitySource: 'method.request.header.Authorization' }

function gatewayThatAsks(ask: FunctionDouble, authorizer: Record<string, unknown> = {}, options = {}) {
  return startGateway({ resources: restApiOf(authorizer), functions: { ask, backend }, options })
}

describe('1.4 REST TOKEN', () => {
  test('the event has the token and the method, and what the function says goes to the backend as text', async () => {
    const result = policyResult('Allow', '*', { context: { tenant: 't1', level: 7, isAdmin: true, gone: null } })
    await using gateway = await gatewayThatAsks(() => result)
    const answer = await gateway.ask('GET', '/rest/dev/a/7', { headers })
    assert.deepEqual([answer.status, answer.body], [200, 'fine'])
    assert.deepEqual(payloadOf(gateway, 0), { type: 'TOKEN', methodArn: arn('/a/7'), authorizationToken: 'letmein' })
    const { requestContext } = payloadOf(gateway, 1)
    assert.deepEqual(
      { ...requestContext.authorizer },
      { tenant: 't1', level: '7', isAdmin: 'true', principalId: 'ada', integrationLatency: 0 },
    )
  })

  const missing: Readonly<Record<string, Record<string, string | string[]>>> = {
    'no token': {},
    'an empty token': { authorization: ' ' },
    'two tokens': { 'x-token': ['one', 'two'] },
    'a token that the expression does not match': { authorization: 'letmeinx' },
  }
  for (const [name, sent] of Object.entries(missing)) {
    test(`${name} is 401 without asking`, async () => {
      const header = name === 'two tokens' ? { identitySource: 'method.request.header.X-Token' } : {}
      await using gateway = await gatewayThatAsks(() => policyResult('Allow'), {
        identityValidationExpression: 'letm[a-z]{2}n',
        ...header,
      })
      const answer = await gateway.ask('GET', '/rest/dev/b', { headers: sent })
      assert.deepEqual([answer.status, answer.body], [401, '{"message":"Unauthorized"}'])
      assert.equal(answer.headers['x-amzn-errortype'], 'UnauthorizedException')
      assert.deepEqual(gateway.calls, [])
    })
  }

  const outcomes: Readonly<Record<string, readonly [ask: FunctionDouble, status: number, body: string, type: string]>> =
    {
      'an error with the text Unauthorized': [
        () => ({ kind: 'function-error', errorType: 'Error', errorMessage: 'Unauthorized' }),
        401,
        '{"message":"Unauthorized"}',
        'UnauthorizedException',
      ],
      'an error with any other text': [
        () => ({ kind: 'function-error', errorType: 'Error', errorMessage: 'unauthorized' }),
        500,
        '{"message":null}',
        'AuthorizerFailureException',
      ],
      'no answer in time': [() => ({ kind: 'timeout' }), 500, '{"message":null}', 'AuthorizerFailureException'],
      'no such function': [
        () => ({ kind: 'unavailable', reason: 'none' }),
        500,
        '{"message":null}',
        'AuthorizerFailureException',
      ],
      'a result of another shape': [
        () => ({ statusCode: 401 }),
        500,
        '{"message":null}',
        'AuthorizerConfigurationException',
      ],
      'a simple response, which REST APIs do not take': [
        () => ({ isAuthorized: true }),
        500,
        '{"message":null}',
        'AuthorizerConfigurationException',
      ],
      'a policy that allows something else': [
        () => policyResult('Allow', arn('/b')),
        403,
        '{"Message":"User is not authorized to access this resource"}',
        'AccessDeniedException',
      ],
      'a policy that denies': [
        () => policyResult('Deny'),
        403,
        '{"Message":"User is not authorized to access this resource with an explicit deny"}',
        'AccessDeniedException',
      ],
    }
  for (const [name, [ask, status, body, type]] of Object.entries(outcomes)) {
    test(`${name} is ${status}`, async () => {
      await using gateway = await gatewayThatAsks(ask)
      const answer = await gateway.ask('GET', '/rest/dev/c', { headers })
      assert.deepEqual([answer.status, answer.body, answer.headers['x-amzn-errortype']], [status, body, type])
      assert.equal(gateway.calls.length, 1, 'no backend is called')
    })
  }

  test('a method ARN over 1,600 bytes is 414 without asking', async () => {
    await using gateway = await gatewayThatAsks(() => policyResult('Allow'))
    const answer = await gateway.ask('GET', `/rest/dev/a/${'x'.repeat(1600)}`, { headers })
    assert.equal(answer.status, 414)
    assert.deepEqual(gateway.calls, [])
  })

  test('gateway responses speak of the caller: $context.authorizer', async () => {
    const body = {
      'x-amazon-apigateway-gateway-responses': {
        ACCESS_DENIED: { responseTemplates: { 'application/json': '{"said":$context.error.messageString}' } },
      },
    }
    await using gateway = await startGateway({
      resources: restApiOf({}, { body }),
      functions: { ask: () => policyResult('Deny') },
    })
    const answer = await gateway.ask('GET', '/rest/dev/c', { headers })
    assert.equal(answer.body, '{"said":"User is not authorized to access this resource with an explicit deny"}')
  })
})

describe('1.4 REST REQUEST', () => {
  test('the event is the request without its body', async () => {
    await using gateway = await gatewayThatAsks(() => policyResult('Allow'), requestAuthorizer)
    await gateway.ask('POST', '/rest/dev/a/7?x=1&x=2', { headers: { ...headers, host: 'api.example' }, body: 'secret' })
    const { headers: sent, multiValueHeaders, requestContext, ...rest } = payloadOf(gateway, 0)
    assert.deepEqual(rest, {
      type: 'REQUEST',
      methodArn: arn('/a/7').replace('GET', 'POST'),
      resource: '/a/{id}',
      path: '/a/7',
      httpMethod: 'POST',
      queryStringParameters: { x: '2' },
      multiValueQueryStringParameters: { x: ['1', '2'] },
      pathParameters: { id: '7' },
      stageVariables: { colour: 'blue' },
    })
    assert.equal(sent.authorization, 'letmein')
    assert.deepEqual(multiValueHeaders.authorization, ['letmein'])
    assert.deepEqual(
      [requestContext.apiId, requestContext.stage, requestContext.identity.sourceIp, requestContext.authorizer],
      ['rest', 'dev', '203.0.113.9', undefined],
    )
  })

  test('maps without members are empty, not null', async () => {
    await using gateway = await gatewayThatAsks(() => policyResult('Allow'), requestAuthorizer)
    await gateway.ask('GET', '/rest/other/b', { headers })
    const { queryStringParameters, pathParameters, stageVariables } = payloadOf(gateway, 0)
    assert.deepEqual([queryStringParameters, pathParameters, stageVariables], [{}, {}, {}])
  })

  const sources = 'method.request.header.X-Key, method.request.querystring.q, stageVariables.colour, context.httpMethod'
  test('every kind of source counts, and one that is missing is 401 without asking', async () => {
    await using gateway = await gatewayThatAsks(() => policyResult('Allow'), {
      type: 'request',
      identitySource: sources,
    })
    const answer = async (path: string, sent: Record<string, string>) =>
      (await gateway.ask('GET', path, { headers: sent })).status
    assert.equal(await answer('/rest/dev/b?q=1', { 'x-key': 'k' }), 200)
    assert.equal(await answer('/rest/dev/b?q=1', {}), 401)
    assert.equal(await answer('/rest/dev/b?q=', { 'x-key': 'k' }), 401)
    assert.equal(await answer('/rest/dev/b', { 'x-key': 'k' }), 401)
    assert.equal(await answer('/rest/other/b?q=1', { 'x-key': 'k' }), 401, 'that stage has no colour')
    assert.equal(gateway.calls.length, 2, 'one authorizer, one backend')
  })

  test('without caching no source is needed, and every request asks', async () => {
    const uncached = { type: 'request', authorizerResultTtlInSeconds: 0 }
    await using gateway = await gatewayThatAsks(() => policyResult('Allow'), uncached)
    for (const path of ['/b', '/b']) assert.equal((await gateway.ask('GET', `/rest/dev${path}`)).status, 200)
    assert.equal(gateway.calls.length, 4)
  })
})

describe('1.4 what a REST authorizer said is kept', () => {
  function counting(result: unknown) {
    let count = 0
    const ask: FunctionDouble = () => {
      count += 1
      return result
    }
    return { ask, count: () => count }
  }

  test('a policy covers all methods of the API, for as long as the authorizer says', async () => {
    let time = now
    const { ask, count } = counting(policyResult('Allow', [arn('/a/*'), arn('/b')]))
    await using gateway = await gatewayThatAsks(
      ask,
      { authorizerResultTtlInSeconds: 60 },
      { clock: { now: () => time } },
    )
    const statuses = async () => {
      const answers = []
      for (const path of ['/a/1', '/b', '/c'])
        answers.push((await gateway.ask('GET', `/rest/dev${path}`, { headers })).status)
      return answers
    }
    assert.deepEqual(await statuses(), [200, 200, 403])
    assert.equal(count(), 1)
    time = new Date(now.getTime() + 59_999)
    await statuses()
    assert.equal(count(), 1)
    time = new Date(now.getTime() + 60_000)
    await statuses()
    assert.equal(count(), 2)
  })

  test('denials are kept, errors are not', async () => {
    for (const [result, expected] of [
      [policyResult('Deny'), 1],
      [{ kind: 'function-error', errorType: 'E', errorMessage: 'Unauthorized' }, 2],
      [{ nonsense: true }, 2],
    ] as const) {
      const { ask, count } = counting(result)
      await using gateway = await gatewayThatAsks(ask)
      for (const path of ['/b', '/c']) await gateway.ask('GET', `/rest/dev${path}`, { headers })
      assert.equal(count(), expected)
    }
  })

  test('another token, another stage and another value of a repeated header ask again', async () => {
    const { ask, count } = counting(policyResult('Allow'))
    await using gateway = await gatewayThatAsks(ask, { type: 'request', identitySource: 'method.request.header.X-Key' })
    const requests: readonly (readonly [string, string | string[]])[] = [
      ['dev', 'one'],
      ['dev', 'two'],
      ['other', 'one'],
      ['dev', ['one', 'two']],
      ['dev', 'one, two'],
    ]
    for (const [stage, key] of requests) await gateway.ask('GET', `/rest/${stage}/b`, { headers: { 'x-key': key } })
    assert.equal(count(), 5)
  })

  test('requests that wait for the same caller share one question; a failure is each one its own', async () => {
    for (const [result, questions, status] of [
      [policyResult('Allow'), 1, 200],
      [{ kind: 'function-error', errorType: 'E', errorMessage: 'Unauthorized' }, 5, 401],
    ] as const) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const asked = Promise.withResolvers<void>()
      let count = 0
      await using gateway = await gatewayThatAsks(async () => {
        count += 1
        asked.resolve()
        await promise
        return result
      })
      const answers = ['1', '2', '3', '4', '5'].map((id) => gateway.ask('GET', `/rest/dev/a/${id}`, { headers }))
      await asked.promise
      resolve()
      assert.deepEqual(
        (await Promise.all(answers)).map((answer) => answer.status),
        Array.from({ length: 5 }, () => status),
      )
      assert.ok(count <= questions && count >= 1, `${count} questions`)
    }
  })
})

describe('1.4 an HTTP backend of a REST API', () => {
  test('is told who calls by mapped headers alone', async () => {
    await using echo = await startBackend()
    const ask = () => policyResult('Allow', '*', { context: { tenant: 'größe' } })
    await using gateway = await startGateway({ resources: restApiOf({}, { backendUrl: echo.url }), functions: { ask } })
    await gateway.ask('GET', '/rest/dev/b', { headers: { ...headers, 'x-principal': 'root', 'x-tenant': 'other' } })
    const sent = echo.seen[0]?.rawHeaders ?? []
    const valuesOf = (name: string) =>
      sent.filter((_, index) => sent[index - 1]?.toLowerCase() === name && index % 2 === 1)
    assert.deepEqual(valuesOf('x-principal'), ['ada'])
    assert.deepEqual(valuesOf('x-tenant'), [Buffer.from('größe').toString('latin1')])
  })

  test('is not called where a value would break a header', async () => {
    await using echo = await startBackend()
    const ask = () => policyResult('Allow', '*', { context: { tenant: 'a\r\nx-principal: root' } })
    await using gateway = await startGateway({ resources: restApiOf({}, { backendUrl: echo.url }), functions: { ask } })
    assert.equal((await gateway.ask('GET', '/rest/dev/b', { headers })).status, 400)
    assert.deepEqual(echo.seen, [])
  })
})
