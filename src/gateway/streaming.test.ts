import assert from 'node:assert/strict'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { httpApi } from '../../test/gateway/example-apis.ts'
import { listen, startBackend, startGateway, type UnderTest } from '../../test/gateway/gateway-under-test.ts'

const megabyte = Buffer.alloc(1024 * 1024, 'x')

describe('streaming', () => {
  test('delivers the first bytes before the last are there', async () => {
    let release = () => {}
    await using backend = await startStreamingBackend(async (_, response) => {
      response.write('first')
      await new Promise<void>((resolve) => (release = resolve))
      response.end('last')
    })
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const response = await begin(gateway, '/http/plain/slow')
    const iterator = response[Symbol.asyncIterator]()
    assert.equal(String((await iterator.next()).value), 'first')
    release()
    assert.equal(String((await iterator.next()).value), 'last')
  })

  test('streams a request up while it is being sent', async () => {
    const first = Promise.withResolvers<string>()
    await using backend = await startStreamingBackend(async (message, response) => {
      let size = 0
      for await (const chunk of message) {
        size += chunk.length
        first.resolve(String(chunk))
      }
      response.end(String(size))
    })
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const request = httpRequest({
      port: gateway.port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/http/plain/up',
      agent: false,
    })
    request.write('begin')
    assert.equal(await first.promise, 'begin')
    request.end('end')
    const [response] =
      (await new Promise<[IncomingMessage]>((resolve) => request.on('response', (r) => resolve([r])))) ?? []
    assert.equal(await textOf(response), '8')
  })

  test('stops the backend when the client goes away, and survives', async () => {
    const closed = Promise.withResolvers<void>()
    await using backend = await startStreamingBackend(async (message, response) => {
      if (message.url?.endsWith('/after') === true) return void response.end('alive')
      message.socket.on('close', () => closed.resolve())
      response.write('some')
    })
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const response = await begin(gateway, '/http/plain/endless')
    response.on('error', () => {})
    response.destroy()
    await closed.promise
    assert.equal((await gateway.ask('GET', '/http/plain/after')).body, 'alive')
  })

  test('answers 413 to a body over 10 MB, declared or not', async () => {
    await using backend = await startBackend()
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const declared = await gateway
      .ask('POST', '/http/plain/a', { headers: { 'content-length': '10485761' } })
      .catch(String)
    assert.equal(typeof declared === 'string' ? declared : declared.status, 413)
    const status = await new Promise((resolve) => {
      const request = httpRequest(
        { port: gateway.port, host: '127.0.0.1', method: 'POST', path: '/http/plain/a', agent: false },
        (response) => resolve(response.statusCode),
      )
      request.on('error', resolve)
      const writeOn = (left: number): void => {
        if (left === 0) return void request.end()
        if (request.write(megabyte)) setImmediate(writeOn, left - 1)
        else request.once('drain', () => writeOn(left - 1))
      }
      writeOn(12)
    })
    assert.equal(status, 413)
    assert.equal(backend.seen.length, 0)
  })

  test('cuts the connection where a backend breaks off, so that no half body looks whole', async () => {
    await using backend = await startStreamingBackend(async (message, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      setTimeout(() => message.socket.destroy(), 20)
    })
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const response = await begin(gateway, '/http/plain/broken')
    await assert.rejects(textOf(response), { code: 'ECONNRESET' })
  })

  test('keeps the client’s connection for the error when the backend fails in the middle of an upload', async () => {
    await using backend = await startStreamingBackend(
      async (message) => void message.once('data', () => message.socket.destroy()),
    )
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const answer = await gateway.ask('POST', '/http/plain/a', { body: megabyte })
    assert.equal(answer.status, 503)
  })

  test('refuses a client that sends its body too slowly', async () => {
    await using backend = await startBackend()
    const arrivalLimits = { totalMilliseconds: 10_000, graceMilliseconds: 50, bytesPerSecond: 1024 }
    await using gateway = await startGateway({ resources: httpApi(backend.url), options: { arrivalLimits } })
    for (const path of ['/http/plain/a', '/http/open']) {
      const request = httpRequest({ port: gateway.port, host: '127.0.0.1', method: 'POST', path, agent: false })
      request.on('error', () => {})
      request.write('x')
      const status = await new Promise((resolve) => request.on('response', (response) => resolve(response.statusCode)))
      assert.equal(status, 408)
      request.destroy()
    }
  })

  test('does not believe a backend that sends two lengths or breaks its framing', async () => {
    for (const reply of [
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nokokok',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n',
      'nonsense',
    ]) {
      const server = createTcpServer((socket) => socket.on('error', () => {}).once('data', () => socket.end(reply)))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      await using gateway = await startGateway({ resources: httpApi(`http://127.0.0.1:${port}`) })
      const answer = await gateway.ask('GET', '/http/plain/a')
      server.close()
      assert.ok(
        answer.status === 503 || !reply.includes(answer.body) || answer.body === '',
        `${reply}: ${answer.status}`,
      )
    }
  })
})

async function startStreamingBackend(handle: (message: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((message, response) => {
    void handle(message, response).catch(() => response.destroy())
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function begin(gateway: UnderTest, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpRequest({ port: gateway.port, host: '127.0.0.1', path, agent: false }, resolve).on('error', reject).end()
  })
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of message) text += String(chunk)
  return text
}
