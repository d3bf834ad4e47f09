import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startBackend } from '../../../../test/gateway/gateway-under-test.ts'
import { operation, startRestApi } from '../../../../test/gateway/rest-api-under-test.ts'

const json = (template: string) => ({ 'application/json': template })

const backend = await startBackend((message, response, body) => {
  const status = Number(/status=(\d+)/.exec(message.url ?? '')?.[1] ?? 200)
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'X-App-Id': 'app',
    'X-Many': ['1', '2'],
    'X-Secret': 'internal',
  })
  const { method, url, rawHeaders } = message
  response.end(JSON.stringify({ method, url, rawHeaders, body: body.toString(), redirect: { url: '/there' } }))
})

function http(uri: string, more: Record<string, unknown> = {}) {
  return operation(
    {
      type: 'http',
      httpMethod: 'POST',
      uri: `${backend.url}${uri}`,
      responses: { default: { statusCode: '200' } },
      ...more,
    },
    { headers: ['Location', 'Id', 'Many', 'Server'] },
  )
}

const api = await startRestApi({
  paths: {
    '/pets/{pet}': {
      post: http('/base/{name}?fixed=1', {
        requestParameters: {
          'integration.request.path.name': 'method.request.path.pet',
          'integration.request.querystring.q': 'method.request.querystring.search',
          'integration.request.querystring.all': 'method.request.multivaluequerystring.all',
          'integration.request.header.X-First': 'method.request.body.pets[0].name',
          'integration.request.header.X-Body': 'method.request.body',
          'integration.request.header.X-Agent': 'method.request.header.User-Agent',
          'integration.request.header.X-Many': 'method.request.multivalueheader.X-In',
        },
        requestTemplates: json('{"first": $input.json("$.pets[0]")}'),
        responses: {
          default: {
            statusCode: '200',
            responseParameters: {
              'method.response.header.Location': 'integration.response.body.redirect.url',
              'method.response.header.Id': 'integration.response.header.x-app-id',
              'method.response.header.Many': 'integration.response.multivalueheader.X-Many',
              'method.response.header.Server': "'mapped'",
            },
          },
        },
      }),
    },
    '/override/{proxy+}': {
      post: http('/base/{proxy}/{extra}', {
        requestParameters: {
          'integration.request.path.extra': "'mapped'",
          'integration.request.header.X-A': "'mapped'",
          'integration.request.querystring.q': "'mapped'",
        },
        requestTemplates: json(
          '#set($context.requestOverride.path.extra = $input.path("$.extra"))' +
            '#set($context.requestOverride.header.x-a = "overridden")' +
            '#set($context.requestOverride.header.Accept = "text/plain")' +
            '#set($context.requestOverride.querystring.q = ["1", "2 3"])body',
        ),
      }),
    },
    '/framing': {
      post: http('/', { requestTemplates: json('#set($context.requestOverride.header.Content-Length = "1")x') }),
    },
    '/any': {
      'x-amazon-apigateway-any-method': http('/any', {
        httpMethod: 'ANY',
        requestParameters: { 'integration.request.querystring.status': 'method.request.querystring.status' },
        responses: {
          '4\\d{2}': { statusCode: '400', responseTemplates: json('{"failed": true}') },
          '200': { statusCode: '201', responseTemplates: json('$input.path("$.method")') },
        },
      }),
    },
    '/proxy': {
      get: operation({
        type: 'http_proxy',
        httpMethod: 'GET',
        uri: `${backend.url}/proxied`,
        requestParameters: {
          'integration.request.querystring.ids': 'method.request.multivaluequerystring.id',
          'integration.request.header.X-All': 'method.request.multivalueheader.X-One',
        },
      }),
    },
    '/closed': { get: operation({ type: 'http', httpMethod: 'GET', uri: 'http://127.0.0.1:9/x', responses: {} }) },
  },
})

const post = (path: string, body: string, headers: Record<string, string | string[]> = {}) =>
  api.ask('POST', `/rest/v1${path}`, { body, headers: { 'content-type': 'application/json', ...headers } })

const seenHeaders = () => {
  const { rawHeaders = [] } = backend.seen.at(-1) ?? {}
  return Object.fromEntries(
    rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1]]] : [])),
  )
}

after(() => api[Symbol.asyncDispose]())
after(() => backend[Symbol.asyncDispose]())

describe('1.11 HTTP', () => {
  test('1.13 the backend gets what is mapped, and what API Gateway adds', async () => {
    const body = '{"pets":[{"name":"Rex"}]}'
    const answer = await post('/pets/a%20b?search=x&search=y%26z&all=1&all=2&other=3', body, {
      'X-In': ['1', '2'],
      'X-Not-Mapped': '1',
      'User-Agent': 'me',
      Accept: 'text/html',
    })
    const seen = backend.seen.at(-1)
    assert.deepEqual(
      [seen?.method, seen?.url, seen?.body],
      ['POST', '/base/a%20b?fixed=1&q=y%26z&all=1&all=2', '{"first": {"name":"Rex"}}'],
    )
    const { host: _, 'x-amzn-trace-id': trace, connection: __, ...headers } = seenHeaders()
    assert.deepEqual(headers, {
      'x-first': 'Rex',
      'x-body': body,
      'x-agent': 'me',
      'x-many': '1,2',
      accept: 'application/json',
      'user-agent': 'AmazonAPIGateway_rest',
      'content-type': 'application/json',
      'x-amzn-apigateway-api-id': 'rest',
      'content-length': '25',
    })
    assert.match(trace ?? '', /^Root=1-/)
    assert.equal(answer.status, 200)
  })

  test('1.13 the client gets what is mapped back', async () => {
    const answer = await post('/pets/1', '{"pets":[{"name":"Rex"}]}')
    const { location, id, many, server, 'x-secret': secret, 'x-amzn-remapped-server': remapped } = answer.headers
    assert.deepEqual([location, id, many, secret], ['/there', 'app', '1, 2', undefined])
    // 1.19: Server is remapped.
    assert.deepEqual([server, remapped], [undefined, 'mapped'])
    assert.equal(answer.json.method, 'POST')
  })

  test('1.13 an HTTP_PROXY maps all values of a parameter', async () => {
    await api.ask('GET', '/rest/v1/proxy?id=1&id=2', { headers: { 'X-One': ['a', 'b'] } })
    assert.equal(backend.seen.at(-1)?.url, '/proxied?id=1&id=2&ids=1&ids=2')
    assert.equal(seenHeaders()['x-all'], 'a,b')
  })

  test('1.14 overrides go over mapped parameters', async () => {
    await post('/override/a/b', '{"extra": "x/y"}')
    const seen = backend.seen.at(-1)
    assert.deepEqual([seen?.url, seen?.body], ['/base/a/b/x%2Fy?q=1&q=2%203', 'body'])
    assert.deepEqual([seenHeaders()['x-a'], seenHeaders()['accept']], ['overridden', 'text/plain'])
  })

  test('a path that a template makes may not climb', async () => {
    const before = backend.seen.length
    for (const extra of ['..', '../../admin', '.']) {
      assert.equal((await post('/override/a', JSON.stringify({ extra }))).status, 400)
    }
    assert.equal(backend.seen.length, before)
  })

  test('a header that a body makes cannot become two', async () => {
    const before = backend.seen.length
    const answer = await post('/pets/1', JSON.stringify({ pets: [{ name: 'a\r\nX-Evil: 1' }] }))
    assert.deepEqual([answer.status, answer.json], [400, { message: 'Bad Request' }])
    assert.equal((await post('/framing', '{}')).status, 500)
    assert.equal(backend.seen.length, before)
  })

  test('half of a pair of surrogates goes on as what stands for it', async () => {
    const { status } = await post('/override/a/b', String.raw`{"extra": "\ud800"}`)
    assert.deepEqual([status, backend.seen.at(-1)?.url], [200, '/base/a/b/%EF%BF%BD?q=1&q=2%203'])
  })

  test('the status selects the response; no match is 500', async () => {
    const found = await api.ask('GET', '/rest/v1/any')
    assert.deepEqual([found.status, found.body], [201, 'GET'])
    const failed = await api.ask('PUT', '/rest/v1/any?status=404', { body: 'x' })
    assert.deepEqual([failed.status, failed.json], [400, { failed: true }])
    assert.equal((await api.ask('GET', '/rest/v1/any?status=503')).status, 500)
  })

  test('a backend that is not there is 504', async () => {
    const answer = await api.ask('GET', '/rest/v1/closed')
    assert.deepEqual([answer.status, answer.json], [504, { message: 'Internal server error' }])
  })
})
