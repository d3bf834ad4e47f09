import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { resource, sendRaw, startBackend } from '../../gateway-under-test.ts'
import { handshakeText, startChat } from '../websocket-under-test.ts'
import { mock, route } from './routes.ts'

function headersOf(raw: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: raw.length / 2 }, (_, index) => [
      raw[index * 2]?.toLowerCase() ?? '',
      raw[index * 2 + 1] ?? '',
    ]),
  )
}

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
