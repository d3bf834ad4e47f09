import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openOtlpTracer } from '../../../src/adapters/tracing/otlp-tracer.ts'
import { systemRandom } from '../../../src/adapters/system/random.ts'
import type { ReceivedSpan } from '../../tracing/decode-traces.ts'
import { startOtlpReceiver, tracingTo } from '../../tracing/otlp-receiver.ts'
import { startBackend } from '../gateway-under-test.ts'
import {
  frame,
  handshakeText,
  openRaw,
  startChat,
  type ChatOptions,
  type ChatUnderTest,
} from './websocket-under-test.ts'

const traceId = '6750e766aabbccddeeff001122334455'
const spanId = '00f067aa0ba902b7'
const signed = {
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/eu-central-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-date': '20261120T120000Z',
    traceparent: `00-${traceId}-${spanId}-01`,
  },
}
const allowed = ({ methodArn }: { methodArn: string }) => ({
  principalId: 'ada',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }],
  },
})

/** What a collector got of what clients and backends did. */
async function trace(options: ChatOptions, act: (chat: ChatUnderTest) => Promise<void>) {
  await using receiver = await startOtlpReceiver()
  const given: { chat?: ChatUnderTest } = {}
  {
    await using tracer = openOtlpTracer(tracingTo(receiver), {
      random: systemRandom,
      log: { info: () => {}, warn: () => {} },
    })
    await using chat = await startChat({ ...options, options: { tracer } })
    given.chat = chat
    await act(chat)
  }
  const bytes = Buffer.concat(receiver.requests.map((request) => request.bytes))
  return { spans: receiver.spans, bytes, chat: given.chat }
}

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.filter((span) => span.name === name)
  assert.equal(found.length, 1, `${name} among ${spans.map((span) => span.name).join(', ')}`)
  return found[0] as ReceivedSpan
}

function facts({ attributes, hasFailed, kind }: ReceivedSpan) {
  return { attributes, hasFailed, kind }
}

describe('traces of a WebSocket API', () => {
  test('have a span for the handshake, its authorizer and its function, within the trace that it names', async () => {
    const { spans, chat } = await trace(
      {
        routes: { $connect: { AuthorizationType: 'CUSTOM', AuthorizerId: 'ask' } },
        functions: { ask: allowed, connect: () => ({ statusCode: 200 }) },
      },
      async ({ port }) => {
        const fields = [`traceparent: 00-${traceId}-${spanId}-01`, 'tracestate: vendor=1']
        const client = await openRaw(port, handshakeText('/_api/chat/dev?token=t', fields))
        await client.received(100)
        client.write(frame('', { opcode: 8 }))
        await client.ended
      },
    )
    const handshake = named(spans, 'GET $connect')
    const authorizer = named(spans, 'authorizer lambda')
    const { connectionId } = chat.payloads('connect')[0].requestContext
    assert.deepEqual(facts(handshake), {
      attributes: {
        'http.request.method': 'GET',
        'http.response.status_code': 101,
        'http.route': '$connect',
        'network.protocol.version': '1.1',
        'server.address': 'localhost',
        'server.port': chat.port,
        'url.path': '/dev',
        'url.scheme': 'http',
        'aws.api_gateway.api_id': 'chat',
        'aws.api_gateway.stage': 'dev',
        'aws.request_id': chat.payloads('connect')[0].requestContext.requestId,
        'sallyport.websocket.connection_id': connectionId,
      },
      hasFailed: false,
      kind: 'server',
    })
    assert.deepEqual(facts(authorizer).attributes, {
      'sallyport.authorizer.allowed': true,
      'sallyport.authorizer.kind': 'lambda',
    })
    const asked = named(spans, 'invoke ask')
    const invoked = named(spans, 'invoke connect')
    assert.deepEqual(
      [handshake, authorizer, asked, invoked].map(({ parentSpanId }) => parentSpanId),
      [spanId, handshake.spanId, authorizer.spanId, handshake.spanId],
    )
    assert.ok(spans.every((span) => span.traceId === traceId))
    for (const [name, span] of [
      ['ask', asked],
      ['connect', invoked],
    ] as const) {
      const { headers } = chat.payloads(name)[0]
      assert.equal(headers.traceparent, `00-${traceId}-${span.spanId}-01`)
      assert.equal(headers.tracestate, 'vendor=1')
      assert.equal(headers['X-Amzn-Trace-Id'], 'Root=1-6750e766-aabbccddeeff001122334455')
    }
    assert.deepEqual(
      chat.calls.map((call) => call.traceId),
      ['Root=1-6750e766-aabbccddeeff001122334455', 'Root=1-6750e766-aabbccddeeff001122334455'],
    )
  })

  test('have one for each message, which is a trace of its own, and for the end', async () => {
    await using backend = await startBackend()
    const integration = {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'POST',
      IntegrationUri: `${backend.url}/say`,
    }
    let heard: any
    const { spans, chat } = await trace(
      { routes: { $disconnect: {}, say: { isTwoWay: true, integration }, shout: {} } },
      async ({ client }) => {
        const { next, socket, closed } = await client()
        socket.send('{"action":"say"}')
        heard = JSON.parse(await next())
        socket.send('{"action":"shout"}')
        socket.send('{"action":"none"}')
        await next()
        socket.close(4001)
        await closed
      },
    )
    const say = named(spans, 'say')
    const call = named(spans, 'POST')
    assert.equal(call.parentSpanId, say.spanId)
    assert.deepEqual(call.attributes, {
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(backend.url).port),
      'url.scheme': 'http',
      'url.template': '/say',
    })
    const { rawHeaders } = heard
    const sent = (name: string) => rawHeaders[rawHeaders.findIndex((text: string) => text.toLowerCase() === name) + 1]
    assert.equal(sent('traceparent'), `00-${say.traceId}-${call.spanId}-01`)
    assert.equal(sent('x-amzn-trace-id'), `Root=1-${say.traceId.slice(0, 8)}-${say.traceId.slice(8)}`)
    const { connectionId } = chat.payloads('shout')[0].requestContext
    const place = {
      'aws.api_gateway.api_id': 'chat',
      'aws.api_gateway.stage': 'dev',
      'sallyport.websocket.connection_id': connectionId,
    }
    const shout = named(spans, 'shout')
    const { requestId } = chat.payloads('shout')[0].requestContext
    assert.deepEqual(facts(shout), {
      attributes: {
        ...place,
        'aws.request_id': requestId,
        'sallyport.websocket.event': 'MESSAGE',
        'sallyport.websocket.status': 200,
      },
      hasFailed: false,
      kind: 'server',
    })
    assert.equal(named(spans, 'invoke shout').parentSpanId, shout.spanId)
    assert.equal(named(spans, 'MESSAGE').attributes['sallyport.websocket.status'], 403)
    const end = named(spans, '$disconnect')
    assert.deepEqual(
      [end.attributes['sallyport.websocket.event'], end.attributes['sallyport.websocket.close_code']],
      ['DISCONNECT', 4001],
    )
    const roots = [say, shout, end, named(spans, 'MESSAGE'), named(spans, 'GET $connect')]
    assert.equal(new Set(roots.map((span) => span.traceId)).size, roots.length)
    assert.ok(roots.every((span) => span.parentSpanId === ''))
    const lines = chat.logged.filter((line) => Object(line).traceId !== undefined)
    assert.deepEqual(
      new Set(lines.map((line) => Object(line).traceId)),
      new Set([say.traceId, shout.traceId, named(spans, 'MESSAGE').traceId]),
    )
  })

  test('have one for a call of @connections, within the trace that it names', async () => {
    const { spans } = await trace({ routes: { $connect: {} } }, async (chat) => {
      const client = await chat.client()
      const { connectionId } = chat.payloads('connect')[0].requestContext
      const path = `/_api/chat/dev/@connections/${encodeURIComponent(connectionId)}`
      assert.equal((await chat.ask('POST', path, { ...signed, body: 'hello' })).status, 200)
      assert.equal((await chat.ask('POST', path, { body: 'unsigned' })).status, 403)
      client.socket.close()
      await client.closed
    })
    const calls = spans.filter(({ name }) => name === 'POST /@connections/{connectionId}')
    assert.deepEqual(
      calls.map((span) => [span.attributes['http.response.status_code'], span.parentSpanId, span.kind]),
      [
        [200, spanId, 'server'],
        [403, '', 'server'],
      ],
    )
    assert.equal(calls[0]?.attributes['http.route'], '/@connections/{connectionId}')
  })

  test('say what failed, and nothing of what was said', async () => {
    const secrets = ['query-secret-1', 'message-secret-2', 'function-secret-3', 'header-secret-4', 'callback-secret-5']
    const failing = () => ({ kind: 'function-error', errorType: 'Error', errorMessage: 'function-secret-3' })
    const { spans, bytes } = await trace(
      { routes: { $connect: {}, say: {} }, functions: { say: failing } },
      async (chat) => {
        const raw = await openRaw(
          chat.port,
          handshakeText('/_api/chat/dev?token=query-secret-1', ['X-Secret: header-secret-4']),
        )
        const { length } = await raw.received(100)
        raw.write(frame('{"action":"say","text":"message-secret-2"}'))
        const { connectionId } = chat.payloads('connect')[0].requestContext
        const path = `/_api/chat/dev/@connections/${encodeURIComponent(connectionId)}`
        await chat.ask('POST', path, { ...signed, body: 'callback-secret-5' })
        await raw.received(length + 100)
        raw.write(frame('', { opcode: 8 }))
        await raw.ended
      },
    )
    assert.deepEqual([named(spans, 'say').hasFailed, named(spans, 'invoke say').hasFailed], [true, true])
    assert.deepEqual(
      secrets.filter((secret) => bytes.includes(secret)),
      [],
    )
  })
})
