import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { invocationUri, sendRaw, startBackend } from '../../gateway-under-test.ts'
import { handshakeText, startChat } from '../websocket-under-test.ts'
import { route } from './routes.ts'

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
