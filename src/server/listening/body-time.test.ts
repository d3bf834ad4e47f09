import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as startRequest, type ClientRequest } from 'node:http'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { limitBodyTime } from './body-time.ts'
import { bodyTimes, parserOptions, type BodyTime } from '../limits.ts'

/** A server that answers with the size of the body, and a request to it that goes on for as long as it likes. */
async function openBody(time: BodyTime, thinksMilliseconds = 0) {
  const server = createServer((request, response) => {
    limitBodyTime(request, response, time)
    request.on('error', () => {})
    const answer = async (): Promise<void> => {
      const chunks = await request.toArray()
      await wait(thinksMilliseconds)
      response.end(String(Buffer.concat(chunks).length))
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
  return {
    request,
    answer,
    [Symbol.asyncDispose]: async () => {
      request.destroy()
      server.close()
    },
  }
}

async function drip(request: ClientRequest, pieces: number): Promise<void> {
  for (let count = 0; count < pieces && !request.destroyed; count += 1) {
    request.write('x'.repeat(1000))
    await wait(20)
  }
}

describe('the time that a body may take', () => {
  test('is over once for all where no body can bring enough', async () => {
    await using on = await openBody({ milliseconds: 100, enoughBytes: Infinity })
    void drip(on.request, 1000)
    assert.deepEqual(await on.answer, [408, '{"message":"The request took too long."}'])
  })

  test('begins anew for a body that brings enough', async () => {
    await using on = await openBody({ milliseconds: 100, enoughBytes: 500 })
    await drip(on.request, 15)
    on.request.end()
    assert.deepEqual(await on.answer, [200, '15000'])
  })

  test('is over for such a body too when it stops coming', async () => {
    await using on = await openBody({ milliseconds: 100, enoughBytes: 500 })
    await drip(on.request, 8)
    assert.deepEqual(await on.answer, [408, '{"message":"The request took too long."}'])
  })

  test('is not over for an answer that takes long', async () => {
    await using on = await openBody({ milliseconds: 20, enoughBytes: Infinity }, 100)
    on.request.end('x')
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
