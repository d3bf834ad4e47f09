import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { after, describe, test } from 'node:test'
import type { LogSink } from '../../../src/ports/log-sink.ts'
import { startGateway } from '../gateway-under-test.ts'
import {
  closeStarted,
  delimiter,
  restApi,
  overLambda,
  overHttp,
  gateway,
  backend,
  says,
  open,
  textOf,
} from './streaming-under-test.ts'

after(closeStarted)

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

  test('1.21 the time-out ends a response that goes on for too long', async (t) => {
    const { url } = await backend((_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('.'), 10)
      response.on('close', () => clearInterval(timer))
    })
    const { port } = await gateway({
      resources: restApi({ integrations: { '/h': overHttp(url, { timeoutInMillis: 200 }) } }),
    })
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const response = await open(port, '/api/v1/h')
    t.mock.timers.tick(200)
    await assert.rejects(textOf(response), { code: 'ECONNRESET' })
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
