import assert from 'node:assert/strict'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { describe, test } from 'node:test'
import { httpApi, restApi } from '../../../test/gateway/example-apis.ts'
import { listen, now, startGateway } from '../../../test/gateway/gateway-under-test.ts'

type Answer = (message: IncomingMessage, response: ServerResponse, count: number) => void

/** A backend that may cut connections instead of answering. */
async function startFailingBackend(answer: Answer) {
  const asked: string[] = []
  const server = createServer((message, response) => {
    asked.push(message.method ?? '')
    answer(message, response, asked.length)
  })
  const url = `http://127.0.0.1:${await listen(server)}`
  return {
    url,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const cut: Answer = (message) => void message.socket.destroy()
const after =
  (failures: number, fail: Answer): Answer =>
  (message, response, count) => {
    if (count <= failures) fail(message, response, count)
    else response.end('ok')
  }
const tagged = (url: string, tags: Record<string, string>) => httpApi(url, { Tags: tags })

describe('retries', () => {
  test('there are none without the extra', async () => {
    await using backend = await startFailingBackend(after(1, cut))
    await using gateway = await startGateway({ resources: tagged(backend.url, {}) })
    assert.equal((await gateway.ask('GET', '/http/plain/a')).status, 503)
    assert.equal(backend.asked.length, 1)
  })

  test('a request is sent again while connections fail, as often as the extra says', async () => {
    for (const [failures, status] of [
      [2, 200],
      [3, 503],
    ] as const) {
      await using backend = await startFailingBackend(after(failures, cut))
      await using gateway = await startGateway({ resources: tagged(backend.url, { 'sallyport:retries': '2' }) })
      assert.equal((await gateway.ask('GET', '/http/plain/a')).status, status)
      assert.equal(backend.asked.length, 3)
    }
  })

  test('a stage’s tag wins over that of its REST API', async () => {
    const tags = (value: string) => [{ Key: 'sallyport:retries', Value: value }]
    await using backend = await startFailingBackend(after(1, cut))
    const resources = restApi(backend.url).map((each) => ({
      ...each,
      properties: { ...each.properties, Tags: tags(each.logicalId === 'RestStage' ? '1' : '0') },
    }))
    await using gateway = await startGateway({ resources })
    assert.equal((await gateway.ask('GET', '/rest/dev/public/a')).status, 200)
  })

  const onlyOnce: readonly [name: string, method: string, body: string | undefined, fail: Answer, status: number][] = [
    ['POST', 'POST', undefined, cut, 503],
    ['PATCH', 'PATCH', undefined, cut, 503],
    ['a request with a body', 'PUT', 'body', cut, 503],
    ['an answer of 503', 'GET', undefined, (_, response) => void response.writeHead(503).end(), 503],
    ['an answer that is no HTTP', 'GET', undefined, ({ socket }) => void socket.end('nonsense\r\n\r\n'), 503],
  ]
  for (const [name, method, body, fail, status] of onlyOnce) {
    test(`nothing is sent again after ${name}`, async () => {
      await using backend = await startFailingBackend(after(1, fail))
      await using gateway = await startGateway({ resources: tagged(backend.url, { 'sallyport:retries': '5' }) })
      const asked = await gateway.ask(method, '/http/plain/a', body === undefined ? {} : { body })
      assert.equal(asked.status, status)
      assert.equal(backend.asked.length, 1)
    })
  }

  test('nothing is sent again once an answer has begun', async () => {
    await using backend = await startFailingBackend(
      after(1, ({ socket }, response) => {
        response.writeHead(200, { 'content-length': '9' }).write('half', () => socket.destroy())
      }),
    )
    await using gateway = await startGateway({ resources: tagged(backend.url, { 'sallyport:retries': '5' }) })
    await assert.rejects(gateway.ask('GET', '/http/plain/a'), { code: 'ECONNRESET' })
    assert.equal(backend.asked.length, 1)
  })

  test('a backend that is down gets no more of them than its budget', async () => {
    await using backend = await startFailingBackend(cut)
    await using gateway = await startGateway({ resources: tagged(backend.url, { 'sallyport:retries': '5' }) })
    await Promise.all(Array.from({ length: 30 }, () => gateway.ask('GET', '/http/plain/a')))
    assert.ok(backend.asked.length >= 40 && backend.asked.length <= 46, String(backend.asked.length))
  })

  test('an extra with a value it cannot have is refused', async () => {
    for (const [name, value] of [
      ['retries', '6'],
      ['circuit-breaker', '0/10'],
    ] as const) {
      const resources = tagged('http://127.0.0.1:1', { [`sallyport:${name}`]: value })
      await assert.rejects(startGateway({ resources }), /must be/)
    }
  })
})

describe('circuit breaker of a stage', () => {
  const tags = { 'sallyport:circuit-breaker': '3/10' }

  for (const [name, fail] of [
    ['cuts connections', cut],
    ['answers 502', (_message, response) => void response.writeHead(502).end()],
  ] as readonly [string, Answer][]) {
    test(`a backend that ${name} is left alone, then tried once, then used again`, async () => {
      let seconds = 0
      const clock = { now: () => new Date(now.getTime() + seconds * 1000) }
      const gate = Promise.withResolvers<void>()
      await using backend = await startFailingBackend((message, response, count) => {
        if (count <= 3) return fail(message, response, count)
        void gate.promise.then(() => response.end('ok'))
      })
      await using gateway = await startGateway({ resources: tagged(backend.url, tags), options: { clock } })
      for (let i = 0; i < 3; i += 1) await gateway.ask('GET', '/http/plain/a')
      assert.equal((await gateway.ask('GET', '/http/plain/a')).body, '{"message":"Service Unavailable"}')
      assert.equal(backend.asked.length, 3)

      seconds = 10
      const first = gateway.ask('GET', '/http/plain/a')
      const second = gateway.ask('GET', '/http/plain/a')
      const refused = await Promise.race([first, second])
      assert.equal(refused.status, 503)
      gate.resolve()
      assert.deepEqual(new Set([(await first).status, (await second).status]), new Set([200, 503]))
      assert.equal(backend.asked.length, 4)
      assert.equal((await gateway.ask('GET', '/http/plain/a')).status, 200)
    })
  }

  test('a probe whose answer never ends closes the circuit when it begins', async () => {
    let seconds = 0
    const clock = { now: () => new Date(now.getTime() + seconds * 1000) }
    await using backend = await startFailingBackend((message, response, count) => {
      if (count <= 3) return cut(message, response, count)
      if (message.url?.endsWith('/endless') === true) response.write('begins')
      else response.end('ok')
    })
    await using gateway = await startGateway({ resources: tagged(backend.url, tags), options: { clock } })
    for (let i = 0; i < 3; i += 1) await gateway.ask('GET', '/http/plain/a')
    seconds = 10
    const probe = httpRequest({ port: gateway.port, host: '127.0.0.1', path: '/http/plain/endless', agent: false })
    await new Promise((resolve) =>
      probe
        .on('error', () => {})
        .on('response', resolve)
        .end(),
    )
    assert.equal((await gateway.ask('GET', '/http/plain/a')).status, 200)
    probe.destroy()
  })

  test('an open circuit says so in the log and not to the client', async () => {
    await using backend = await startFailingBackend(cut)
    await using gateway = await startGateway({ resources: tagged(backend.url, tags) })
    for (let i = 0; i < 4; i += 1) await gateway.ask('GET', '/http/plain/a')
    const reasons = gateway.logged.map((line: any) => line.reason)
    assert.match(String(reasons.at(-1)), /the circuit is open/)
  })
})
