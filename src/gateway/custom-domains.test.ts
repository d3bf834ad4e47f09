import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { functionArn, invocationUri, resource, startGateway } from '../../test/gateway/gateway-under-test.ts'
import type { TemplateResource } from '../domain/template-resource.ts'

const host = 'api.notes.example'
const arn = `arn:aws:apigateway:eu-central-1::/domainnames/${host}`
const ok = () => ({ statusCode: 200, body: 'fine' })

function restApi(id: string, name: string): readonly TemplateResource[] {
  const greedy = {
    'x-amazon-apigateway-any-method': {
      'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri(name) },
    },
  }
  return [
    resource(id, 'AWS::ApiGateway::RestApi', {
      DisableExecuteApiEndpoint: true,
      Body: { swagger: '2.0', info: {}, paths: { '/': greedy, '/{proxy+}': greedy } },
    }),
    resource(`${id}Stage`, 'AWS::ApiGateway::Stage', { RestApiId: id.toLowerCase(), StageName: 'prod' }),
  ]
}

const httpApi: readonly TemplateResource[] = [
  resource('Http', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP', Name: 'http' }),
  resource('HttpStage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: 'dev' }),
  resource('HttpFn', 'AWS::ApiGatewayV2::Integration', {
    ApiId: 'http',
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: functionArn('http'),
    PayloadFormatVersion: '2.0',
  }),
  resource('HttpRoute', 'AWS::ApiGatewayV2::Route', {
    ApiId: 'http',
    RouteKey: 'GET /pets/{id}',
    Target: 'integrations/httpfn',
  }),
]

const domainName = (settings = {}) =>
  resource('Domain', 'AWS::ApiGateway::DomainName', { DomainName: host, ...settings })
const mapping = (id: string, ApiId: string, settings = {}) =>
  resource(id, 'AWS::ApiGatewayV2::ApiMapping', { ApiId, DomainName: host, Stage: 'prod', ...settings })

describe('1.10 custom domains', () => {
  const mapped = [
    domainName(),
    ...restApi('One', 'one'),
    ...restApi('Two', 'two'),
    ...httpApi,
    resource('Root', 'AWS::ApiGateway::BasePathMapping', { RestApiId: 'one', DomainName: host, Stage: 'prod' }),
    mapping('Deep', 'two', { ApiMappingKey: 'v1/orders' }),
    mapping('Pets', 'http', { ApiMappingKey: 'v1', Stage: 'dev' }),
  ]
  const functions = { one: ok, two: ok, http: ok }
  const ask = { headers: { host } }

  test('the longest mapping wins, on whole segments', async () => {
    await using gateway = await startGateway({ resources: mapped, functions })
    for (const path of ['/', '/v2/x', '/v1/orders', '/v1/orders/7', '/v1/pets/7', '/%76%31/pets/7']) {
      assert.equal((await gateway.ask('GET', path, ask)).status, 200, path)
    }
    const called = gateway.calls.map(({ functionArn: name }) => name.split(':').at(-1))
    assert.deepEqual(called, ['one', 'one', 'two', 'two', 'http', 'http'])
    // `/v1/ordersX` is below `v1`, where the HTTP API has no such route.
    assert.equal((await gateway.ask('GET', '/v1/ordersX', ask)).status, 404)
  })

  test('a REST API’s event has the path as sent, and routes see it without the base path', async () => {
    await using gateway = await startGateway({ resources: mapped, functions })
    await gateway.ask('GET', '/v1/orders/a%20b/?x=1', ask)
    const event = gateway.calls[0]?.payload as any
    assert.equal(event.path, '/v1/orders/a%20b/')
    assert.deepEqual(event.pathParameters, { proxy: 'a%20b/' })
    assert.equal(event.resource, '/{proxy+}')
    const { path, stage, domainName: name, domainPrefix } = event.requestContext
    assert.deepEqual([path, stage, name, domainPrefix], ['/v1/orders/a%20b/', 'prod', host, 'api'])
  })

  test('an HTTP API’s event has the base path in rawPath and no stage', async () => {
    await using gateway = await startGateway({ resources: mapped, functions })
    await gateway.ask('GET', '/v1/pets/7', ask)
    const event = gateway.calls[0]?.payload as any
    assert.equal(event.rawPath, '/v1/pets/7')
    assert.deepEqual(event.pathParameters, { id: '7' })
    const { http, stage, domainName: name, domainPrefix } = event.requestContext
    assert.deepEqual([http.path, stage, name, domainPrefix], ['/v1/pets/7', 'dev', host, 'api'])
  })

  test('a disabled default endpoint answers 403 and the domain goes on', async () => {
    await using gateway = await startGateway({ resources: mapped, functions })
    const answer = await gateway.ask('GET', '/one/prod/x')
    assert.deepEqual([answer.status, answer.json], [403, { message: 'Forbidden' }])
    assert.equal((await gateway.ask('GET', '/x', ask)).status, 200)
  })

  test('what no mapping leads to is 403 where REST APIs are mapped and 404 where only HTTP APIs are', async () => {
    await using rest = await startGateway({
      resources: [domainName(), ...restApi('One', 'one'), mapping('M', 'one', { ApiMappingKey: 'a' })],
    })
    const forbidden = await rest.ask('GET', '/b', ask)
    assert.deepEqual([forbidden.status, forbidden.json], [403, { message: 'Forbidden' }])
    await using http = await startGateway({
      resources: [domainName(), ...httpApi, mapping('M', 'http', { ApiMappingKey: 'a', Stage: 'dev' })],
    })
    const notFound = await http.ask('GET', '/b', ask)
    assert.deepEqual([notFound.status, notFound.json], [404, { message: 'Not Found' }])
  })

  test('a path that is unsafe stays so whatever was mapped', async () => {
    await using gateway = await startGateway({ resources: mapped, functions })
    for (const path of ['/v1/orders/..;/x', '/v1/%2e%2e/x', '/v1/orders/..%2fx']) {
      assert.equal((await gateway.ask('GET', path, ask)).status, 400, path)
    }
    assert.equal(gateway.calls.length, 0)
  })

  test('a wildcard serves what has no domain of its own, one level deep', async () => {
    const wildcard = resource('Wild', 'AWS::ApiGatewayV2::DomainName', { DomainName: '*.notes.example' })
    const toTwo = mapping('W', 'two', { DomainName: '*.notes.example' })
    await using gateway = await startGateway({ resources: [...mapped, wildcard, toTwo], functions })
    await gateway.ask('GET', '/', { headers: { host: 'other.notes.example' } })
    await gateway.ask('GET', '/', ask)
    assert.deepEqual(
      gateway.calls.map(({ functionArn: name }) => name.split(':').at(-1)),
      ['two', 'one'],
    )
    assert.equal(gateway.gateway.servesDomain('a.b.notes.example'), false)
    assert.equal(gateway.gateway.servesDomain('notes.example'), false)
  })
})

describe('1.10 routing rules', () => {
  const rule = (id: string, Priority: number, { ApiId = 'one', Conditions = [] as unknown[], StripBasePath = false }) =>
    resource(id, 'AWS::ApiGatewayV2::RoutingRule', {
      DomainNameArn: arn,
      Priority,
      Conditions,
      Actions: [{ InvokeApi: { ApiId, Stage: 'prod', StripBasePath } }],
    })
  const header = (Header: string, ValueGlob: string) => ({ MatchHeaders: { AnyOf: [{ Header, ValueGlob }] } })
  const paths = (...AnyOf: string[]) => ({ MatchBasePaths: { AnyOf } })
  const apis = [...restApi('One', 'one'), ...restApi('Two', 'two')]
  const functions = { one: ok, two: ok }

  const resources = (RoutingMode: string) => [
    domainName({ RoutingMode }),
    ...apis,
    mapping('Root', 'two'),
    rule('Later', 20, { ApiId: 'two', Conditions: [paths('shop')], StripBasePath: true }),
    rule('First', 10, { Conditions: [header('X-Version', '*beta*'), paths('shop', 'store')] }),
  ]

  test('the lowest priority whose conditions all hold decides; the base path is stripped on demand', async () => {
    await using gateway = await startGateway({ resources: resources('ROUTING_RULE_ONLY'), functions })
    await gateway.ask('GET', '/shop/1', { headers: { host, 'x-version': '2-beta-1' } })
    await gateway.ask('GET', '/shop/1', { headers: { host, 'x-version': '2-BETA-1' } })
    const seen = gateway.calls.map(({ functionArn: name, payload }) => [
      name.split(':').at(-1),
      (payload as any).path,
      (payload as any).pathParameters,
    ])
    assert.deepEqual(seen, [
      ['one', '/shop/1', { proxy: 'shop/1' }],
      ['two', '/shop/1', { proxy: '1' }],
    ])
    assert.equal((await gateway.ask('GET', '/else', { headers: { host } })).status, 403)
  })

  test('mappings follow the rules where the mode says so, and rules are not asked where it does not', async () => {
    await using both = await startGateway({ resources: resources('ROUTING_RULE_THEN_BASE_PATH_MAPPING'), functions })
    assert.equal((await both.ask('GET', '/else', { headers: { host } })).status, 200)
    await using mappings = await startGateway({ resources: resources('BASE_PATH_MAPPING_ONLY'), functions })
    await mappings.ask('GET', '/shop/1', { headers: { host, 'x-version': 'beta' } })
    const event = mappings.calls[0]?.payload as any
    assert.equal(event.pathParameters.proxy, 'shop/1')
    assert.match(mappings.calls[0]?.functionArn ?? '', /:two$/)
  })

  const globs: readonly (readonly [string, string, boolean])[] = [
    ['beta', 'beta', true],
    ['beta', 'beta2', false],
    ['beta*', 'beta2', true],
    ['*beta', '1beta', true],
    ['*beta', 'beta2', false],
    ['*e*', 'beta', true],
    ['*', 'x', true],
  ]
  for (const [glob, value, matches] of globs) {
    test(`the glob ${glob} ${matches ? 'holds for' : 'refuses'} ${value}`, async () => {
      const only = [
        domainName({ RoutingMode: 'ROUTING_RULE_ONLY' }),
        ...apis,
        rule('R', 1, { Conditions: [header('x-a', glob)] }),
      ]
      await using gateway = await startGateway({ resources: only, functions })
      assert.equal((await gateway.ask('GET', '/', { headers: { host, 'X-A': value } })).status, matches ? 200 : 403)
      assert.equal((await gateway.ask('GET', '/', { headers: { host } })).status, 403)
    })
  }
})
