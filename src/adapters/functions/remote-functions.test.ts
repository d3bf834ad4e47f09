import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type HttpAnswer, type HttpCall, startHttpDouble } from '../../../test/mail/http-double.ts'
import { parseSigV4Authorization } from '../../http/sigv4-authorization.ts'
import { canonicalRequest, deriveSigningKey, sha256Hex, sign, stringToSign } from '../../http/sigv4-canonical.ts'
import type { FunctionResult } from '../../ports/functions.ts'
import { boundPerFunction } from './bounded-runner.ts'
import { createFirstRunner } from './first-runner.ts'
import { createLambdaEndpoint } from './lambda-endpoint.ts'
import { parseWebhookFile } from './webhook-file.ts'
import { createWebhookRunner, webhookSignature } from './webhook-runner.ts'

const now = new Date('2026-11-30T12:34:56Z')
const clock = { now: () => now }
const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:pre-sign-up'
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret-canary', sessionToken: 'token-canary' }
const own = { find: async () => ({ kind: 'found', accessKey: credentials }) as const }
const traceId = 'Root=1-6750e766-aabbccddeeff001122334455'
const call = { functionArn, payload: { a: 1 }, timeoutMilliseconds: 5000, requestId: 'request-1', traceId }
const secretText = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const unavailable = (reason: string, error: string): FunctionResult =>
  ({ kind: 'unavailable', reason, error }) as FunctionResult

type Answering = (call: HttpCall) => HttpAnswer | undefined

describe('functions at a Lambda endpoint', () => {
  async function invoke(answer: Answering, timeoutMilliseconds = 5000) {
    await using lambda = await startHttpDouble(answer)
    const runner = createLambdaEndpoint({ endpoint: `${lambda.url}/`, credentials: own, clock })
    const result = await runner.invoke({ ...call, timeoutMilliseconds })
    return { result, calls: [...lambda.calls] }
  }

  test('are invoked by their ARN, signed for their region', async () => {
    const { result, calls } = await invoke((request) =>
      isSigned(request) ? { status: 200, body: '{"b":2}' } : { status: 403 },
    )
    assert.deepEqual(result, { kind: 'success', payload: { b: 2 } })
    const [sent] = calls
    assert.equal(sent?.path, `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`)
    assert.equal(sent.headers['x-amz-invocation-type'], 'RequestResponse')
    assert.equal(sent.headers['x-amzn-trace-id'], traceId)
    assert.deepEqual(JSON.parse(sent.body), { a: 1 })
  })

  const thrown = { 'x-amz-function-error': 'Unhandled' }
  const results: Readonly<Record<string, [answer: HttpAnswer | undefined, result: FunctionResult]>> = {
    'an error of the function': [
      { status: 200, headers: thrown, body: '{"errorType":"TypeError","errorMessage":"no"}' },
      { kind: 'function-error', errorType: 'TypeError', errorMessage: 'no' },
    ],
    'an error that says nothing': [
      { status: 200, headers: thrown, body: 'oops' },
      { kind: 'function-error', errorType: 'Error', errorMessage: 'Unhandled' },
    ],
    'an answer that is no JSON': [
      { status: 200, body: 'oops' },
      { kind: 'success', payload: undefined },
    ],
    'no such function': [{ status: 404 }, unavailable('Lambda answered 404', 'ResourceNotFoundException')],
    'no permission': [{ status: 403 }, unavailable('Lambda answered 403', 'AccessDeniedException')],
    'too many calls': [{ status: 429 }, unavailable('Lambda answered 429', 'TooManyRequestsException')],
    'a broken service': [{ status: 502 }, unavailable('Lambda answered 502', 'ServiceException')],
    'a redirect, which is not followed': [
      { status: 307, headers: { location: 'http://127.0.0.1:1/' } },
      unavailable('no connection', 'ServiceException'),
    ],
    'a connection that ends': [undefined, unavailable('no connection', 'ServiceException')],
  }
  for (const [name, [answer, expected]] of Object.entries(results)) {
    test(`tell of ${name}`, async () => assert.deepEqual((await invoke(() => answer)).result, expected))
  }
})

describe('functions that are webhooks', () => {
  const webhooksAt = (url: string) => parseWebhookFile(JSON.stringify({ [functionArn]: { url, secret: secretText } }))
  async function invoke(answer: Answering) {
    await using service = await startHttpDouble(answer)
    const runner = createWebhookRunner(webhooksAt(`${service.url}/hook`), { clock })
    return { result: await runner.invoke(call), calls: [...service.calls] }
  }

  test('sign as Standard Webhooks does in its own example', () => {
    const secret = Buffer.from(secretText.slice('whsec_'.length), 'base64')
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330', body: '{"test": 2432232314}' }
    assert.equal(webhookSignature(secret, message), 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  test('get the event with its id, its time and a signature over all of it', async () => {
    const { result, calls } = await invoke(() => ({ status: 200, body: '{"b":2}' }))
    assert.deepEqual(result, { kind: 'success', payload: { b: 2 } })
    const [sent] = calls
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = sent?.headers ?? {}
    assert.deepEqual([sent?.method, sent?.path, id, timestamp], ['POST', '/hook', 'request-1', '1796042096'])
    assert.equal(sent?.headers['x-amzn-trace-id'], traceId)
    const secret = Buffer.from(secretText.slice('whsec_'.length), 'base64')
    const signed = { id: String(id), timestamp: String(timestamp), body: sent?.body ?? '' }
    assert.equal(signature, webhookSignature(secret, signed))
  })

  const results: Readonly<Record<string, [answer: HttpAnswer | undefined, result: FunctionResult]>> = {
    'a refusal': [
      { status: 400, body: '{"errorMessage":"not you"}' },
      { kind: 'function-error', errorType: 'Error', errorMessage: 'not you' },
    ],
    'a wrong signature': [{ status: 401 }, unavailable('the webhook answered 401', 'AccessDeniedException')],
    'too many calls': [{ status: 429 }, unavailable('the webhook answered 429', 'TooManyRequestsException')],
    'a broken service': [{ status: 500 }, unavailable('the webhook answered 500', 'ServiceException')],
    'an endless answer': [
      { status: 200, body: 'x'.repeat(6_291_557) },
      unavailable('the answer is too large', 'ServiceException'),
    ],
  }
  for (const [name, [answer, expected]] of Object.entries(results)) {
    test(`tell of ${name}`, async () => assert.deepEqual((await invoke(() => answer)).result, expected))
  }

  test('that never answer run out of time', async () => {
    const asked: string[] = []
    const { createServer } = await import('node:http')
    const server = createServer(({ url = '' }) => void asked.push(url))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const runner = createWebhookRunner(webhooksAt(`http://127.0.0.1:${port}/`), { clock })
    // The time may be over before the call has come there.
    for (let timeoutMilliseconds = 50; asked.length === 0; timeoutMilliseconds *= 2) {
      assert.deepEqual(await runner.invoke({ ...call, timeoutMilliseconds }), { kind: 'timeout' })
    }
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })

  const wrongFiles: Readonly<Record<string, unknown>> = {
    'no JSON': 'canary',
    'no ARN': { canary: { url: 'https://a.example/', secret: secretText } },
    'plain HTTP to elsewhere': { [functionArn]: { url: 'http://canary.example/', secret: secretText } },
    'a password in the URL': { [functionArn]: { url: 'https://a:canary@a.example/', secret: secretText } },
    'a short secret': { [functionArn]: { url: 'https://a.example/', secret: 'whsec_Y2FuYXJ5' } },
    'something unknown': { [functionArn]: { url: 'https://a.example/', secret: secretText, more: 'canary' } },
  }
  for (const [name, file] of Object.entries(wrongFiles)) {
    test(`are not read from a file with ${name}, which is not shown`, () => {
      const text = typeof file === 'string' ? file : JSON.stringify(file)
      assert.throws(
        () => parseWebhookFile(text),
        (error: Error) =>
          /cannot be used/.test(error.message) &&
          !/Y2FuYXJ5|canary(?!\b\.)/.test(error.message.replace('wrong: canary', '')),
      )
    })
  }
})

describe('boundPerFunction', () => {
  test('keeps a slow function from taking the places of another', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const runner = boundPerFunction(
      {
        invoke: async ({ functionArn: arn }) => {
          if (arn === 'slow') await promise
          return { kind: 'success', payload: arn }
        },
        stream: async () => ({ kind: 'complete' }),
      },
      2,
    )
    const slow = [1, 2].map(() => runner.invoke({ ...call, functionArn: 'slow' }))
    assert.deepEqual(
      await runner.invoke({ ...call, functionArn: 'slow' }),
      unavailable('Rate Exceeded.', 'TooManyRequestsException'),
    )
    assert.deepEqual(await runner.invoke({ ...call, functionArn: 'other' }), { kind: 'success', payload: 'other' })
    resolve()
    await Promise.all(slow)
    assert.deepEqual(await runner.invoke({ ...call, functionArn: 'slow' }), { kind: 'success', payload: 'slow' })
  })
})

describe('createFirstRunner', () => {
  const host = (own: string, name: string) => ({
    has: (arn: string) => arn === own,
    invoke: async () => ({ kind: 'success', payload: name }) as const,
    stream: async () => ({ kind: 'unavailable', reason: name }) as const,
  })

  test('asks the first that has the function, and finds none where none has it', async () => {
    const runner = createFirstRunner([host('a', 'first'), host('a', 'second'), host('b', 'third')])
    const ask = (arn: string) => runner.invoke({ ...call, functionArn: arn })
    assert.deepEqual(await ask('a'), { kind: 'success', payload: 'first' })
    assert.deepEqual(await ask('b'), { kind: 'success', payload: 'third' })
    assert.deepEqual(await ask('c'), unavailable('Function not found: c', 'ResourceNotFoundException'))
  })
})

function isSigned({ method, path, headers, body }: HttpCall): boolean {
  const parsed = parseSigV4Authorization(headers.authorization ?? '')
  if (!parsed.ok) return false
  const { scope, signedHeaders, signature } = parsed.authorization
  const canonical = canonicalRequest({
    method,
    path,
    query: '',
    headers: new Map(signedHeaders.map((name) => [name, [String(headers[name])]])),
    payloadHash: sha256Hex(body),
  })
  const key = deriveSigningKey(credentials.secretAccessKey, scope)
  const expected = sign(key, stringToSign(canonical, String(headers['x-amz-date']), scope))
  const isOurs = scope.service === 'lambda' && scope.region === 'eu-central-1'
  return expected.equals(signature) && isOurs && headers['x-amz-security-token'] === credentials.sessionToken
}
