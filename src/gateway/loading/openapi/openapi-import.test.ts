import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accountId, invocationUri, poolArn, region, resource } from '../../../../test/gateway/gateway-under-test.ts'
import { definitionFromTemplate } from '../definition-from-template.ts'

type Members = Record<string, unknown>

const lambda = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('notes') }
const httpLambda = { ...lambda, payloadFormatVersion: '2.0' }
const get = { 'x-amazon-apigateway-integration': lambda }

function restRoutes(body: Members, properties: Members = {}) {
  const resources = [
    resource('Api', 'AWS::ApiGateway::RestApi', { Body: { paths: { '/': { get } }, ...body }, ...properties }),
    resource('Live', 'AWS::ApiGateway::Stage', { RestApiId: 'api', StageName: 'live' }),
  ]
  const [api] = definitionFromTemplate(resources, { region, accountId }).apis
  return [...(api?.stages.get('live')?.routes ?? [])]
}

function httpPaths(body: Members, properties: Members = {}) {
  const resources = [
    resource('Api', 'AWS::ApiGatewayV2::Api', { Body: body, ...properties }),
    resource('Live', 'AWS::ApiGatewayV2::Stage', { ApiId: 'api', StageName: '$default' }),
  ]
  const [api] = definitionFromTemplate(resources, { region, accountId }).apis
  return api?.stages.get('$default')?.routes.map(({ id }) => id)
}

const pathsOf = (body: Members, properties?: Members) => restRoutes(body, properties).map(({ path }) => path)

describe('1.22 versions of OpenAPI', () => {
  test('2.0 and 3.0 are read', () => {
    for (const version of [{ swagger: '2.0' }, { swagger: 2 }, { openapi: '3.0.0' }, { openapi: '3.0.4' }]) {
      assert.deepEqual(pathsOf(version), ['/'])
    }
  })

  test('3.1 is refused as on AWS, with the way to have it here; with the tag it is read', () => {
    const advice =
      /version 3\.1\.0 is not supported by API Gateway; write 3\.0\.1 or, to have it here all the same, tag the API sallyport:openapi-3\.1 with on/
    assert.throws(() => pathsOf({ openapi: '3.1.0' }), advice)
    const tagged = { Tags: [{ Key: 'sallyport:openapi-3.1', Value: 'on' }] }
    assert.deepEqual(pathsOf({ openapi: '3.1.0' }, tagged), ['/'])
    const http = { openapi: '3.1.0', paths: { '/': { get: { 'x-amazon-apigateway-integration': httpLambda } } } }
    assert.throws(() => httpPaths(http), advice)
    assert.deepEqual(httpPaths(http, { Tags: { 'sallyport:openapi-3.1': 'on' } }), ['GET /'])
  })

  test('any other version is refused', () => {
    for (const version of [{ swagger: '1.2' }, { openapi: '3.10.0' }, { openapi: '4.0.0' }, {}]) {
      const tagged = { Tags: [{ Key: 'sallyport:openapi-3.1', Value: 'on' }] }
      assert.throws(() => pathsOf(version, tagged), /version|is missing openapi or swagger/)
    }
  })
})

describe('members of OpenAPI', () => {
  const meant: readonly [body: Members, advice: RegExp][] = [
    [{ paths: { '/': { get: { ...get, securty: [{ Users: [] }] } } } }, /get\.securty: .*did you mean security\?/],
    [{ path: {} }, /Body\.path: .*did you mean paths\?/],
    [{ component: {} }, /Body\.component: .*did you mean components\?/],
    [{ components: { securityScheme: {} } }, /components\.securityScheme: .*did you mean securitySchemes\?/],
    [{ paths: { '/': { get: { ...get, guard: 'all' } } } }, /get\.guard: .*remove it/],
  ]
  for (const [body, advice] of meant) {
    test(`what is misspelt does not pass for nothing: ${advice.source}`, () => {
      assert.throws(() => pathsOf({ openapi: '3.0.1', ...body }), advice)
      assert.throws(() => httpPaths({ openapi: '3.0.1', paths: {}, ...body }), advice)
    })
  }

  test('what is theirs and means nothing here, and extensions of others, are passed over', () => {
    const operation = { ...get, operationId: 'list', deprecated: true, responses: {}, 'x-codegen': { name: 'list' } }
    const body = {
      openapi: '3.0.1',
      servers: [],
      'x-vendor': 1,
      components: { examples: {} },
      paths: { '/': { get: operation } },
    }
    assert.deepEqual(pathsOf(body), ['/'])
  })
})

describe('1.22 references', () => {
  const scheme = {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [poolArn] },
  }
  const document = (own: Members, components: Members = {}, paths: Members = {}) => ({
    openapi: '3.0.1',
    paths: { '/notes/{id}': { get: { ...get, ...own } }, ...paths },
    components,
  })

  test('a scheme, an integration, a parameter, a response and a whole path may stand elsewhere in the document', () => {
    const body = document(
      {
        security: [{ Pool: [] }],
        parameters: [{ $ref: '#/components/parameters/Id' }],
        responses: { 200: { $ref: '#/components/responses/Fine' } },
        'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/Notes' },
      },
      {
        securitySchemes: { Pool: { $ref: '#/components/securitySchemes/Other' }, Other: scheme },
        parameters: { Id: { name: 'id', in: 'path', required: true } },
        responses: { Fine: { description: 'Here it is.' } },
        'x-amazon-apigateway-integrations': { Notes: lambda },
      },
      { '/same': { $ref: '#/paths/~1notes~1%7Bid%7D' } },
    )
    const routes = restRoutes(body).map(({ path, authorization }) => `${path} ${authorization.kind}`)
    assert.deepEqual(routes, ['/notes/{id} authorizer', '/same authorizer'])
  })

  for (const [name, reference, advice] of [
    ['another file', './parameters.yaml#/Id', /outside of this document; move what it names into components/],
    ['another server', 'https://example.com/parameters.json', /outside of this document/],
    ['nowhere', '#/components/parameters/Missing', /refers to #\/components\/parameters\/Missing, which is not there/],
  ] as const) {
    test(`to ${name} is refused with its place, wherever it stands`, () => {
      const places = [
        document({ parameters: [{ $ref: reference }] }),
        document({ responses: { 200: { $ref: reference } } }),
        document({ requestBody: { content: { 'application/json': { schema: { $ref: reference } } } } }),
        document({}, {}, { '/other': { $ref: reference } }),
      ]
      for (const body of places) assert.throws(() => restRoutes(body), advice)
      assert.throws(
        () => restRoutes(places[0] ?? {}),
        /Api \(line 7\): Properties\.Body\.paths\.\/notes\/\{id\}\.get\.parameters\[0\]\.\$ref/,
      )
    })
  }

  test('that go round in a circle are refused', () => {
    const circle = { A: { $ref: '#/components/securitySchemes/B' }, B: { $ref: '#/components/securitySchemes/A' } }
    const body = document({ security: [{ A: [] }] }, { securitySchemes: circle })
    assert.throws(() => restRoutes(body), /comes back to itself/)
  })

  test('a model’s address is no reference to another server', () => {
    const schema = { $ref: 'https://apigateway.amazonaws.com/restapis/abc123/models/Note' }
    assert.equal(restRoutes(document({}, { schemas: { Notes: { type: 'array', items: schema } } })).length, 1)
  })
})

describe('1.22 base paths', () => {
  const paths = { '/': { get }, '/notes': { get } }
  const swagger = { swagger: '2.0', basePath: '/v1/books', paths }
  const servers = [{ url: 'https://api.example.com/{basePath}', variables: { basePath: { default: 'v1/books' } } }]

  for (const [mode, expected] of [
    [undefined, ['/', '/notes']],
    ['ignore', ['/', '/notes']],
    ['prepend', ['/v1/books', '/v1/books/notes']],
    ['split', ['/books', '/books/notes']],
  ] as const) {
    test(`${mode ?? 'nothing said'}: ${expected.join(' and ')}`, () => {
      const properties = mode === undefined ? {} : { Parameters: { basepath: mode } }
      assert.deepEqual(pathsOf(swagger, properties).toSorted(), expected)
      assert.deepEqual(pathsOf({ openapi: '3.0.1', servers, paths }, properties).toSorted(), expected)
      const operation = { get: { 'x-amazon-apigateway-integration': httpLambda } }
      const http = { openapi: '3.0.1', servers, paths: { '/': operation, '/notes': operation, $default: operation } }
      const found = httpPaths(http, mode === undefined ? {} : { BasePath: mode })
      assert.deepEqual(found?.toSorted(), ['$default', ...expected.map((path) => `GET ${path}`)])
    })
  }

  test('another word is refused, and so are parameters that are not known', () => {
    assert.throws(
      () => pathsOf(swagger, { Parameters: { basepath: 'keep' } }),
      /Properties\.Parameters\.basepath: must be ignore, prepend or split/,
    )
    assert.throws(
      () => pathsOf(swagger, { Parameters: { basePath: 'split' } }),
      /Properties\.Parameters\.basePath: is not supported/,
    )
  })
})
