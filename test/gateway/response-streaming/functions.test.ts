import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { until } from '../../until.ts'
import type { StreamEnd } from '../../../src/ports/functions.ts'
import { functionArn, region } from '../gateway-under-test.ts'
import {
  closeStarted,
  delimiter,
  restApi,
  overLambda,
  gateway,
  streaming,
  says,
  open,
  textOf,
} from './streaming-under-test.ts'

after(closeStarted)

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

  test('1.21 what is over the first bytes goes at the pace of the gateway', async (t) => {
    const size = 300_000
    t.mock.timers.enable({ apis: ['setTimeout'] })
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
    let taken = 0
    response.on('data', (chunk: Buffer) => (taken += chunk.length))
    // From the first ten thousand bytes over the limit on, each ten thousand wait for 25 ms.
    for (let due = 210_000; due < size; due += 10_000) {
      await until(() => taken === due)
      t.mock.timers.tick(24)
      for (let turn = 0; turn < 20; turn += 1) await setImmediate()
      assert.equal(taken, due)
      t.mock.timers.tick(1)
    }
    await until(() => taken === size)
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
    const { definitionFromTemplate } = await import('../../../src/gateway/loading/definition-from-template.ts')
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
