import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { invocationUri, now, resource, sendRaw, startBackend } from '../gateway-under-test.ts'
import { handshakeText, startChat } from './websocket-under-test.ts'

const at = now.getTime()

function headersOf(raw: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: raw.length / 2 }, (_, index) => [
      raw[index * 2]?.toLowerCase() ?? '',
      raw[index * 2 + 1] ?? '',
    ]),
  )
}

/** Two-way, whatever it is. */
function route(integration: Record<string, unknown>, responses: Record<string, unknown> = {}) {
  return { isTwoWay: true, integration, responses }
}

const mock = { IntegrationType: 'MOCK', RequestTemplates: { $default: '{"statusCode": 200}' } }

describe('1.11 MOCK behind a WebSocket route', () => {
  test('answers by the templates that the message selects, with the context of the connection', async () => {
    await using chat = await startChat({
      stage: { StageVariables: { colour: 'blue' } },
      routes: {
        $connect: { integration: mock },
        ping: route(mock, {
          $default: {
            TemplateSelectionExpression: '${request.body.kind}-$integration.response.statuscode',
            ResponseTemplates: {
              'long-200': `{"id":"$context.connectionId","type":"$context.eventType","at":$context.connectedAt,
"route":"$context.routeKey","message":"$context.messageId","direction":"$context.messageDirection",
"stage":"$context.stage","api":"$context.apiId","ip":"$context.identity.sourceIp","colour":"$stageVariables.colour",
"none":"$context.httpMethod$context.authorizer.principalId"}`,
              $default: 'short',
            },
          },
        }),
      },
    })
    const client = await chat.client()
    client.socket.send('{"action":"ping","kind":"long"}')
    const { id, message, ...rest } = JSON.parse(await client.next())
    assert.match(id, /^[\w-]{15}=$/)
    assert.match(message, /=$/)
    assert.deepEqual(rest, {
      type: 'MESSAGE',
      at,
      route: 'ping',
      direction: 'IN',
      stage: 'dev',
      api: 'chat',
      ip: '127.0.0.1',
      colour: 'blue',
      none: '',
    })
    client.socket.send('{"action":"ping","kind":"other"}')
    assert.equal(await client.next(), 'short')
  })

  test('the status that the request template gives selects the response, by pattern or to the letter', async () => {
    await using chat = await startChat({
      routes: {
        ask: route(
          {
            IntegrationType: 'MOCK',
            RequestTemplates: { 'application/json': `{"statusCode": $input.path('$.code')}` },
          },
          {
            '/4\\d\\d/': { ResponseTemplates: { any: 'bad' } },
            204: { ResponseTemplates: { any: 'none' } },
            $default: { ResponseTemplates: { any: 'other' } },
          },
        ),
      },
    })
    const client = await chat.client()
    const answers: string[] = []
    for (const code of [404, 204, 200]) {
      client.socket.send(JSON.stringify({ action: 'ask', code }))
      answers.push(await client.next())
    }
    assert.deepEqual(answers, ['bad', 'none', 'other'])
  })

  test('refuses a handshake by its status, and lets nobody in where the template gives none', async () => {
    const statuses: (string | undefined)[] = []
    for (const template of ['{"statusCode":200}', '{"statusCode":403}', '{}', '#set($a = $util.parseJson("{"))']) {
      await using chat = await startChat({
        routes: { $connect: { integration: { IntegrationType: 'MOCK', RequestTemplates: { $default: template } } } },
      })
      statuses.push(/^HTTP\/1.1 (\d+)/.exec(await sendRaw(chat.port, handshakeText()))?.[1])
    }
    assert.deepEqual(statuses, ['101', '403', '500', '500'])
  })

  test('PassthroughBehavior says what becomes of a message without a template', async () => {
    const integration = {
      ...mock,
      TemplateSelectionExpression: '$request.body.kind',
      RequestTemplates: { a: '{"statusCode":200}' },
    }
    const responses = { $default: { ResponseTemplates: { $default: 'answered' } } }
    await using chat = await startChat({
      routes: {
        never: route({ ...integration, PassthroughBehavior: 'NEVER' }, responses),
        templates: route({ ...integration, PassthroughBehavior: 'WHEN_NO_TEMPLATES' }, responses),
        match: route({ ...integration, PassthroughBehavior: 'WHEN_NO_MATCH' }, responses),
      },
    })
    const client = await chat.client()
    const told: unknown[] = []
    for (const action of ['never', 'templates', 'match']) {
      client.socket.send(JSON.stringify({ action, kind: 'b', statusCode: 200 }))
      const answer = await client.next()
      told.push(answer.startsWith('{') ? JSON.parse(answer).message : answer)
    }
    assert.deepEqual(told, ['Unsupported Media Type', 'Unsupported Media Type', 'answered'])
  })
})

describe('1.11 AWS: a function behind templates', () => {
  test('gets what the template makes, and its error message selects the response', async () => {
    await using chat = await startChat({
      routes: {
        add: route(
          {
            IntegrationType: 'AWS',
            IntegrationUri: invocationUri('add'),
            RequestTemplates: {
              $default: `{"sum": [$input.path('$.a'), $input.path('$.b')], "by": "$context.connectionId"}`,
            },
          },
          {
            '/.*too large.*/': { ResponseTemplates: { $default: `{"failed": "$input.path('$.errorMessage')"}` } },
            $default: { ResponseTemplates: { $default: `{"total": $input.path('$.total')}` } },
          },
        ),
      },
      functions: {
        add: ({ sum: [a, b] }) =>
          a + b > 100
            ? { kind: 'function-error', errorType: 'Error', errorMessage: `${a + b} is too large` }
            : { total: a + b, secret: 1 },
      },
    })
    const client = await chat.client()
    client.socket.send('{"action":"add","a":1,"b":2}')
    assert.equal(await client.next(), '{"total": 3}')
    client.socket.send('{"action":"add","a":99,"b":2}')
    assert.equal(await client.next(), '{"failed": "101 is too large"}')
    const [{ by, ...payload }] = chat.payloads('add')
    assert.deepEqual(payload, { sum: [1, 2] })
    assert.match(by, /=$/)
  })

  test('a function that fails opens no connection', async () => {
    const integration = { IntegrationType: 'AWS', IntegrationUri: invocationUri('connect') }
    const responses = { $default: { ResponseTemplates: { $default: 'ok' } } }
    await using chat = await startChat({
      routes: { $connect: { integration, responses } },
      functions: { connect: () => ({ kind: 'function-error', errorType: 'Error', errorMessage: 'not you' }) },
    })
    const answer = await sendRaw(chat.port, handshakeText())
    assert.match(answer, /^HTTP\/1.1 502 /)
    assert.doesNotMatch(answer, /not you/)
  })

  test('ContentHandlingStrategy makes bytes of base64 and base64 of bytes', async () => {
    await using backend = await startBackend((_, response) => response.end(Buffer.from([0, 255, 1])))
    await using chat = await startChat({
      routes: {
        $default: route(
          {
            IntegrationType: 'HTTP',
            IntegrationMethod: 'POST',
            IntegrationUri: `${backend.url}/bytes`,
            ContentHandlingStrategy: 'CONVERT_TO_BINARY',
          },
          { $default: { ContentHandlingStrategy: 'CONVERT_TO_TEXT' } },
        ),
      },
    })
    const client = await chat.client()
    client.socket.send('aGVsbG8=')
    assert.equal(await client.next(), 'AP8B')
    assert.equal(backend.seen[0]?.body, 'hello')
    client.socket.send('not base64!')
    assert.equal(JSON.parse(await client.next()).message, 'Internal server error')
    assert.equal(backend.seen.length, 1)
  })

  test('CONVERT_TO_BINARY tells a function behind AWS_PROXY that its message is base64', async () => {
    await using chat = await startChat({
      routes: { $default: { integration: { ContentHandlingStrategy: 'CONVERT_TO_BINARY' } } },
    })
    const client = await chat.client()
    client.socket.send('aGVsbG8=')
    while (chat.payloads('default').length === 0) await new Promise((resolve) => setImmediate(resolve))
    const [{ body, isBase64Encoded }] = chat.payloads('default')
    assert.deepEqual({ body, isBase64Encoded }, { body: 'aGVsbG8=', isBase64Encoded: true })
  })
})

describe('1.11 HTTP and HTTP_PROXY behind WebSocket routes', () => {
  test('HTTP_PROXY passes handshake, message and answer on, and mapped parameters over them', async () => {
    await using backend = await startBackend((message, response) => {
      response.statusCode = message.url === '/say/5/7?room=9' ? 404 : 200
      response.end(`answer to ${message.method}`)
    })
    const parameters = {
      'integration.request.header.connection-id': 'context.connectionId',
      'integration.request.header.kind': 'route.request.body.kind',
      'integration.request.querystring.room': 'route.request.body.room',
      'integration.request.path.user': 'route.request.body.user.id',
      'integration.request.path.fixed': "'5'",
    }
    await using chat = await startChat({
      routes: {
        $connect: {
          integration: {
            IntegrationType: 'HTTP_PROXY',
            IntegrationMethod: 'ANY',
            IntegrationUri: `${backend.url}/connect`,
            RequestParameters: {
              'integration.request.header.token': 'route.request.querystring.token',
              'integration.request.header.lang': 'route.request.header.Accept-Language',
            },
          },
        },
        $default: route({
          IntegrationType: 'HTTP_PROXY',
          IntegrationMethod: 'ANY',
          IntegrationUri: `${backend.url}/say/{fixed}/{user}`,
          RequestParameters: parameters,
        }),
        $disconnect: {
          integration: {
            IntegrationType: 'HTTP_PROXY',
            IntegrationMethod: 'DELETE',
            IntegrationUri: `${backend.url}/connect`,
            RequestParameters: {
              'integration.request.querystring.code': 'context.disconnectStatusCode',
              'integration.request.header.connection-id': 'context.connectionId',
            },
          },
        },
      },
    })
    const client = await chat.client({ query: '?token=t1&x=a%20b' })
    client.socket.send('{"kind":"first","room":9,"user":{"id":"7"}}')
    assert.equal(await client.next(), 'answer to POST')
    client.socket.close(4001)
    await client.closed
    await chat.gateway.webSockets.drain()
    const [connected, said, left] = backend.seen.map((request) => ({
      ...request,
      headers: headersOf(request.rawHeaders),
    }))
    assert.deepEqual(
      [connected, said, left].map((request) => [request?.method, request?.url, request?.body]),
      [
        ['GET', '/connect?token=t1&x=a%20b', ''],
        ['POST', '/say/5/7?room=9', '{"kind":"first","room":9,"user":{"id":"7"}}'],
        ['DELETE', '/connect?code=4001', ''],
      ],
    )
    assert.equal(connected?.headers['token'], 't1')
    assert.equal(connected?.headers['x-forwarded-for'], '127.0.0.1')
    assert.equal(connected?.headers['host'], backend.url.slice('http://'.length))
    assert.equal(connected?.headers['connection-id'], undefined)
    assert.deepEqual([said?.headers['kind'], said?.headers['content-type']], ['first', 'application/json'])
    assert.match(said?.headers['connection-id'] ?? '', /=$/)
    assert.equal(said?.headers['connection-id'], left?.headers['connection-id'])
    assert.equal(said?.headers['user-agent'], 'AmazonAPIGateway_chat')
  })

  test('a client cannot send a header that another route fills from the context', async () => {
    await using backend = await startBackend()
    const integration = { IntegrationType: 'HTTP_PROXY', IntegrationUri: `${backend.url}/` }
    await using chat = await startChat({
      routes: {
        $connect: { integration },
        $default: {
          integration: {
            ...integration,
            RequestParameters: { 'integration.request.header.Connection-Id': 'context.connectionId' },
          },
        },
      },
    })
    await sendRaw(chat.port, handshakeText('/_api/chat/dev', ['connection-id: somebody else']))
    assert.equal(headersOf(backend.seen[0]?.rawHeaders ?? [])['connection-id'], undefined)
  })

  test('a backend decides of the handshake, and one that cannot be reached lets nobody in', async () => {
    await using backend = await startBackend((message, response) => {
      response.statusCode = message.url === '/no' ? 401 : 200
      response.end()
    })
    const statuses: (string | undefined)[] = []
    for (const uri of [`${backend.url}/yes`, `${backend.url}/no`, 'http://127.0.0.1:1/']) {
      await using chat = await startChat({
        routes: { $connect: { integration: { IntegrationType: 'HTTP_PROXY', IntegrationUri: uri } } },
      })
      statuses.push(/^HTTP\/1.1 (\d+)/.exec(await sendRaw(chat.port, handshakeText()))?.[1])
    }
    assert.deepEqual(statuses, ['101', '401', '504'])
  })

  test('HTTP maps both ways, and a header of the answer selects the template', async () => {
    await using backend = await startBackend((message, response, body) => {
      response.setHeader('X-Kind', message.url === '/orders' ? 'list' : 'other')
      response.end(JSON.stringify({ got: JSON.parse(body.toString()), inner: true }))
    })
    await using chat = await startChat({
      routes: {
        orders: route(
          {
            IntegrationType: 'HTTP',
            IntegrationMethod: 'POST',
            IntegrationUri: `${backend.url}/orders`,
            RequestTemplates: { $default: `{"page": $input.json('$.page')}` },
          },
          {
            $default: {
              TemplateSelectionExpression: '${integration.response.header.X-Kind}',
              ResponseTemplates: { list: `{"orders": $input.json('$.got')}`, $default: '{}' },
            },
          },
        ),
      },
    })
    const client = await chat.client()
    client.socket.send('{"action":"orders","page":3}')
    assert.equal(await client.next(), '{"orders": {"page":3}}')
  })

  test('a backend behind a VPC link is reached where the installation says', async () => {
    await using backend = await startBackend((message, response) => response.end(message.headers.host))
    await using chat = await startChat({
      others: [resource('Link', 'AWS::ApiGateway::VpcLink', { Name: 'inner', TargetArns: ['nlb'] })],
      reading: { vpcLinks: [{ name: 'Link', origins: [backend.url] }] },
      routes: {
        $default: route({
          IntegrationType: 'HTTP_PROXY',
          IntegrationMethod: 'POST',
          IntegrationUri: 'http://orders.inner:8080/orders',
          ConnectionType: 'VPC_LINK',
          ConnectionId: 'link',
        }),
      },
    })
    const client = await chat.client()
    client.socket.send('{}')
    assert.equal(await client.next(), 'orders.inner:8080')
    assert.equal(backend.seen[0]?.url, '/orders')
  })

  test('a reply goes to a client only where its route has a response', async () => {
    await using backend = await startBackend()
    await using chat = await startChat({
      routes: {
        quiet: { integration: { IntegrationType: 'HTTP_PROXY', IntegrationUri: `${backend.url}/` } },
        loud: route({ ...mock }, { $default: { ResponseTemplates: { $default: 'loud' } } }),
      },
    })
    const client = await chat.client()
    client.socket.send('{"action":"quiet"}')
    while (backend.seen.length === 0) await new Promise((resolve) => setImmediate(resolve))
    client.socket.send('{"action":"loud"}')
    assert.equal(await client.next(), 'loud')
  })
})

describe('1.11 selection expressions', () => {
  const expressions: Record<string, readonly [expression: string, selected: string]> = {
    'an unwrapped variable': ['$request.body.action', 'join'],
    'a wrapped one': ['${request.body.action}', 'join'],
    'several with text between them': ['${request.body.service}/${request.body.action}', 'chat/join'],
    'one that is not there': ['${request.body.action}-${request.body.invalidPath}', 'join-'],
    'a nested member': ['$request.body.data.room', 'room1234'],
    'a member in brackets': ["${request.body['data']['room']}", 'room1234'],
    'a list': ['$request.body.list', '[a, 2]'],
    'an item of a list': ['$request.body.list[1]', '2'],
    'a static value': ['action', 'action'],
  }
  const message = { service: 'chat', action: 'join', data: { room: 'room1234' }, list: ['a', 2] }
  for (const [name, [expression, selected]] of Object.entries(expressions)) {
    test(`${name}: ${expression}`, async () => {
      await using chat = await startChat({
        properties: { RouteSelectionExpression: expression },
        routes: {
          [selected]: route(mock, { $default: { ResponseTemplates: { $default: '$context.routeKey' } } }),
          $default: route(mock, { $default: { ResponseTemplates: { $default: 'nothing selected' } } }),
        },
      })
      const client = await chat.client()
      client.socket.send(JSON.stringify(message))
      assert.equal(await client.next(), selected)
    })
  }

  test('an escaped dollar sign is itself, and means the catch-all', async () => {
    await using chat = await startChat({
      properties: { RouteSelectionExpression: '\\$default' },
      routes: { $default: route(mock, { $default: { ResponseTemplates: { $default: '$context.routeKey' } } }) },
    })
    const client = await chat.client()
    client.socket.send('no JSON')
    assert.equal(await client.next(), '$default')
  })

  test('a message that is too deep to read is one without a key', async () => {
    await using chat = await startChat({
      routes: {
        a: route(mock, { $default: { ResponseTemplates: { $default: 'a' } } }),
        $default: route(mock, { $default: { ResponseTemplates: { $default: 'default' } } }),
      },
    })
    const client = await chat.client()
    client.socket.send(`{"action":"a","deep":${'['.repeat(1000)}${']'.repeat(1000)}}`)
    assert.equal(await client.next(), 'default')
  })
})
