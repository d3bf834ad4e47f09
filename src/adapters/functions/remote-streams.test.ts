import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { EventStreamCodec } from '@smithy/core/event-streams'
import type { StreamEnd } from '../../ports/functions.ts'
import { createLambdaEndpoint } from './lambda-endpoint.ts'
import { parseWebhookFile } from './webhook-file.ts'
import { createWebhookRunner } from './webhook-runner.ts'

const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:streams'
const clock = { now: () => new Date('2026-11-30T12:34:56Z') }
const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString(),
  (text) => Buffer.from(text),
)

/** Written by AWS's own SDK. */
function event(type: string, payload: string | Uint8Array): Uint8Array {
  return codec.encode({
    headers: {
      ':message-type': { type: 'string', value: 'event' },
      ':event-type': { type: 'string', value: type },
      at: { type: 'timestamp', value: new Date(0) },
      flag: { type: 'boolean', value: true },
      long: { type: 'binary', value: Buffer.from('binary') },
    },
    body: Buffer.from(payload),
  })
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

async function serve(answer: Answer) {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => void answer(request, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

interface Streamed {
  readonly end: StreamEnd
  readonly text: string
}

async function streamed(
  runner: ReturnType<typeof createLambdaEndpoint>,
  { signal = new AbortController().signal, timeoutMilliseconds = 5000 } = {},
): Promise<Streamed> {
  let text = ''
  const end = await runner.stream({
    functionArn,
    payload: { a: 1 },
    timeoutMilliseconds,
    requestId: 'request-1',
    signal,
    write: async (piece) => void (text += Buffer.from(piece).toString()),
  })
  return { end, text }
}

async function fromLambda(answer: Answer, options = {}) {
  await using lambda = await serve(answer)
  const accessKey = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: undefined }
  const credentials = { find: async () => ({ kind: 'found', accessKey }) as const }
  return await streamed(createLambdaEndpoint({ endpoint: lambda.url, credentials, clock }), options)
}

const complete = { kind: 'complete' } as const
const broken = { kind: 'unavailable', reason: 'Lambda broke the stream off', error: 'ServiceException' } as const
const noConnection = { ...broken, reason: 'no connection' }

describe('functions that stream at a Lambda endpoint', () => {
  test('1.21 pieces are read off Lambda’s event stream, however it is cut', async () => {
    const bytes = Buffer.concat([
      event('PayloadChunk', 'one '),
      event('PayloadChunk', 'two'),
      event('InvokeComplete', '{}'),
    ])
    const asked: (string | undefined)[] = []
    const { end, text } = await fromLambda(async (request, response) => {
      asked.push(request.url, request.headers.authorization?.split(' ', 1)[0])
      for (let at = 0; at < bytes.length; at += 7) {
        response.write(bytes.subarray(at, at + 7))
        await new Promise(setImmediate)
      }
      response.end()
    })
    assert.deepEqual({ end, text }, { end: complete, text: 'one two' })
    const path = `/2021-11-15/functions/${encodeURIComponent(functionArn)}/response-streaming-invocations`
    assert.deepEqual(asked, [path, 'AWS4-HMAC-SHA256'])
  })

  const piece = event('PayloadChunk', 'part')
  const flipped = Buffer.from(event('PayloadChunk', 'part'))
  flipped.writeUInt8(flipped.readUInt8(flipped.length - 6) ^ 1, flipped.length - 6)
  for (const [name, bytes, end, text] of [
    [
      'the function threw',
      [
        piece,
        event(
          'InvokeComplete',
          JSON.stringify({
            ErrorCode: 'Function.Error',
            ErrorDetails: '{"errorType":"TypeError","errorMessage":"no"}',
          }),
        ),
      ],
      { kind: 'function-error', errorType: 'TypeError', errorMessage: 'no' },
      'part',
    ],
    [
      'Lambda ended the function',
      [event('InvokeComplete', '{"ErrorCode":"Runtime.ExitError","ErrorDetails":"RequestId: 1 Error: exit"}')],
      { kind: 'function-error', errorType: 'Runtime.ExitError', errorMessage: 'RequestId: 1 Error: exit' },
      '',
    ],
    ['the stream ends between messages', [piece], broken, 'part'],
    ['the stream ends within a message', [piece, piece.subarray(0, 20)], noConnection, 'part'],
    ['a message was changed', [flipped], noConnection, ''],
    ['it is no event stream', [Buffer.from('{"statusCode":200,"body":"x"}')], noConnection, ''],
  ] as const) {
    test(`1.21 tells where ${name}`, async () => {
      assert.deepEqual(await fromLambda((_, response) => void response.end(Buffer.concat(bytes))), { end, text })
    })
  }

  test('1.21 tells why Lambda refuses, and when its time is up', async () => {
    const refused = await fromLambda((_, response) => void response.writeHead(404).end('{}'))
    assert.deepEqual(refused.end, {
      kind: 'unavailable',
      reason: 'Lambda answered 404',
      error: 'ResourceNotFoundException',
    })
    const late = { end: complete as StreamEnd, text: '' }
    // The time may be over before the piece has come.
    for (let timeoutMilliseconds = 200; late.text === ''; timeoutMilliseconds *= 2) {
      Object.assign(late, await fromLambda((_, response) => void response.write(piece), { timeoutMilliseconds }))
      assert.deepEqual(late.end, { kind: 'timeout' })
    }
    assert.equal(late.text, 'part')
  })

  test('1.21 hangs up when nobody wants the answer any more', async () => {
    const nobody = new AbortController()
    const closed = Promise.withResolvers<void>()
    const { end } = await fromLambda(
      (_, response) => {
        response.write(piece)
        response.on('close', () => closed.resolve())
        setTimeout(() => nobody.abort(), 10)
      },
      { signal: nobody.signal },
    )
    assert.deepEqual(end, noConnection)
    await closed.promise
  })
})

describe('functions that stream and are webhooks', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  async function fromWebhook(answer: Answer) {
    await using service = await serve(answer)
    const webhooks = parseWebhookFile(JSON.stringify({ [functionArn]: { url: `${service.url}/hook`, secret } }))
    return await streamed(createWebhookRunner(webhooks, { clock }))
  }

  test('1.21 the body of the answer is what the function streams', async () => {
    const { end, text } = await fromWebhook((_, response) => void response.end('{}\0\0\0\0\0\0\0\0body'))
    assert.deepEqual({ end, text }, { end: complete, text: '{}\0\0\0\0\0\0\0\0body' })
  })

  test('1.21 400 is an error of the function, 500 one of its service', async () => {
    const thrown = '{"errorType":"TypeError","errorMessage":"no"}'
    const one = await fromWebhook((_, response) => void response.writeHead(400).end(thrown))
    assert.deepEqual(one.end, { kind: 'function-error', errorType: 'TypeError', errorMessage: 'no' })
    const other = await fromWebhook((_, response) => void response.writeHead(500).end())
    assert.deepEqual(other.end, { kind: 'unavailable', reason: 'the webhook answered 500', error: 'ServiceException' })
  })
})
