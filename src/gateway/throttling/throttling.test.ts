import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { idClaims, now, resource, startGateway, token } from '../../../test/gateway/gateway-under-test.ts'
import { invocationUri, poolArn } from '../../../test/gateway/gateway-under-test.ts'
import type { TemplateResource } from '../../domain/template-resource.ts'
import type { GatewayOptions } from '../gateway-options.ts'
import { definitionFromTemplate } from '../loading/definition-from-template.ts'

const good = 'a-good-key-of-some-length'
const other = 'another-key-of-some-length'
const strange = 'a-key-outside-of-any-plan'
const tooMany = '{"message":"Too Many Requests"}'

interface Plan {
  readonly plan?: Record<string, unknown>
  readonly stage?: Record<string, unknown>
  readonly api?: Record<string, unknown>
}

function keyed({ api = {}, plan = {}, stage = {} }: Plan = {}): readonly TemplateResource[] {
  const lambda = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('ok') }
  const pool = {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [poolArn] },
  }
  const key = { type: 'apiKey', name: 'x-api-key', in: 'header' }
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', {
      Body: {
        swagger: '2.0',
        securityDefinitions: { Pool: pool, api_key: key },
        paths: {
          '/keyed': { get: { security: [{ api_key: [] }], 'x-amazon-apigateway-integration': lambda } },
          '/any': {
            'x-amazon-apigateway-any-method': {
              security: [{ api_key: [] }],
              'x-amazon-apigateway-integration': lambda,
            },
          },
          '/both': { get: { security: [{ Pool: [] }, { api_key: [] }], 'x-amazon-apigateway-integration': lambda } },
          '/one-entry': { get: { security: [{ Pool: [], api_key: [] }], 'x-amazon-apigateway-integration': lambda } },
          '/users': { get: { security: [{ Pool: [] }], 'x-amazon-apigateway-integration': lambda } },
          '/open': { get: { 'x-amazon-apigateway-integration': lambda } },
        },
      },
      ...api,
    }),
    resource('Dev', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'dev', ...stage }),
    resource('Two', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'two' }),
    resource('Plan', 'AWS::ApiGateway::UsagePlan', { ApiStages: [{ ApiId: 'rest', Stage: 'dev' }], ...plan }),
    ...[good, other, strange].map((value, index) =>
      resource(`Key${index}`, 'AWS::ApiGateway::ApiKey', { Enabled: true, Value: value }),
    ),
    resource('Disabled', 'AWS::ApiGateway::ApiKey', { Enabled: false, Value: 'a-key-that-is-turned-off' }),
    ...['key0', 'key1', 'disabled'].map((KeyId) =>
      resource(`Of${KeyId}`, 'AWS::ApiGateway::UsagePlanKey', { KeyId, KeyType: 'API_KEY', UsagePlanId: 'plan' }),
    ),
  ]
}

async function start(plan: Plan = {}, options: Partial<GatewayOptions> = {}) {
  const time = { now }
  const gateway = await startGateway({
    resources: keyed(plan),
    functions: { ok: () => ({ statusCode: 200, body: 'ok' }) },
    options: { clock: { now: () => time.now }, ...options },
  })
  return {
    gateway,
    pass: (seconds: number) => void (time.now = new Date(time.now.getTime() + seconds * 1000)),
    ask: (path: string, headers: Record<string, string | string[]> = {}) =>
      gateway.ask('GET', `/rest${path}`, { headers }),
    async statuses(count: number, path: string, headers: Record<string, string> = {}) {
      const statuses: number[] = []
      for (let i = 0; i < count; i += 1) statuses.push((await gateway.ask('GET', `/rest${path}`, { headers })).status)
      return statuses
    },
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  }
}

describe('1.7 API keys', () => {
  test('no key, an unknown one, one of no plan, one that is off or two are all the same refusal', async () => {
    await using api = await start()
    const refused: Record<string, string | string[]>[] = [
      {},
      { 'x-api-key': '' },
      { 'x-api-key': 'an-unknown-key-altogether' },
      { 'x-api-key': strange },
      { 'x-api-key': 'a-key-that-is-turned-off' },
      { 'x-api-key': [good, good] },
      { 'x-api-key': good.toUpperCase() },
    ]
    for (const headers of refused) {
      const answer = await api.ask('/dev/keyed', headers)
      assert.deepEqual(
        [answer.status, answer.body, answer.headers['x-amzn-errortype']],
        [403, '{"message":"Forbidden"}', 'ForbiddenException'],
        JSON.stringify(headers),
      )
    }
    assert.equal(api.gateway.calls.length, 0)
  })

  test('a good key opens its stage, is told to the function, and opens no other stage', async () => {
    await using api = await start()
    assert.equal((await api.ask('/dev/keyed', { 'X-API-Key': good })).status, 200)
    const event = api.gateway.calls[0]?.payload as any
    const { identity } = event.requestContext
    assert.deepEqual([identity.apiKey, identity.apiKeyId], [good, 'key0'])
    assert.equal((await api.ask('/two/keyed', { 'x-api-key': good })).status, 403)
  })

  test('a key does not stand in for a token, nor a token for a key', async () => {
    await using api = await start()
    const authorization = await token(idClaims())
    for (const path of ['/dev/both', '/dev/one-entry']) {
      assert.equal((await api.ask(path, { 'x-api-key': good })).status, 401)
      assert.equal((await api.ask(path, { authorization })).status, 403)
      assert.equal((await api.ask(path, { authorization, 'x-api-key': good })).status, 200)
    }
  })

  test('guard their stage against paths with two readings, as authorizers do', async () => {
    const [api, ...rest] = keyed()
    assert.ok(api)
    const body = {
      swagger: '2.0',
      securityDefinitions: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
    }
    const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('ok') }
    const operation = { security: [{ api_key: [] }], 'x-amazon-apigateway-integration': integration }
    const properties = { Body: { ...body, paths: { '/keyed/{proxy+}': { get: operation } } } }
    await using gateway = await startGateway({ resources: [{ ...api, properties }, ...rest] })
    assert.equal((await gateway.ask('GET', '/rest/dev/keyed/a%2fb')).status, 400)
  })

  test('are in no log', async () => {
    await using api = await start()
    await api.ask('/dev/keyed', { 'x-api-key': good })
    await api.ask('/dev/keyed', { 'x-api-key': strange })
    assert.doesNotMatch(JSON.stringify(api.gateway.logged), new RegExp(`${good}|${strange}`))
  })
})

describe('1.17 throttling', () => {
  test('a plan lets each of its keys have its burst, then its rate', async () => {
    await using api = await start({ plan: { Throttle: { RateLimit: 2, BurstLimit: 3 } } })
    assert.deepEqual(await api.statuses(4, '/dev/keyed', { 'x-api-key': good }), [200, 200, 200, 429])
    assert.deepEqual(await api.statuses(1, '/dev/keyed', { 'x-api-key': other }), [200])
    api.pass(0.5)
    assert.deepEqual(await api.statuses(2, '/dev/keyed', { 'x-api-key': good }), [200, 429])
    const answer = await api.ask('/dev/keyed', { 'x-api-key': good })
    assert.deepEqual([answer.body, answer.headers['x-amzn-errortype']], [tooMany, 'TooManyRequestsException'])
    assert.equal(answer.headers['retry-after'], undefined)
  })

  test("a plan's limit for a method goes before the plan's own", async () => {
    const throttle = { '/keyed/GET': { RateLimit: 1, BurstLimit: 1 } }
    const stages = { ApiStages: [{ ApiId: 'rest', Stage: 'dev', Throttle: throttle }] }
    await using api = await start({ plan: { ...stages, Throttle: { RateLimit: 9, BurstLimit: 9 } } })
    assert.deepEqual(await api.statuses(2, '/dev/keyed', { 'x-api-key': good }), [200, 429])
  })

  test("a plan's limit for a method is found however it is spelled, and one that names no method is refused", async () => {
    const one = { RateLimit: 1, BurstLimit: 1 }
    const planned = (Throttle: Record<string, unknown>) => ({
      plan: { ApiStages: [{ ApiId: 'rest', Stage: 'dev', Throttle }] },
    })
    for (const key of [
      '/keyed/GET',
      'keyed/GET',
      '/keyed/get',
      '/keyed/*',
      '/*/GET',
      '/*/*',
      '*/*',
      '*',
      '~1keyed/GET',
    ]) {
      await using api = await start(planned({ [key]: one }))
      assert.deepEqual(await api.statuses(2, '/dev/keyed', { 'x-api-key': good }), [200, 429], key)
    }
    for (const key of ['/keyed/', '', '/keyed/G-T']) {
      await assert.rejects(start(planned({ [key]: one })), /is no path with its method/, key)
    }
  })

  test("a plan's limit for a method holds where one route is for all methods", async () => {
    const throttle = { '/any/GET': { RateLimit: 1, BurstLimit: 1 }, '/any/ANY': { RateLimit: 1, BurstLimit: 2 } }
    await using api = await start({ plan: { ApiStages: [{ ApiId: 'rest', Stage: 'dev', Throttle: throttle }] } })
    const headers = { 'x-api-key': good }
    assert.deepEqual(await api.statuses(2, '/dev/any', headers), [200, 429])
    const posted = []
    for (let i = 0; i < 3; i += 1) posted.push((await api.gateway.ask('POST', '/rest/dev/any', { headers })).status)
    assert.deepEqual(posted, [200, 200, 429])
  })

  test('a stage limits one method, all of a path, or everything, and 0 lets nothing through', async () => {
    const settings = (ResourcePath: string, HttpMethod: string, ThrottlingBurstLimit: number) => ({
      ResourcePath,
      HttpMethod,
      ThrottlingBurstLimit,
      ThrottlingRateLimit: ThrottlingBurstLimit,
    })
    const MethodSettings = [settings('/*', '*', 2), settings('/~1open', 'GET', 1), settings('/~1users', '*', 0)]
    await using api = await start({ stage: { MethodSettings } })
    assert.deepEqual(await api.statuses(2, '/dev/open'), [200, 429])
    assert.deepEqual(await api.statuses(3, '/dev/keyed', { 'x-api-key': good }), [200, 200, 429])
    assert.deepEqual(await api.statuses(1, '/dev/users', { authorization: await token(idClaims()) }), [429])
    assert.deepEqual(await api.statuses(2, '/two/open'), [200, 200])
  })

  test('a rate of 0 lets nothing through either, however many may come at once', async () => {
    const none = { ResourcePath: '/~1open', HttpMethod: 'GET', ThrottlingRateLimit: 0 }
    const few = { ResourcePath: '/~1users', HttpMethod: 'GET', ThrottlingRateLimit: 0, ThrottlingBurstLimit: 9 }
    await using api = await start({ stage: { MethodSettings: [none, few] } })
    assert.deepEqual(await api.statuses(2, '/dev/open'), [429, 429])
    assert.deepEqual(await api.statuses(1, '/dev/users', { authorization: await token(idClaims()) }), [429])
  })

  test('the half of a limit that is left out is what the account has', async () => {
    const one = { ResourcePath: '/~1open', HttpMethod: 'GET', ThrottlingBurstLimit: 1 }
    const accountThrottle = { ratePerSecond: 1, burst: 100 }
    await using api = await start({ stage: { MethodSettings: [one] } }, { accountThrottle })
    assert.deepEqual(await api.statuses(2, '/dev/open'), [200, 429])
    api.pass(0.5)
    assert.deepEqual(await api.statuses(1, '/dev/open'), [429])
    api.pass(0.5)
    assert.deepEqual(await api.statuses(1, '/dev/open'), [200])
  })

  test('whoever is not authorized uses nothing up', async () => {
    await using api = await start({ plan: { Throttle: { RateLimit: 1, BurstLimit: 1 } } })
    assert.deepEqual(await api.statuses(3, '/dev/keyed', { 'x-api-key': strange }), [403, 403, 403])
    assert.deepEqual(await api.statuses(1, '/dev/keyed', { 'x-api-key': good }), [200])
  })

  test('the account has a limit over everything', async () => {
    await using gateway = await startGateway({
      resources: keyed(),
      functions: { ok: () => ({ statusCode: 200 }) },
      options: { accountThrottle: { ratePerSecond: 1, burst: 2 } },
    })
    const statuses = []
    for (const stage of ['dev', 'two', 'dev']) statuses.push((await gateway.ask('GET', `/rest/${stage}/open`)).status)
    assert.deepEqual(statuses, [200, 200, 429])
  })

  test('with the extra, each user has a limit of their own', async () => {
    await using api = await start({ api: { Tags: [{ Key: 'sallyport:user-rate-limit', Value: '1/2' }] } })
    const ada = { authorization: await token(idClaims()) }
    const bob = { authorization: await token(idClaims({ sub: '5f0b1c2d-0000-4000-8000-000000000002' })) }
    assert.deepEqual(await api.statuses(3, '/dev/users', ada), [200, 200, 429])
    assert.deepEqual(await api.statuses(1, '/dev/users', bob), [200])
    assert.deepEqual(await api.statuses(3, '/dev/open'), [200, 200, 200])
  })

  test('an HTTP API has its own settings and text', async () => {
    const lambda = { type: 'AWS_PROXY', httpMethod: 'POST', uri: invocationUri('ok'), payloadFormatVersion: '2.0' }
    const resources = [
      resource('Http', 'AWS::ApiGatewayV2::Api', {
        Body: {
          openapi: '3.0.1',
          paths: {
            '/pets': { get: { 'x-amazon-apigateway-integration': lambda } },
            '/toys': { get: { 'x-amazon-apigateway-integration': lambda } },
          },
        },
      }),
      resource('Stage', 'AWS::ApiGatewayV2::Stage', {
        ApiId: 'http',
        StageName: '$default',
        DefaultRouteSettings: { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 2 },
        RouteSettings: { 'GET /pets': { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 } },
      }),
    ]
    await using gateway = await startGateway({ resources, functions: { ok: () => 'ok' } })
    const statuses = []
    for (const path of ['pets', 'pets', 'toys', 'toys', 'toys']) {
      statuses.push((await gateway.ask('GET', `/http/${path}`)).status)
    }
    assert.deepEqual(statuses, [200, 429, 200, 200, 429])
    assert.equal((await gateway.ask('GET', '/http/pets')).body, tooMany)
  })
})

describe('1.17 quotas', () => {
  test('are for a period, less the offset in the first one, and have their own text', async () => {
    await using api = await start({ plan: { Quota: { Limit: 3, Offset: 1, Period: 'DAY' } } })
    assert.deepEqual(await api.statuses(3, '/dev/keyed', { 'x-api-key': good }), [200, 200, 429])
    const answer = await api.ask('/dev/keyed', { 'x-api-key': good })
    assert.deepEqual(
      [answer.body, answer.headers['x-amzn-errortype']],
      ['{"message":"Limit Exceeded"}', 'LimitExceededException'],
    )
    api.pass(24 * 3600)
    assert.deepEqual(await api.statuses(4, '/dev/keyed', { 'x-api-key': good }), [200, 200, 200, 429])
  })

  test('a throttled request does not count', async () => {
    const plan = { Quota: { Limit: 2, Period: 'MONTH' }, Throttle: { RateLimit: 1, BurstLimit: 1 } }
    await using api = await start({ plan })
    assert.deepEqual(await api.statuses(3, '/dev/keyed', { 'x-api-key': good }), [200, 429, 429])
    api.pass(1)
    assert.deepEqual(await api.statuses(1, '/dev/keyed', { 'x-api-key': good }), [200])
  })
})

describe('usage plans of a template', () => {
  const refusals: Readonly<Record<string, readonly [resources: readonly TemplateResource[], advice: RegExp]>> = {
    'a short value': [[resource('K', 'AWS::ApiGateway::ApiKey', { Value: 'short' })], /20 to 128/],
    'a value twice': [[resource('K', 'AWS::ApiGateway::ApiKey', { Value: good })], /Value of another key/],
    'a key of no name': [
      [resource('M', 'AWS::ApiGateway::UsagePlanKey', { KeyId: 'x', KeyType: 'API_KEY', UsagePlanId: 'plan' })],
      /names no API key/,
    ],
    'a period that there is not': [
      [resource('P', 'AWS::ApiGateway::UsagePlan', { Quota: { Limit: 1, Period: 'HOUR' } })],
      /DAY, WEEK or MONTH/,
    ],
    'a key in two plans of one stage': [
      [
        resource('P', 'AWS::ApiGateway::UsagePlan', { ApiStages: [{ ApiId: 'rest', Stage: 'dev' }] }),
        resource('M', 'AWS::ApiGateway::UsagePlanKey', { KeyId: 'key0', KeyType: 'API_KEY', UsagePlanId: 'p' }),
      ],
      /two usage plans of one stage/,
    ],
    'an extra that there is not': [
      [
        resource('R', 'AWS::ApiGateway::RestApi', { Tags: [{ Key: 'sallyport:user-rate-limits', Value: '1/1' }] }),
        resource('S', 'AWS::ApiGateway::Stage', { RestApiId: 'r', StageName: 'x' }),
      ],
      /no extra of an API/,
    ],
  }
  for (const [name, [more, advice]] of Object.entries(refusals)) {
    test(`${name} is refused`, () => {
      const read = () => definitionFromTemplate([...keyed(), ...more], { region: 'eu-central-1', accountId: '1' })
      assert.throws(read, advice)
    })
  }
})
