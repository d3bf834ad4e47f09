import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { after, describe, test } from 'node:test'
import type { FunctionStreams, StreamEnd, StreamingCall } from '../../src/ports/functions.ts'
import type { LogSink } from '../../src/ports/log-sink.ts'
import { functionArn, region, resource, startBackend, startGateway } from './gateway-under-test.ts'
import type { Backend, UnderTest, UnderTestOptions } from './gateway-under-test.ts'

const started: AsyncDisposable[] = []
after(async () => {
  for (const one of started) await one[Symbol.asyncDispose]()
})

const delimiter = '\0'.repeat(8)
const logArn = `arn:aws:logs:${region}:123456789012:log-group:api`

function streamingUri(name: string): string {
  const path = `2021-11-15/functions/${functionArn(name)}/response-streaming-invocations`
  return `arn:aws:apigateway:${region}:lambda:path/${path}`
}

interface Api {
  readonly integrations: Readonly<Record<string, object>>
  readonly properties?: object
  readonly format?: string
}

/** A REST API with one GET for each integration. */
function restApi({ integrations, properties = {}, format }: Api) {
  const paths = Object.entries(integrations).map(([path, integration]) => [
    path,
    { 'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': integration } },
  ])
  return [
    resource('Api', 'AWS::ApiGateway::RestApi', {
      Body: { openapi: '3.0.1', paths: Object.fromEntries(paths) },
      EndpointConfiguration: { Types: ['REGIONAL'] },
      ...properties,
    }),
    resource('Stage', 'AWS::ApiGateway::Stage', {
      RestApiId: 'api',
      StageName: 'v1',
      ...(format !== undefined && { AccessLogSetting: { DestinationArn: logArn, Format: format } }),
    }),
  ]
}

const overLambda = (name: string, more: object = {}) => ({
  type: 'aws_proxy',
  uri: streamingUri(name),
  responseTransferMode: 'STREAM',
  ...more,
})
const overHttp = (uri: string, more: object = {}) => ({
  type: 'http_proxy',
  uri,
  httpMethod: 'ANY',
  responseTransferMode: 'STREAM',
  ...more,
})

async function gateway(options: UnderTestOptions): Promise<UnderTest> {
  const opened = await startGateway(options)
  started.push(opened)
  return opened
}

async function backend(answer: Parameters<typeof startBackend>[0]): Promise<Backend> {
  const opened = await startBackend(answer)
  started.push(opened)
  return opened
}

/** A streaming function: what it does with the call is the test's. */
const streaming = (run: (call: StreamingCall, write: (text: string) => Promise<void>) => Promise<StreamEnd | void>) =>
  (async (call) =>
    (await run(call, (text) => call.write(Buffer.from(text, 'latin1')))) ?? {
      kind: 'complete',
    }) satisfies FunctionStreams['stream']

const says = (...pieces: string[]) =>
  streaming(async (_, write) => {
    for (const piece of pieces) await write(piece)
  })

async function open(port: number, path: string, method = 'GET'): Promise<IncomingMessage> {
  const request = httpRequest({ host: '127.0.0.1', port, path, method, agent: false })
  request.on('error', () => {})
  request.end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}

describe('1.21 response streaming of functions', () => {
  test('1.21 metadata, eight zero bytes and the body, however they are cut', async () => {
    const metadata = JSON.stringify({
      statusCode: 201,
      headers: { 'Content-Type': 'text/event-stream', 'x-one': '1' },
      multiValueHeaders: { 'x-many': ['a', 'b'] },
      cookies: ['c=1', 'd=2'],
    })
    const whole = `${metadata}${delimiter}one\0two`
    const pieces = [...whole]
    const { ask, calls } = await gateway({
      resources: restApi({ integrations: { '/s': overLambda('stream') } }),
      streams: { stream: says(...pieces) },
    })
    const answer = await ask('GET', '/api/v1/s?q=1')
    assert.equal(answer.status, 201)
    assert.equal(answer.body, 'one\0two')
    const { 'content-type': type, 'set-cookie': cookies, 'x-many': many, 'x-one': one } = answer.headers
    assert.deepEqual(
      { type, cookies, many, one },
      { type: 'text/event-stream', cookies: ['c=1', 'd=2'], many: 'a, b', one: '1' },
    )
    assert.equal(answer.headers['transfer-encoding'], 'chunked')
    assert.match(String(answer.headers['x-amzn-trace-id']), /^Root=1-/)
    assert.match(String(answer.headers['x-amzn-requestid']), /./)
    const [call] = calls
    assert.equal(call?.functionArn, functionArn('stream'))
    assert.match(JSON.stringify(call.payload), /"httpMethod":"GET"/)
  })

  test('1.21 what is written reaches the client before the function is over, the head before any body', async () => {
    const goOn = Promise.withResolvers<void>()
    const { port } = await gateway({
      resources: restApi({ integrations: { '/s': overLambda('stream') } }),
      streams: {
        stream: streaming(async (_, write) => {
          await write(`{}${delimiter}`)
          await goOn.promise
          await write('late')
        }),
      },
    })
    const response = await open(port, '/api/v1/s')
    assert.equal(response.statusCode, 200)
    assert.equal(response.headers['content-type'], 'application/json')
    goOn.resolve()
    assert.equal(await textOf(response), 'late')
  })

  for (const [name, pieces] of [
    ['without the end of the metadata', ['{"statusCode":200,"body":"x"}']],
    ['whose metadata are longer than 16 KB', [`{"headers":{"a":"${'x'.repeat(17_000)}"}}`, delimiter]],
    ['whose metadata are no JSON', [`nothing${delimiter}body`]],
    ['whose status is none', [`{"statusCode":99}${delimiter}body`]],
    ['whose header would split the response', [`{"headers":{"x":"a\\r\\nb"}}${delimiter}body`]],
    ['with nothing at all', []],
  ] as const) {
    test(`1.21 an answer ${name} is 502`, async () => {
      const { ask } = await gateway({
        resources: restApi({ integrations: { '/s': overLambda('stream') } }),
        streams: { stream: says(...pieces) },
      })
      const answer = await ask('GET', '/api/v1/s')
      assert.deepEqual([answer.status, answer.json], [502, { message: 'Internal server error' }])
    })
  }

  test('1.21 a function that fails before its metadata is 502, and cut off behind them', async () => {
    const thrown: StreamEnd = { kind: 'function-error', errorType: 'Error', errorMessage: 'no' }
    const { ask, port, logged } = await gateway({
      resources: restApi({ integrations: { '/early': overLambda('early'), '/late': overLambda('late') } }),
      streams: {
        early: streaming(async () => thrown),
        late: streaming(async (_, write) => {
          await write(`{}${delimiter}part`)
          return thrown
        }),
      },
    })
    assert.equal((await ask('GET', '/api/v1/early')).status, 502)
    const response = await open(port, '/api/v1/late')
    assert.equal(response.statusCode, 200)
    await assert.rejects(textOf(response), { code: 'ECONNRESET' })
    const line = logged.find((fields) => 'path' in fields && fields.path === '/late')
    assert.ok(line && 'reason' in line && line.reason === 'function-failed: Error: no')
  })

  test('1.21 a client that goes away ends the function', async () => {
    const ended = Promise.withResolvers<void>()
    const { port } = await gateway({
      resources: restApi({ integrations: { '/s': overLambda('stream') } }),
      streams: {
        stream: streaming(async ({ signal }, write) => {
          await write(`{}${delimiter}part`)
          await once(signal, 'abort')
          ended.resolve()
          return { kind: 'unavailable', reason: 'ended' }
        }),
      },
    })
    const response = await open(port, '/api/v1/s')
    response.destroy()
    response.on('error', () => {})
    await ended.promise
  })

  test('1.21 a function writes no faster than its client reads', async () => {
    let taken = 0
    const reached = Promise.withResolvers<void>()
    const { port } = await gateway({
      resources: restApi({ integrations: { '/s': overLambda('stream') } }),
      streams: {
        stream: streaming(async ({ write, signal }) => {
          await write(Buffer.from(`{}${delimiter}`))
          const piece = Buffer.alloc(65_536)
          const slow = setTimeout(() => reached.resolve(), 300)
          for (let index = 0; index < 128 && !signal.aborted; index += 1) {
            await write(piece)
            taken += piece.length
            slow.refresh()
          }
        }),
      },
    })
    const response = await open(port, '/api/v1/s')
    response.pause()
    await reached.promise
    assert.ok(taken < 128 * 65_536, `${taken} bytes were taken of a client that reads none`)
    assert.equal((await textOf(response)).length, 128 * 65_536)
  })

  test('1.21 what is over the first bytes goes at the pace of the gateway', async () => {
    const size = 300_000
    const { port } = await gateway({
      resources: restApi({ integrations: { '/s': overLambda('stream') } }),
      streams: {
        stream: streaming(async ({ write }) => {
          await write(Buffer.from(`{}${delimiter}`))
          for (let at = 0; at < size; at += 10_000) await write(Buffer.alloc(10_000))
        }),
      },
      options: { streamPace: { unslowedBytes: 200_000, bytesPerSecond: 400_000 } },
    })
    const response = await open(port, '/api/v1/s')
    const startedAt = performance.now()
    assert.equal((await textOf(response)).length, size)
    assert.ok(performance.now() - startedAt >= 200, 'a hundred thousand bytes at four hundred thousand a second')
  })

  test('1.21 the time-out is for all of the response: 504 before the metadata, cut off behind them', async () => {
    const timedOut: StreamEnd = { kind: 'timeout' }
    const { ask, port, calls } = await gateway({
      resources: restApi({
        integrations: { '/early': overLambda('early', { timeoutInMillis: 900_000 }), '/late': overLambda('late') },
      }),
      streams: {
        early: streaming(async () => timedOut),
        late: streaming(async (_, write) => {
          await write(`{}${delimiter}part`)
          return timedOut
        }),
      },
    })
    const early = await ask('GET', '/api/v1/early')
    assert.deepEqual([early.status, early.json], [504, { message: 'Endpoint request timed out' }])
    assert.equal(calls[0]?.timeoutMilliseconds, 900_000)
    await assert.rejects(textOf(await open(port, '/api/v1/late')), { code: 'ECONNRESET' })
    assert.equal(calls[1]?.timeoutMilliseconds, 29_000)
  })

  test('1.21 a stream that brings nothing for too long is over', async () => {
    const { definitionFromTemplate } = await import('../../src/gateway/loading/definition-from-template.ts')
    const resources = restApi({ integrations: { '/s': overLambda('stream') } })
    const { apis, ...rest } = definitionFromTemplate(resources, { region, accountId: '123456789012' })
    const { ask } = await gateway({
      resources,
      streams: {
        stream: streaming(async ({ signal }) => {
          await once(signal, 'abort')
          return { kind: 'unavailable', reason: 'ended' }
        }),
      },
      options: { definition: { ...rest, apis: apis.map((api) => ({ ...api, streamIdleMilliseconds: 100 })) } },
    })
    assert.equal((await ask('GET', '/api/v1/s')).status, 504)
  })
})

describe('1.21 response streaming over HTTP', () => {
  test('1.21 a response goes on while the backend writes it, beyond 10 MB', async () => {
    const size = 11 * 1024 * 1024
    const goOn = Promise.withResolvers<void>()
    const { url } = await backend((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' }).flushHeaders()
      void goOn.promise.then(() => response.end(Buffer.alloc(size)))
    })
    const { port } = await gateway({ resources: restApi({ integrations: { '/h': overHttp(url) } }) })
    const response = await open(port, '/api/v1/h')
    assert.equal(response.statusCode, 200)
    goOn.resolve()
    assert.equal((await textOf(response)).length, size)
  })

  test('1.21 the time-out ends a response that goes on for too long', async () => {
    const { url } = await backend((_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('.'), 10)
      response.on('close', () => clearInterval(timer))
    })
    const { port } = await gateway({
      resources: restApi({ integrations: { '/h': overHttp(url, { timeoutInMillis: 200 }) } }),
    })
    await assert.rejects(textOf(await open(port, '/api/v1/h')), { code: 'ECONNRESET' })
  })

  test('1.21 requests are not streamed: the backend gets them whole, with their length', async () => {
    const { url, seen } = await backend((_: IncomingMessage, response: ServerResponse) => void response.end('ok'))
    const { ask } = await gateway({ resources: restApi({ integrations: { '/h': overHttp(url) } }) })
    assert.equal((await ask('POST', '/api/v1/h', { body: 'whole' })).body, 'ok')
    assert.equal(seen[0]?.body, 'whole')
  })
})

describe('1.20 access log of streamed responses', () => {
  test('1.20 the mode and the times of a stream', async () => {
    const lines: string[] = []
    const sink: LogSink = { write: async (batch) => void lines.push(...batch) }
    const { url } = await backend((_, response) => void response.end('ok'))
    const names = ['responseTransferMode', 'timeToAllHeaders', 'timeToFirstContent', 'latency', 'status']
    const under = await startGateway({
      resources: restApi({
        integrations: { '/s': overLambda('stream'), '/b': { type: 'http_proxy', uri: url, httpMethod: 'GET' } },
        format: names.map((name) => `$context.integration.${name}`).join(' '),
      }),
      streams: { stream: says(`{"statusCode":202}${delimiter}body`) },
      options: { findLogSink: () => sink },
    })
    await under.ask('GET', '/api/v1/s')
    await under.ask('GET', '/api/v1/b')
    await under[Symbol.asyncDispose]()
    assert.deepEqual(lines, ['STREAMED 0 0 0 202', 'BUFFERED - - 0 200'])
  })
})

describe('1.21 what STREAM forbids', () => {
  const refused = (integration: object, properties: object, expected: RegExp) =>
    assert.rejects(gateway({ resources: restApi({ integrations: { '/s': integration }, properties }) }), expected)

  for (const [name, integration, properties, expected] of [
    ['another mode', overLambda('f', { responseTransferMode: 'SOMEHOW' }), {}, /must be STREAM or BUFFERED/],
    ['integrations that are no proxies', overLambda('f', { type: 'aws' }), {}, /streams proxy integrations only/],
    [
      'templates for responses',
      overLambda('f', {
        responses: { default: { statusCode: 200, responseTemplates: { 'application/json': '$input.body' } } },
      }),
      {},
      /needs the whole response/,
    ],
    [
      'keys of a cache',
      overLambda('f', { cacheKeyParameters: ['method.request.path.id'] }),
      {},
      /needs the whole response/,
    ],
    ['compression', overLambda('f'), { MinimumCompressionSize: 100 }, /compresses responses, but ANY \/s streams/],
    [
      'the address of a plain invocation',
      overLambda('f', {
        uri: streamingUri('f').replace('2021-11-15', '2015-03-31').replace('response-streaming-', ''),
      }),
      {},
      /is not how a response is streamed/,
    ],
    [
      'the streaming address without it',
      overLambda('f', { responseTransferMode: 'BUFFERED' }),
      {},
      /asks for a streamed response/,
    ],
    ['more than 15 minutes', overLambda('f', { timeoutInMillis: 900_001 }), {}, /must be from 50 to 900000/],
  ] as const) {
    test(`1.21 refuses ${name}`, () => refused(integration, properties, expected))
  }

  test('1.21 an edge endpoint, the default, idles for 30 seconds, a regional one for 5 minutes', async () => {
    const { definitionFromTemplate } = await import('../../src/gateway/loading/definition-from-template.ts')
    const idleOf = (properties: object) =>
      definitionFromTemplate(restApi({ integrations: { '/s': overLambda('f') }, properties }), {
        region,
        accountId: '123456789012',
      }).apis[0]?.streamIdleMilliseconds
    assert.equal(idleOf({}), 300_000)
    assert.equal(idleOf({ EndpointConfiguration: undefined }), 30_000)
    assert.equal(
      idleOf({ EndpointConfiguration: undefined, Parameters: { endpointConfigurationTypes: 'REGIONAL' } }),
      300_000,
    )
  })
})
