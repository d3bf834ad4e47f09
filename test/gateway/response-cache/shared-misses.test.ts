import assert from 'node:assert/strict'
import { request, type ServerResponse } from 'node:http'
import { describe, test } from 'node:test'
import { createFlights } from '../../../src/gateway/integrations/cache/flights.ts'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { guardRequest } from '../../../src/gateway/request/request-guard.ts'
import { accountId, idClaims, region, token } from '../gateway-under-test.ts'
import { everything, startCachedApi, type CachedApiOptions } from './cached-api.ts'

/** A backend whose answers wait until the test gives them. */
async function startHeldApi(options: CachedApiOptions = {}) {
  const held: ServerResponse[] = []
  const arrivals: string[] = []
  const api = await startCachedApi({
    ...options,
    backend: (_message, response) => void held.push(response),
    options: {
      guard: (...arrival) => {
        arrivals.push(arrival[1])
        return guardRequest(...arrival)
      },
    },
  })
  return {
    ...api,
    held,
    /** Until the backend has that many calls. */
    calls: async (count: number) => {
      while (held.length < count) await turn()
    },
    /** Until the gateway has that many requests, and each of them does what it can. */
    arrived: async (count: number) => {
      while (arrivals.length < count) await turn()
      for (let turns = 0; turns < 20; turns += 1) await turn()
    },
    ask: (headers: Record<string, string> = {}, path = '/others') =>
      api.gateway.ask('GET', `/rest/v1${path}`, { headers }),
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

function answer(response: ServerResponse | undefined, text: string, head: Record<string, string> = {}, status = 200) {
  response?.writeHead(status, { 'Content-Type': 'text/plain', ...head }).end(text)
}

describe('1.18 misses that come together', () => {
  test('1.18 ask the backend once', async () => {
    await using api = await startHeldApi()
    const asked = Array.from({ length: 20 }, () => api.ask())
    await api.calls(1)
    await api.arrived(20)
    answer(api.held[0], 'once')
    const replies = await Promise.all(asked)
    assert.deepEqual(new Set(replies.map(({ status, body }) => `${status} ${body}`)), new Set(['200 once']))
    assert.equal(new Set(replies.map(({ headers }) => headers['x-amzn-requestid'])).size, 20)
    assert.equal(api.held.length, 1)
  })

  test('1.18 are told apart by the key of the cache', async () => {
    const cacheKeyParameters = ['method.request.path.id']
    await using api = await startHeldApi({ integration: { cacheKeyParameters } })
    const asked = [api.ask({}, '/notes/1'), api.ask({}, '/notes/2')]
    await api.calls(2)
    for (const [index, response] of api.held.entries()) answer(response, `answer ${index}`)
    assert.equal(new Set((await Promise.all(asked)).map(({ body }) => body)).size, 2)
  })

  test('1.18 are each caller’s own where the cache is', async () => {
    await using api = await startHeldApi({
      operation: { security: [{ Pool: [] }] },
      stage: { Tags: [{ Key: 'sallyport:cache-by-caller', Value: 'on' }] },
    })
    const tokens = await Promise.all(['ada', 'bob'].map((sub) => token(idClaims({ sub }))))
    const asked = tokens.map((authorization) => api.ask({ authorization }))
    await api.calls(2)
    for (const response of api.held) answer(response, 'own')
    await Promise.all(asked)
  })

  test('1.18 are each authorized', async () => {
    await using api = await startHeldApi({ operation: { security: [{ Pool: [] }] } })
    const asked = [
      api.ask({ authorization: await token(idClaims()) }),
      api.ask({ authorization: 'nothing' }),
      api.ask(),
    ]
    await api.calls(1)
    await api.arrived(3)
    answer(api.held[0], 'secret')
    assert.deepEqual(
      (await Promise.all(asked)).map(({ status }) => status),
      [200, 401, 401],
    )
  })

  for (const [what, head, status] of [
    ['fails', {}, 500],
    ['gets a cookie', { 'Set-Cookie': 'a=b' }, 200],
  ] as const) {
    test(`1.18 ask on their own where the first one ${what}`, async () => {
      await using api = await startHeldApi()
      const first = api.ask()
      await api.calls(1)
      const others = [api.ask(), api.ask()]
      await api.arrived(3)
      answer(api.held[0], 'not yours', head, status)
      assert.equal((await first).body, 'not yours')
      await api.calls(3)
      for (const response of api.held.slice(1)) answer(response, 'yours')
      assert.deepEqual(
        (await Promise.all(others)).map(({ body }) => body),
        ['yours', 'yours'],
      )
    })
  }

  test('1.18 are not held up by an answer that is too large to keep, nor by one that does not end', async () => {
    for (const begin of [
      (response: ServerResponse) => response.write(Buffer.alloc(1_100_000)),
      (response: ServerResponse) => response.write('begun'),
    ]) {
      await using api = await startHeldApi()
      const first = api.ask()
      await api.calls(1)
      const other = api.ask()
      await api.arrived(2)
      const [held] = api.held
      assert.ok(held)
      held.writeHead(200, { 'Content-Type': 'text/plain' })
      begin(held)
      await api.calls(2)
      answer(api.held[1], 'short')
      assert.equal((await other).body, 'short')
      held.end()
      await first
    }
  })

  test('1.18 elect another where the client of the first one leaves', async () => {
    await using api = await startHeldApi()
    const { port } = api.gateway
    const first = request({ host: '127.0.0.1', port, path: '/rest/v1/others' }).end()
    first.on('error', () => {})
    await api.calls(1)
    const others = [api.ask(), api.ask(), api.ask()]
    await api.arrived(4)
    first.destroy()
    await api.calls(2)
    await api.arrived(4)
    answer(api.held[1], 'second')
    assert.deepEqual(
      (await Promise.all(others)).map(({ body }) => body),
      ['second', 'second', 'second'],
    )
    assert.equal(api.held.length, 2)
  })

  test('1.18 each ask where a method is more than reading', async () => {
    await using api = await startHeldApi({ settings: [{ ...everything, HttpMethod: 'POST' }] })
    const asked = [1, 2].map(() => api.gateway.ask('POST', '/rest/v1/notes/1', { body: '{}' }))
    await api.calls(2)
    for (const response of api.held) answer(response, 'done')
    await Promise.all(asked)
  })

  test('1.18 get nothing that another definition made', async () => {
    await using api = await startHeldApi()
    const first = api.ask()
    await api.calls(1)
    api.gateway.gateway.replace(definitionFromTemplate(api.resources(), { region, accountId }))
    const other = api.ask()
    await api.calls(2)
    answer(api.held[0], 'old')
    assert.equal((await first).body, 'old')
    answer(api.held[1], 'new')
    assert.equal((await other).body, 'new')
    assert.equal((await api.ask()).body, 'new')
  })

  test('1.18 wait in bounds', () => {
    const flights = createFlights()
    const kinds = Array.from({ length: 1002 }, () => flights.enter('a').kind)
    assert.deepEqual([kinds[0], kinds[1], kinds[1000], kinds[1001]], ['lead', 'wait', 'wait', 'alone'])
  })
})
