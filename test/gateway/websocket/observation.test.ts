import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createGatewayCounters } from '../../../src/server/metrics/gateway-counters.ts'
import { renderMetrics } from '../../../src/server/metrics/exposition.ts'
import { policyResult } from '../lambda-authorizer-apis.ts'
import { resource, sendRaw } from '../gateway-under-test.ts'
import { handshakeText, startChat, type ChatOptions, type ChatUnderTest } from './websocket-under-test.ts'

const DestinationArn = 'arn:aws:logs:eu-central-1:123456789012:log-group:sockets'
const signed = {
  authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/eu-central-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  'x-amz-date': '20261120T120000Z',
}

/** The lines of an access log of one stage, after everything has been told. */
async function linesOf(Format: string, options: ChatOptions, act: (chat: ChatUnderTest) => Promise<void>) {
  const lines: string[] = []
  {
    await using chat = await startChat({
      ...options,
      stage: { AccessLogSettings: { DestinationArn, Format }, ...options.stage },
      options: {
        findLogSink: (arn) =>
          arn === DestinationArn ? { write: async (batch) => void lines.push(...batch) } : undefined,
      },
    })
    await act(chat)
    await chat.gateway.webSockets.drain()
  }
  return lines
}

const functions = {
  ask: ({ queryStringParameters }: any) =>
    policyResult(queryStringParameters.token === 'good' ? 'Allow' : 'Deny', '*', { context: { tenant: 7 } }),
  shout: ({ body }: any) => ({ statusCode: 201, body: JSON.parse(body).text }),
  broken: () => ({ kind: 'function-error', errorType: 'Error', errorMessage: 'no' }),
}
const routes = {
  $connect: { AuthorizationType: 'CUSTOM', AuthorizerId: 'ask' },
  $disconnect: {},
  shout: { isTwoWay: true },
  broken: { isTwoWay: true },
}

describe('1.20 access logs of WebSocket APIs', () => {
  test('have a line for each event: handshakes, messages and the end', async () => {
    const format =
      '$context.eventType $context.routeKey $context.status $context.messageDirection $context.stage $context.apiId $context.authorizer.principalId $context.authorizer.tenant $context.error.message $context.integration.status $context.disconnectStatusCode $context.disconnectReason $context.connectedAt $context.identity.sourceIp'
    const lines = await linesOf(format, { routes, functions }, async (chat) => {
      await sendRaw(chat.port, handshakeText('/_api/chat/dev?token=bad'))
      const client = await chat.client({ query: '?token=good' })
      for (const text of ['{"action":"shout","text":"hi"}', '{"action":"none"}', '{"action":"broken"}']) {
        client.socket.send(text)
        await client.next()
      }
      client.socket.close(4001, 'enough')
      await client.closed
    })
    const at = '1795176000000'
    assert.deepEqual(lines, [
      `CONNECT $connect 403 IN dev chat - - Forbidden - - - ${at} 127.0.0.1`,
      `CONNECT $connect 101 IN dev chat ada 7 - 200 - - ${at} 127.0.0.1`,
      `MESSAGE shout 201 IN dev chat ada 7 - 201 - - ${at} 127.0.0.1`,
      `MESSAGE - 403 IN dev chat ada 7 Forbidden - - - ${at} 127.0.0.1`,
      `MESSAGE broken 502 IN dev chat ada 7 Internal server error - - - ${at} 127.0.0.1`,
      `DISCONNECT $disconnect 200 IN dev chat ada 7 - 200 4001 enough ${at} 127.0.0.1`,
    ])
  })

  test('name the message, the connection, the authorizer and what was wrong', async () => {
    const format =
      '{"message":"$context.messageId","connection":"$context.connectionId","request":"$context.requestId","valid":"$context.error.validationErrorString","authorizer":"$context.authorizer.status","latency":"$context.integrationLatency","key":"$context.identity.apiKey"}'
    const model = resource('Say', 'AWS::ApiGatewayV2::Model', {
      ApiId: 'chat',
      Name: 'Say',
      Schema: { type: 'object', required: ['text'] },
    })
    const lines = await linesOf(
      format,
      {
        others: [model],
        routes: {
          $connect: routes.$connect,
          shout: {
            isTwoWay: true,
            RequestModels: { $default: 'Say' },
            ModelSelectionExpression: '$request.body.action',
          },
        },
        functions,
      },
      async (chat) => {
        const client = await chat.client({ query: '?token=good' })
        client.socket.send('{"action":"shout"}')
        await client.next()
      },
    )
    const [connected, refused] = lines.map((line) => JSON.parse(line))
    assert.match(connected.connection, /^[\w-]{15}=$/)
    assert.match(connected.latency, /^\d+$/)
    assert.deepEqual(
      { ...connected, connection: '', latency: '', request: '' },
      { message: '-', connection: '', request: '', valid: '-', authorizer: '200', latency: '', key: '-' },
    )
    assert.deepEqual(refused, {
      message: refused.request,
      connection: connected.connection,
      request: refused.request,
      valid: '[object has missing required properties (["text"])]',
      authorizer: '-',
      latency: '-',
      key: '-',
    })
  })

  test('no client writes lines of its own', async () => {
    const lines = await linesOf('$context.disconnectReason|$context.identity.userAgent', {}, async (chat) => {
      const client = await chat.client()
      client.socket.close(4000, 'a\nb"c')
      await client.closed
    })
    assert.equal(lines.length, 2)
    assert.match(lines[1] ?? '', /^a\\u000ab\\"c\|/)
  })
})

describe('1.20 the metrics of WebSocket APIs', () => {
  test('have the names and dimensions of CloudWatch', async () => {
    const counters = createGatewayCounters()
    await using chat = await startChat({
      routes: {
        ...routes,
        mock: {
          isTwoWay: true,
          integration: { IntegrationType: 'MOCK', RequestTemplates: { $default: '{"statusCode":404}' } },
          responses: { $default: { ResponseTemplates: { $default: 'none' } } },
        },
      },
      stage: { RouteSettings: { shout: { DetailedMetricsEnabled: true } } },
      functions,
      options: { observe: counters.request },
    })
    await sendRaw(chat.port, handshakeText('/_api/chat/dev?token=bad'))
    const client = await chat.client({ query: '?token=good' })
    for (const action of ['shout', 'none', 'broken', 'mock']) {
      client.socket.send(JSON.stringify({ action, text: 'hi' }))
      await client.next()
    }
    const { connectionId } = chat.payloads('connect')[0].requestContext
    const path = `/_api/chat/dev/@connections/${encodeURIComponent(connectionId)}`
    await chat.ask('POST', path, { headers: signed, body: 'pushed' })
    await chat.ask('GET', path, { headers: signed })
    await client.next()
    const lines = renderMetrics(counters.read()).split('\n')
    const stage = 'ApiName="chat",ApiId="chat",Stage="dev"'
    for (const line of [
      `AWS_ApiGateway_ConnectCount{${stage}} 1`,
      // Three messages with their answers, and one that a backend sent.
      `AWS_ApiGateway_MessageCount{${stage}} 7`,
      `AWS_ApiGateway_MessageCount{${stage},Route="shout"} 2`,
      `AWS_ApiGateway_IntegrationError{${stage}} 1`,
      `AWS_ApiGateway_ClientError{${stage}} 2`,
      `AWS_ApiGateway_ExecutionError{${stage}} 1`,
      // $connect and `broken`, not the mock.
      `AWS_ApiGateway_IntegrationLatency_count{${stage}} 2`,
      `AWS_ApiGateway_IntegrationLatency_count{${stage},Route="shout"} 1`,
    ]) {
      assert.ok(lines.includes(line), `${line}\n${lines.filter((one) => one.includes('Count{')).join('\n')}`)
    }
    assert.doesNotMatch(lines.join('\n'), /Gateway_Count|XXError|Gateway_Latency/)
  })
})
