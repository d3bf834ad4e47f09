import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { MappedEndpoint } from '../../../../src/gateway/definition/mapped-integration.ts'
import type { WebSocketIntegration } from '../../../../src/gateway/definition/websocket-integration.ts'
import { awsCredentials, calledAsProcess } from '../../aws-services/service-double.ts'
import { accountId, invocationUri, region, startBackend, type Backend } from '../../gateway-under-test.ts'
import { startChat } from '../websocket-under-test.ts'

/** Every way from a message to a backend, which no message may take anywhere else. */
type Way = Exclude<WebSocketIntegration['kind'], 'mapped'> | `mapped ${MappedEndpoint['kind']}`

interface RouteOfWay {
  readonly integration: Record<string, unknown>
  readonly responses?: Record<string, unknown>
}

const mappedParameters = {
  'integration.request.header.X-Name': 'route.request.body.name',
  'integration.request.path.name': 'route.request.body.name',
}
const template = `{"name": "$util.escapeJavaScript($input.path('$.name'))", "statusCode": 200}`

const ways: Record<Way, (backend: Backend) => RouteOfWay> = {
  function: () => ({ integration: { IntegrationType: 'AWS_PROXY', IntegrationUri: invocationUri('say') } }),
  'http-proxy': ({ url }) => ({
    integration: {
      IntegrationType: 'HTTP_PROXY',
      IntegrationUri: `${url}/people/{name}`,
      RequestParameters: mappedParameters,
    },
  }),
  'mapped http': ({ url }) => ({
    integration: {
      IntegrationType: 'HTTP',
      IntegrationUri: `${url}/people/{name}`,
      RequestParameters: mappedParameters,
      RequestTemplates: { $default: template },
    },
  }),
  'mapped function': () => ({
    integration: {
      IntegrationType: 'AWS',
      IntegrationUri: invocationUri('say'),
      RequestTemplates: { $default: template },
    },
  }),
  'mapped aws-service': () => ({
    integration: {
      IntegrationType: 'AWS',
      IntegrationMethod: 'PUT',
      IntegrationUri: `arn:aws:apigateway:${region}:s3:path/people/{name}`,
      CredentialsArn: `arn:aws:iam::${accountId}:role/gateway`,
      RequestParameters: mappedParameters,
      RequestTemplates: { $default: template },
    },
  }),
  'mapped mock': () => ({
    integration: { IntegrationType: 'MOCK', RequestTemplates: { $default: template } },
    responses: { $default: { ResponseTemplates: { $default: 'ok' } } },
  }),
}

interface Attack {
  readonly message: string
  /** What must not be seen by anybody behind the gateway. */
  readonly never: RegExp
}

const attacks: Record<string, Attack> = {
  'a second header': { message: JSON.stringify({ name: 'a\r\nX-Admin: yes' }), never: /^X-Admin\b/im },
  'a second request': {
    message: JSON.stringify({ name: 'a HTTP/1.1\r\nHost: b\r\n\r\nGET /admin HTTP/1.1' }),
    never: /^(?:GET )?\/admin/m,
  },
  'dot segments': { message: JSON.stringify({ name: '../../admin' }), never: /^\/(?:admin|.*\/\.\.\/)/m },
  'encoded dot segments': { message: JSON.stringify({ name: '..%2f..%2fadmin' }), never: /^\/admin/m },
  'a template of its own': { message: JSON.stringify({ name: '$context.identity.sourceIp' }), never: /127\.0\.0\.1"/ },
  'JSON that breaks out': { message: JSON.stringify({ name: '", "admin": "yes' }), never: /^\{"name": "", "admin"/m },
}

function lines(raw: readonly string[]): readonly string[] {
  return raw.flatMap((text, index) => (index % 2 === 0 ? [`${text}: ${raw[index + 1]}`] : []))
}

describe('attacks by messages on what is behind a WebSocket API', () => {
  for (const [way, route] of Object.entries(ways)) {
    for (const [name, { message, never }] of Object.entries(attacks)) {
      test(`${way}: ${name}`, async () => {
        await using backend = await startBackend()
        await using chat = await startChat({
          routes: { $default: { isTwoWay: true, ...route(backend) } },
          reading: { awsPlaces: calledAsProcess(() => backend.url) },
          options: { awsCredentials },
          functions: { say: (payload) => ({ statusCode: 200, body: 'ok', payload }) },
        })
        const client = await chat.client()
        client.socket.send(message)
        await client.next()
        client.socket.send('{"name":"good"}')
        const good = await client.next()
        assert.doesNotMatch(good, /"message"/, 'what is harmless gets through')
        const seen = backend.seen.map(({ method, url, rawHeaders, body }) =>
          [url, method, ...lines(rawHeaders), message === body ? '' : body].join('\n'),
        )
        const payloads = way === 'mapped function' ? chat.payloads('say').map((payload) => JSON.stringify(payload)) : []
        for (const text of [...seen, ...payloads]) assert.doesNotMatch(text, never)
      })
    }
  }

  test('the harness sees what a way lets through', async () => {
    await using backend = await startBackend()
    const { integration } = ways['mapped http'](backend)
    const RequestTemplates = { $default: `{"name": "$input.path('$.name')"}` }
    await using chat = await startChat({
      routes: {
        $default: {
          isTwoWay: true,
          integration: { ...integration, RequestParameters: undefined, RequestTemplates, IntegrationUri: backend.url },
        },
      },
    })
    const client = await chat.client()
    client.socket.send(attacks['JSON that breaks out']?.message ?? '')
    await client.next()
    assert.match(backend.seen[0]?.body ?? '', attacks['JSON that breaks out']?.never ?? /^$/)
  })

  test('an answer over 128 KB is none, whoever gives it', async () => {
    await using backend = await startBackend((_, response) => response.end('x'.repeat(128 * 1024 + 1)))
    const IntegrationUri = `${backend.url}/`
    await using chat = await startChat({
      routes: {
        proxy: { isTwoWay: true, integration: { IntegrationType: 'HTTP_PROXY', IntegrationUri } },
        http: { isTwoWay: true, integration: { IntegrationType: 'HTTP', IntegrationUri } },
        mock: {
          isTwoWay: true,
          integration: { IntegrationType: 'MOCK', RequestTemplates: { $default: '{"statusCode":200}' } },
          responses: { $default: { ResponseTemplates: { $default: 'y'.repeat(128 * 1024 + 1) } } },
        },
      },
    })
    const client = await chat.client()
    for (const action of ['proxy', 'http', 'mock']) {
      client.socket.send(JSON.stringify({ action }))
      assert.equal(JSON.parse(await client.next()).message, 'Internal server error')
    }
  })
})
