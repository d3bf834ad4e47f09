import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { fetchHandler } from './fetch-handler.ts'
import type { Handler } from './exchange.ts'
import { recordHandler } from './record-handler.ts'

async function serve(t: TestContext, handler: Handler<'identity'>): Promise<string> {
  const server = createServer((request, response) => {
    const client = { sourceIp: '192.0.2.1', isSecure: true, isLoopback: false, forwardedHost: undefined }
    const exchange = { request, response, client, host: 'localhost', requestId: 'r1' }
    Promise.resolve(handler(exchange, { kind: 'identity', url: '/inner?x=1' })).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/outer/inner?x=1`
}

describe('record handler', () => {
  test('hands over the request as a record and writes the answer, repetitions included', async (t) => {
    const seen: unknown[] = []
    const url = await serve(
      t,
      recordHandler({
        maxBodyBytes: 5,
        handle: async ({ method, url: target, headers, body, sourceIp }) => {
          seen.push({ method, target, agent: headers.get('x-test'), body: Buffer.from(body).toString(), sourceIp })
          return { status: 201, headers: { 'set-cookie': ['a=1', 'b=2'], 'x-one': 'y' }, body: 'é' }
        },
      }),
    )
    const answer = await fetch(url, { method: 'POST', body: '12345', headers: { 'X-Test': 'z' } })
    assert.deepEqual(seen, [
      { method: 'POST', target: '/inner?x=1', agent: ['z'], body: '12345', sourceIp: '192.0.2.1' },
    ])
    assert.equal(answer.status, 201)
    assert.deepEqual(answer.headers.getSetCookie(), ['a=1', 'b=2'])
    assert.equal(answer.headers.get('content-length'), '2')
    assert.equal(await answer.text(), 'é')
  })

  for (const [name, body] of [
    ['announced', '123456'],
    ['chunked', new Blob(['123456']).stream()],
  ] as const) {
    test(`a body above the limit, ${name}, is refused before the surface sees it`, async (t) => {
      let calls = 0
      const url = await serve(
        t,
        recordHandler({
          maxBodyBytes: 5,
          handle: async () => {
            calls += 1
            return { status: 200, headers: {}, body: '' }
          },
        }),
      )
      const answer = await fetch(url, { method: 'POST', body, duplex: 'half' })
      assert.equal(answer.status, 413)
      assert.equal(calls, 0)
    })
  }

  test('HEAD gets the length without the body, 204 neither', async (t) => {
    const url = await serve(
      t,
      recordHandler({
        maxBodyBytes: 0,
        handle: async ({ method }) => ({ status: method === 'HEAD' ? 200 : 204, headers: {}, body: 'abc' }),
      }),
    )
    const head = await fetch(url, { method: 'HEAD' })
    assert.deepEqual([head.headers.get('content-length'), await head.text()], ['3', ''])
    const empty = await fetch(url)
    assert.deepEqual([empty.status, empty.headers.get('content-length'), await empty.text()], [204, null, ''])
  })
})

describe('fetch handler', () => {
  test('gives the application the routed path and sends its response', async (t) => {
    const url = await serve(
      t,
      fetchHandler(
        async (request) =>
          new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`, { status: 202 }),
      ),
    )
    const answer = await fetch(url, { method: 'POST', body: 'hi' })
    assert.deepEqual([answer.status, await answer.text()], [202, 'POST /inner hi'])
  })
})
