import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { httpApi } from '../../../test/gateway/example-apis.ts'
import { until } from '../../../test/until.ts'
import { accessClaims, keys, startBackend, startGateway, token } from '../../../test/gateway/gateway-under-test.ts'

/** A backend that speaks bytes: each request gets what `answer` writes. */
async function startRawBackend(answer: (socket: Socket, count: number) => void) {
  const sockets = new Set<Socket>()
  let count = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (data) => {
      if (/^[A-Z]+ \/.* HTTP\/1\.1\r\n/.test(data.toString('latin1'))) answer(socket, (count += 1))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const poison = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison'

describe('connections to a backend', () => {
  test('bytes after an answer never become the answer to somebody else', async () => {
    for (const pause of [0, 20]) {
      await using backend = await startRawBackend((socket, count) => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n${count}!`)
        setTimeout(() => socket.write(poison), pause)
      })
      await using gateway = await startGateway({ resources: httpApi(backend.url) })
      for (let i = 1; i <= 5; i += 1) {
        const { status, body } = await gateway.ask('GET', '/http/plain/a')
        assert.ok(status === 503 || /^\d!$/.test(body), `${status} ${body}`)
        await delay(pause + 10)
      }
      await using glued = await startRawBackend((socket, count) => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n${count}!${poison}`)
      })
      await using other = await startGateway({ resources: httpApi(glued.url) })
      const answers = await Promise.all(Array.from({ length: 5 }, () => other.ask('GET', '/http/plain/a')))
      assert.equal(
        answers.some(({ body }) => body === 'poison'),
        false,
      )
    }
  })

  test('a connection with an answer before the end of the request is not used again', async () => {
    await using backend = await startRawBackend((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nearly'),
    )
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(
        { port: gateway.port, host: '127.0.0.1', method: 'POST', path: '/http/plain/a', agent: false },
        (response) => resolve(response.statusCode),
      )
      request.on('error', reject)
      request.write('the beginning')
    })
    assert.equal(status, 200)
    assert.equal((await gateway.ask('GET', '/http/plain/a')).body, 'early')
    assert.equal(backend.sockets.size, 2)
  })

  const anomalies: Readonly<Record<string, string>> = {
    'no HTTP': 'nonsense\r\n\r\n',
    'two lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok',
    'a length and chunks':
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    'a folded header': 'HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n',
    'a broken chunk': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'a body where none can be': 'HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\nok',
    'an answer twice': `HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok${poison}`,
  }
  for (const [name, anomaly] of Object.entries(anomalies)) {
    test(`a connection is not used again after ${name}`, async () => {
      await using backend = await startRawBackend((socket, count) =>
        socket.write(count === 1 ? anomaly : 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood'),
      )
      await using gateway = await startGateway({ resources: httpApi(backend.url) })
      await gateway.ask('GET', '/http/plain/a').catch(() => {})
      assert.equal((await gateway.ask('GET', '/http/plain/a')).body, 'good')
      assert.equal(backend.sockets.size, 2)
    })
  }

  test('informational answers are not the answer', async () => {
    await using backend = await startRawBackend((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    })
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const { status, body } = await gateway.ask('GET', '/http/plain/a')
    assert.deepEqual([status, body], [200, 'ok'])
  })

  test('an answer that names more than 10 MB is refused before it begins', async () => {
    await using backend = await startRawBackend((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10485761\r\n\r\n'),
    )
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const { status, body } = await gateway.ask('GET', '/http/plain/a')
    assert.deepEqual([status, body], [500, '{"message":"Internal Server Error"}'])
  })

  test('hop-by-hop headers of the backend stop here, others keep their number', async () => {
    await using backend = await startRawBackend((socket) => {
      const headers = [
        'Connection: keep-alive, X-Hop',
        'X-Hop: 1',
        'Keep-Alive: timeout=9',
        'Set-Cookie: a=1',
        'Set-Cookie: b=2',
        'X-Two: 1',
        'X-Two: 2',
        'Content-Length: 2',
      ]
      socket.write(`HTTP/1.1 201 Created\r\n${headers.join('\r\n')}\r\n\r\nok`)
    })
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const { status, headers } = await gateway.ask('GET', '/http/plain/a')
    assert.equal(status, 201)
    assert.equal(headers['x-hop'], undefined)
    assert.notEqual(headers['keep-alive'], 'timeout=9')
    assert.deepEqual(headers['set-cookie'], ['a=1', 'b=2'])
    assert.equal(headers['x-two'], '1, 2')
    assert.equal(headers['content-length'], '2')
  })
})

describe('clients that go away', () => {
  for (const path of ['/http/v1/1', '/http/backend/a']) {
    test(`before the authorizer has decided: nothing hangs, nobody is called (${path})`, async () => {
      await using backend = await startBackend()
      const gate = Promise.withResolvers<void>()
      const isAsked = Promise.withResolvers<void>()
      const keySource = {
        find: () => {
          isAsked.resolve()
          return gate.promise.then(() => keys.publicKey)
        },
      }
      await using gateway = await startGateway({ resources: httpApi(backend.url), options: { keySource } })
      const socket = connect(gateway.port, '127.0.0.1')
      socket.on('error', () => {})
      const authorization = await token(accessClaims())
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nContent-Length: 100\r\n\r\nhalf`,
      )
      await isAsked.promise
      socket.destroy()
      await until(async () => (await gateway.connections()) === 0)
      gate.resolve()
      await gateway.gateway[Symbol.asyncDispose]()
      assert.deepEqual([backend.seen.length, gateway.calls.length], [0, 0])
      assert.deepEqual(
        gateway.logged.map((line: any) => line.status),
        [499],
      )
    })
  }

  test('before a function has answered: the answer goes nowhere and nothing breaks', async () => {
    const gate = Promise.withResolvers<void>()
    const functions = { v2: () => gate.promise.then(() => 'late') }
    await using gateway = await startGateway({ resources: httpApi('http://127.0.0.1:1'), functions })
    const socket = connect(gateway.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('GET /http/open HTTP/1.1\r\nHost: a\r\n\r\n')
    await until(() => gateway.calls.length === 1)
    socket.destroy()
    await until(async () => (await gateway.connections()) === 0)
    gate.resolve()
    await until(() => gateway.logged.length === 1)
    assert.equal((await gateway.ask('GET', '/http/open')).body, 'late')
  })
})
