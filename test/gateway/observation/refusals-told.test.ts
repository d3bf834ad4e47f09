import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { refusalTeller } from '../../../src/compose/development/refusal-teller.ts'
import type { Refusal } from '../../../src/config/plans/running.ts'
import { invocationUri, resource, sendRaw, startGateway } from '../gateway-under-test.ts'
import { policyResult } from '../lambda-authorizer-apis.ts'
import { handshakeText, startChat } from '../websocket/websocket-under-test.ts'

const lambda = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('notes') }
const call = { 'x-amazon-apigateway-integration': lambda }
const model = { type: 'object', required: ['text'], properties: { text: { type: 'string' } } }
const content = { 'application/json': { schema: model } }

const notesApi = [
  resource('Rest', 'AWS::ApiGateway::RestApi', {
    Body: {
      openapi: '3.0.1',
      info: { title: 'notes', version: '1' },
      tags: [{ name: 'sallyport:explain', 'x-amazon-apigateway-tag-value': 'on' }],
      'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
      'x-amazon-apigateway-request-validator': 'all',
      paths: {
        '/notes': {
          get: { ...call, parameters: [{ name: 'page', in: 'query', required: true, schema: { type: 'string' } }] },
          post: { ...call, requestBody: { content } },
        },
      },
    },
  }),
  resource('Deployment', 'AWS::ApiGateway::Deployment', { RestApiId: 'rest' }),
  resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', DeploymentId: 'deployment', StageName: 'dev' }),
]

const pagesApi = [
  resource('Http', 'AWS::ApiGatewayV2::Api', {
    Body: {
      openapi: '3.0.1',
      info: { title: 'pages', version: '1' },
      'x-amazon-apigateway-cors': { allowOrigins: ['https://app.example'], allowMethods: ['GET'] },
      paths: { '/notes': { get: { 'x-amazon-apigateway-integration': { ...lambda, payloadFormatVersion: '1.0' } } } },
    },
  }),
  resource('HttpStage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default' }),
]

const preflight = { origin: 'https://other.example', 'access-control-request-method': 'GET' }

describe('whoever develops is told of refusals', () => {
  const asked: readonly [what: string, path: string, headers: Record<string, string>, line: string, body?: string][] = [
    ['POST', '/http/notes', {}, '404 POST /notes The API has no route for POST /notes; for this path it has GET.'],
    ['GET', '/http/notez', {}, '404 GET /notez The API has no route for GET /notez.'],
    [
      'OPTIONS',
      '/http/notes',
      preflight,
      '204 OPTIONS /notes CORS of the API does not allow pages of https://other.example; it allows https://app.example.',
    ],
    [
      'OPTIONS',
      '/rest/dev/notes',
      preflight,
      '403 OPTIONS /dev/notes The API has no route for OPTIONS /notes, which a browser asks for a page of another origin: the API needs CORS.',
    ],
    ['GET', '/rest/dev/notes', {}, '400 GET /dev/notes Missing required request parameters: [page]'],
    [
      'POST',
      '/rest/dev/notes',
      { 'content-type': 'application/json' },
      '400 POST /dev/notes The body does not fit the model of the method: [object has missing required properties (["text"])]',
      '{}',
    ],
    [
      'GET',
      '/rest/dev/notes?page=1',
      {},
      '502 GET /dev/notes What the function returned is no response: that has a statusCode, headers of texts, and a body that is a text (JSON.stringify).',
    ],
    ['GET', '/nothing/notes', {}, '403 GET /notes no such API: there is rest, http'],
  ]
  for (const [method, path, headers, line, body] of asked) {
    test(line, async () => {
      const told: string[] = []
      await using gateway = await startGateway({
        resources: [...notesApi, ...pagesApi],
        functions: { notes: () => ({ statusCode: 200, body: { text: 'no text' } }) },
        options: refusalTeller(writeTo(told)),
      })
      await gateway.ask(method, path, { headers, ...(body !== undefined && { body }) })
      assert.deepEqual(told, [line])
    })
  }

  test('whoever sent a bad body is told too, where explain is on', async () => {
    await using gateway = await startGateway({ resources: notesApi, options: { isDevelopment: true } })
    const headers = { 'content-type': 'application/json' }
    const answer = await gateway.ask('POST', '/rest/dev/notes', { headers, body: '{}' })
    assert.equal(
      answer.headers['x-sallyport-explain'],
      'The body does not fit the model of the method: [object has missing required properties (["text"])]',
    )
  })

  test('what the log of a bad body says has nothing of the body', async () => {
    await using gateway = await startGateway({ resources: notesApi })
    const headers = { 'content-type': 'application/json' }
    await gateway.ask('POST', '/rest/dev/notes', { headers, body: '{"text": ["hunter2"]}' })
    assert.match(JSON.stringify(gateway.logged), /BAD_REQUEST_BODY/)
    assert.doesNotMatch(JSON.stringify(gateway.logged), /hunter2|array/)
  })

  test('the guide has each field of the line that the log has of a request', async () => {
    await using gateway = await startGateway({ resources: notesApi })
    await gateway.ask('GET', '/rest/dev/notes')
    const [line = {}] = gateway.logged.filter((fields) => 'requestId' in fields)
    const guide = await readFile(new URL('../../../docs/guides/observability.md', import.meta.url), 'utf8')
    const fields = Object.keys(line)
    assert.ok(fields.includes('reason'))
    assert.deepEqual(
      fields.filter((field) => !guide.includes(`\`${field}\``)),
      [],
    )
  })

  test('of handshakes and messages of WebSocket APIs too', async () => {
    const told: string[] = []
    {
      await using chat = await startChat({
        routes: { $connect: { AuthorizationType: 'CUSTOM', AuthorizerId: 'ask' }, shout: { isTwoWay: true } },
        functions: {
          ask: ({ queryStringParameters: { token } }: any) =>
            token === 'broken'
              ? { kind: 'function-error', errorType: 'TypeError', errorMessage: 'no key' }
              : policyResult(token === 'bad' ? 'Deny' : 'Allow', '*'),
          connect: ({ queryStringParameters: { token } }: any) => ({ statusCode: token === 'full' ? 409 : 200 }),
          shout: () => ({ kind: 'function-error', errorType: 'Error', errorMessage: 'hoarse' }),
        },
        options: refusalTeller(writeTo(told)),
      })
      for (const target of ['dev', 'dev?token=bad', 'dev?token=broken', 'dev?token=full', 'prod?token=good']) {
        await sendRaw(chat.port, handshakeText(`/_api/chat/${target}`))
      }
      const client = await chat.client({ query: '?token=good' })
      for (const text of ['{"action":"shout"}', '{"action":"whisper"}']) {
        client.socket.send(text)
        await client.next()
      }
      client.socket.close()
      await client.closed
      await chat.gateway.webSockets.drain()
    }
    assert.deepEqual(told, [
      '401 CONNECT /dev The authorizer asks for querystring token.',
      '403 CONNECT /dev What the authorizer allows its caller denies this method.',
      '500 CONNECT /dev authorizer: TypeError: no key',
      '409 CONNECT /dev The integration of $connect answered 409, so there is no connection.',
      '403 CONNECT /prod no such API or stage',
      '502 MESSAGE /dev shout function-failed: Error: hoarse',
      '403 MESSAGE /dev No route is for this message, and there is no $default; the stage has $connect, shout.',
    ])
  })
})

function writeTo(lines: string[]) {
  return ({ method, path, status, why }: Refusal) => void lines.push(`${status} ${method} ${path} ${why}`)
}
