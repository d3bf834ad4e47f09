import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ReceivedSpan } from '../../tracing/decode-traces.ts'
import { awsCredentials, calledAsProcess, startService } from '../aws-services/service-double.ts'
import { accountId, idClaims, region, startBackend, token, type Answer } from '../gateway-under-test.ts'
import { operation, restApi } from '../rest-api-under-test.ts'
import { trace } from './traced-gateway.ts'

const notes = () => ({ statusCode: 200, body: 'ok' })
const judge = ({ methodArn }: { methodArn: string }) => ({
  principalId: 'ada',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }],
  },
})
const functions = { notes, judge }
const backendUrl = 'http://127.0.0.1:1'
const traceId = '6750e766aabbccddeeff001122334455'
const spanId = '00f067aa0ba902b7'

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.filter((span) => span.name === name)
  assert.equal(found.length, 1, `${name} among ${spans.map((span) => span.name).join(', ')}`)
  return found[0] as ReceivedSpan
}

function sentHeader({ json }: Answer, name: string): string | undefined {
  const raw: readonly string[] = json.rawHeaders
  const at = raw.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name)
  return at === -1 ? undefined : raw[at + 1]
}

describe('traces of a gateway', () => {
  test('have a span for the request, its authorizer and its function', async () => {
    const authorization = await token(idClaims())
    const { spans, logged } = await trace({ backendUrl, functions }, async ({ ask }) => {
      assert.equal((await ask('GET', '/rest/dev/notes/7?q=1', { headers: { authorization } })).status, 200)
    })
    assert.equal(spans.length, 3)
    const server = named(spans, 'GET /notes/{id}')
    const authorizer = named(spans, 'authorizer cognito-user-pools')
    const invoked = named(spans, 'invoke notes')
    assert.deepEqual(server.attributes, {
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'http.route': '/notes/{id}',
      'network.protocol.version': '1.1',
      'server.address': '127.0.0.1',
      'server.port': 443,
      'url.path': '/notes/7',
      'url.scheme': 'https',
      'aws.api_gateway.api_id': 'rest',
      'aws.api_gateway.stage': 'dev',
      'aws.extended_request_id': 'AQEBAQEBAQEBAQE=',
      'aws.request_id': '03030303-0303-4303-8303-030303030303',
    })
    assert.deepEqual(authorizer.attributes, {
      'sallyport.authorizer.allowed': true,
      'sallyport.authorizer.kind': 'cognito-user-pools',
    })
    assert.deepEqual(invoked.attributes, {
      'faas.invoked_name': 'notes',
      'faas.invoked_provider': 'aws',
      'faas.invoked_region': 'eu-central-1',
    })
    assert.deepEqual(
      [server, authorizer, invoked].map(({ kind, hasFailed, parentSpanId }) => ({ kind, hasFailed, parentSpanId })),
      [
        { kind: 'server', hasFailed: false, parentSpanId: '' },
        { kind: 'internal', hasFailed: false, parentSpanId: server.spanId },
        { kind: 'client', hasFailed: false, parentSpanId: server.spanId },
      ],
    )
    assert.deepEqual(new Set(spans.map((span) => span.traceId)).size, 1)
    assert.equal(server.resource['service.name'], 'sallyport')
    assert.equal((logged[0] as { traceId?: string }).traceId, server.traceId)
  })

  test('of a Lambda authorizer show its function once, while its answer is remembered', async () => {
    const { spans } = await trace({ backendUrl, functions }, async ({ ask }) => {
      for (let i = 0; i < 2; i += 1) await ask('GET', '/rest/dev/judged', { headers: { authorization: 'let-me-in' } })
    })
    const asked = named(spans, 'invoke judge')
    const parent = spans.find((span) => span.spanId === asked.parentSpanId)
    assert.equal(parent?.name, 'authorizer lambda')
    assert.equal(spans.filter(({ name }) => name === 'authorizer lambda').length, 2)
  })

  test('of an HTTP backend name it by the definition, and end with its status', async () => {
    await using backend = await startBackend((_, response) => void response.writeHead(404).end('{}'))
    const { spans } = await trace({ backendUrl: backend.url }, async ({ ask }) => {
      await ask('GET', '/rest/dev/proxied/42?q=1')
    })
    const { attributes, hasFailed, kind } = named(spans, 'GET')
    assert.deepEqual([kind, hasFailed], ['client', true])
    assert.deepEqual(attributes, {
      'error.type': '404',
      'http.request.method': 'GET',
      'http.response.status_code': 404,
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(backend.url).port),
      'url.scheme': 'http',
      'url.template': '/things/{id}',
    })
    assert.equal(named(spans, 'GET /proxied/{id}').hasFailed, false)
  })

  test('of a service of AWS name it, and nothing that is asked of it', async () => {
    await using service = await startService(() => ({}))
    const { hostname } = new URL(service.url)
    const integration = {
      type: 'aws',
      httpMethod: 'POST',
      uri: `arn:aws:apigateway:${region}:dynamodb:action/GetItem`,
      credentials: `arn:aws:iam::${accountId}:role/gateway`,
      responses: { default: { statusCode: '200' } },
    }
    const system = {
      resources: restApi({ paths: { '/item': { post: operation(integration) } } }),
      reading: { awsPlaces: calledAsProcess(() => service.url) },
      options: { awsCredentials },
    }
    const { spans } = await trace({ backendUrl, system }, async ({ ask }) => {
      assert.equal((await ask('POST', '/rest/v1/item', { body: '{}' })).status, 200)
    })
    assert.deepEqual(named(spans, 'aws dynamodb').attributes, {
      'cloud.region': region,
      'http.response.status_code': 200,
      'rpc.service': 'dynamodb',
      'rpc.system.name': 'aws-api',
      'server.address': hostname,
    })
  })

  test('of a backend that cannot be reached fail with the kind of the failure', async () => {
    const { spans } = await trace({ backendUrl }, async ({ ask }) => {
      assert.equal((await ask('GET', '/rest/dev/proxied/42')).status, 504)
    })
    assert.equal(named(spans, 'GET').attributes['error.type'], 'unreachable')
    assert.equal(named(spans, 'GET /proxied/{id}').attributes['error.type'], '504')
  })

  test('of what was refused end where it was refused', async () => {
    const { spans } = await trace({ backendUrl, functions }, async ({ ask }) => {
      await ask('GET', '/rest/dev/notes/7')
      await ask('GET', '/rest/dev/nowhere')
      await ask('POST', '/http/notes')
    })
    const shown = spans.map(({ attributes, name }) => [
      name,
      attributes['http.response.status_code'] ?? attributes['sallyport.authorizer.allowed'],
    ])
    assert.deepEqual(
      new Map(shown.map(([name, value]) => [String(name), value])),
      new Map<string, unknown>([
        ['authorizer cognito-user-pools', false],
        ['GET /notes/{id}', 401],
        ['GET', 403],
        ['authorizer jwt', false],
        ['POST /notes', 401],
      ]),
    )
  })
})

describe('the context of a trace', () => {
  test('is taken in and sent on', async () => {
    await using backend = await startBackend()
    const answers: Answer[] = []
    const headers = { traceparent: `00-${traceId}-${spanId}-01`, tracestate: 'a=1,b=2' }
    const { spans } = await trace({ backendUrl: backend.url }, async ({ ask }) => {
      answers.push(
        await ask('GET', '/rest/dev/proxied/1', { headers }),
        await ask('GET', '/rest/dev/mapped', { headers }),
      )
    })
    const servers = spans.filter(({ kind }) => kind === 'server')
    assert.deepEqual(
      servers.map((span) => [span.traceId, span.parentSpanId, span.traceState]),
      [
        [traceId, spanId, 'a=1,b=2'],
        [traceId, spanId, 'a=1,b=2'],
      ],
    )
    const clients = spans.filter(({ kind }) => kind === 'client')
    const told = (JSON.parse(JSON.stringify(backend.seen)) as { rawHeaders: string[] }[]).map(({ rawHeaders }) => [
      sentHeader({ json: { rawHeaders } } as Answer, 'traceparent'),
      sentHeader({ json: { rawHeaders } } as Answer, 'tracestate'),
    ])
    assert.deepEqual(
      told,
      clients.map((span) => [`00-${traceId}-${span.spanId}-01`, 'a=1,b=2']),
    )
    assert.equal(answers.length, 2)
  })

  test('reaches functions and the functions of authorizers', async () => {
    const headers = { traceparent: `00-${traceId}-${spanId}-01`, authorization: 'let-me-in' }
    const seen: string[] = []
    const calls: (string | undefined)[] = []
    const { spans } = await trace(
      {
        backendUrl,
        stage: { TracingEnabled: true },
        functions: {
          judge: (event, call) => (calls.push(call.traceId), judge(event)),
          notes: (event, call) => (calls.push(call.traceId), seen.push(event.headers.traceparent), notes()),
        },
      },
      async ({ ask }) => void (await ask('GET', '/rest/dev/judged', { headers })),
    )
    assert.deepEqual(seen, [`00-${traceId}-${named(spans, 'invoke notes').spanId}-01`])
    const root = `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)}`
    assert.deepEqual(
      calls,
      ['invoke judge', 'invoke notes'].map((name) => `${root};Parent=${named(spans, name).spanId};Sampled=1`),
    )
  })

  test('that is not to be kept is sent on, and nothing is kept', async () => {
    await using backend = await startBackend()
    const { spans } = await trace({ backendUrl: backend.url }, async ({ ask }) => {
      const answer = await ask('GET', '/rest/dev/proxied/1', {
        headers: { traceparent: `00-${traceId}-${spanId}-00` },
      })
      assert.match(sentHeader(answer, 'traceparent') ?? '', new RegExp(`^00-${traceId}-(?!${spanId})[0-9a-f]{16}-00$`))
    })
    assert.deepEqual(spans, [])
  })

  const malformed: Readonly<Record<string, string | string[]>> = {
    'is no traceparent': 'nonsense',
    'is all zeros': `00-${'0'.repeat(32)}-${spanId}-01`,
    'is there twice': [`00-${traceId}-${spanId}-01`, `00-${traceId}-${spanId}-01`],
  }
  for (const [name, traceparent] of Object.entries(malformed)) {
    test(`that ${name} is replaced by a new one`, async () => {
      await using backend = await startBackend()
      const { spans } = await trace({ backendUrl: backend.url }, async ({ ask }) => {
        const answer = await ask('GET', '/rest/dev/proxied/1', { headers: { traceparent, tracestate: 'a=1' } })
        assert.match(sentHeader(answer, 'traceparent') ?? '', /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
        assert.equal(sentHeader(answer, 'tracestate'), undefined)
      })
      const server = spans.find(({ kind }) => kind === 'server')
      assert.equal(server?.parentSpanId, '')
      assert.notEqual(server?.traceId, traceId)
    })
  }

  test('passes untouched where nothing is traced', async () => {
    await using backend = await startBackend()
    const traceparent = 'whatever-the-client-says'
    const { spans } = await trace({ backendUrl: backend.url, stage: { TracingEnabled: false } }, async ({ ask }) => {
      const answer = await ask('GET', '/rest/dev/proxied/1', { headers: { traceparent } })
      assert.equal(sentHeader(answer, 'traceparent'), traceparent)
    })
    assert.deepEqual(spans, [])
  })
})

describe('1.19 X-Amzn-Trace-Id of a traced stage', () => {
  const root = `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)}`

  test('names the trace, and no span without TracingEnabled', async () => {
    await using backend = await startBackend()
    const { spans } = await trace({ backendUrl: backend.url }, async ({ ask }) => {
      const answer = await ask('GET', '/rest/dev/proxied/1', { headers: { 'x-amzn-trace-id': root } })
      assert.equal(sentHeader(answer, 'x-amzn-trace-id'), root)
      const own = await ask('GET', '/rest/dev/proxied/1')
      assert.match(sentHeader(own, 'x-amzn-trace-id') ?? '', /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/)
    })
    assert.equal(spans[0]?.traceId, traceId)
  })

  test('with TracingEnabled says where it is called and whether that is kept', async () => {
    await using backend = await startBackend()
    const sent = `${root};Parent=${spanId};Sampled=1`
    const answers: Answer[] = []
    const { spans } = await trace(
      { backendUrl: backend.url, functions: { ...functions }, stage: { TracingEnabled: true } },
      async ({ ask }) => {
        answers.push(await ask('GET', '/rest/dev/proxied/1', { headers: { 'x-amzn-trace-id': sent } }))
        const authorization = await token(idClaims())
        answers.push(
          await ask('GET', '/rest/dev/notes/1', {
            headers: { 'x-amzn-trace-id': `${sent.slice(0, -1)}0`, authorization },
          }),
        )
      },
    )
    const client = named(spans, 'GET')
    assert.equal(named(spans, 'GET /proxied/{id}').parentSpanId, spanId)
    assert.equal(sentHeader(answers[0] as Answer, 'x-amzn-trace-id'), `${root};Parent=${client.spanId};Sampled=1`)
    assert.match(String(answers[1]?.headers['x-amzn-trace-id']), new RegExp(`^${root};Parent=[0-9a-f]{16};Sampled=0$`))
    assert.equal(spans.length, 2)
  })
})
