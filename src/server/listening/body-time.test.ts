import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as startRequest } from 'node:http'
import { describe, test } from 'node:test'
import { until } from '../../../test/until.ts'
import { limitBodyTime } from './body-time.ts'
import { bodyTimes, parserOptions, type BodyTime } from '../limits.ts'

/** A server that answers with the size of the body, and a request to it that goes on for as long as it likes. */
async function openBody(time: BodyTime, thinks: Promise<void> = Promise.resolve()) {
  let taken = 0
  let isWhole = false
  const arrived = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    limitBodyTime(request, response, time)
    arrived.resolve()
    request.on('error', () => {})
    const answer = async (): Promise<void> => {
      for await (const chunk of request) taken += chunk.length
      isWhole = true
      await thinks
      response.end(String(taken))
    }
    answer().catch(() => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const request = startRequest({ port, host: '127.0.0.1', method: 'PUT', agent: false })
  // What it still sends once it is cut off finds nobody.
  request.on('error', () => {})
  const answer = once(request, 'response').then(async ([response]) => {
    return [response.statusCode, Buffer.concat(await response.toArray()).toString()]
  })
  // The head comes alone: what comes with it is no progress of the body.
  request.flushHeaders()
  await arrived.promise
  let sent = 0
  return {
    request,
    answer,
    isWhole: () => isWhole,
    /** Resolves when the server has it. */
    async bring(bytes: number) {
      request.write('x'.repeat(bytes))
      sent += bytes
      await until(() => taken === sent)
    },
    [Symbol.asyncDispose]: async () => {
      request.destroy()
      server.close()
    },
  }
}

describe('the time that a body may take', () => {
  const tooLate = [408, '{"message":"The request took too long."}'] as const

  test('is over once for all where no body can bring enough', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    await using on = await openBody({ milliseconds: 100, enoughBytes: Infinity })
    await on.bring(1000)
    t.mock.timers.tick(99)
    await on.bring(1000)
    t.mock.timers.tick(1)
    assert.deepEqual(await on.answer, tooLate)
  })

  test('begins anew for a body that brings enough', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    await using on = await openBody({ milliseconds: 100, enoughBytes: 500 })
    for (let count = 0; count < 15; count += 1) {
      await on.bring(1000)
      t.mock.timers.tick(100)
    }
    on.request.end()
    assert.deepEqual(await on.answer, [200, '15000'])
  })

  test('is over for such a body too when it stops coming', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    await using on = await openBody({ milliseconds: 100, enoughBytes: 500 })
    await on.bring(1000)
    t.mock.timers.tick(100)
    await on.bring(100)
    t.mock.timers.tick(100)
    assert.deepEqual(await on.answer, tooLate)
  })

  test('is not over for an answer that takes long', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    const thought = Promise.withResolvers<void>()
    await using on = await openBody({ milliseconds: 20, enoughBytes: Infinity }, thought.promise)
    on.request.end('x')
    await until(() => on.isWhole())
    t.mock.timers.tick(100)
    thought.resolve()
    assert.deepEqual(await on.answer, [200, '1'])
  })

  test('is longer for uploads only, and Node cuts off neither sooner', () => {
    assert.deepEqual(bodyTimes, {
      ordinary: { milliseconds: 30_000, enoughBytes: Infinity },
      upload: { milliseconds: 30_000, enoughBytes: 1_048_576 },
    })
    assert.equal(parserOptions.requestTimeout, 900_000)
  })
})
