import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { createSlowClients } from '../../src/gateway/exchange/slow-clients.ts'
import { httpApi, proxyOperation } from './http-api-under-test.ts'
import { startBackend, startGateway } from './gateway-under-test.ts'

const connections = 4

test('clients that do not read what they asked for leave connections to the backend for others', async () => {
  await using backend = await startBackend((message, response) => {
    response.end(message.url === '/large' ? Buffer.alloc(9_000_000) : 'small')
  })
  await using gateway = await startGateway({
    resources: httpApi({ paths: { '/{size}': { get: proxyOperation(`${backend.url}/{size}`) } } }),
    options: { upstreams: { connectionsPerOrigin: connections } },
  })
  const readers = Array.from({ length: connections }, () => askAndNeverRead(gateway.port, '/http/large'))
  try {
    // All connections are taken.
    while (backend.seen.length < connections) await new Promise((resolve) => setTimeout(resolve, 20))
    const { status, body } = await gateway.ask('GET', '/http/small')
    assert.deepEqual([status, body], [200, 'small'])
  } finally {
    for (const reader of readers) reader.destroy()
  }
})

test('slow clients may hold half of the connections, for half a minute', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { wait } = createSlowClients({ most: 2, seconds: 30 })
  const cut: string[] = []
  const begin = (name: string) => wait(() => cut.push(name))
  const [, endSecond] = [begin('first'), begin('second')]
  t.mock.timers.tick(5000)
  assert.deepEqual(cut, [], 'two of four are no trouble')
  begin('third')
  t.mock.timers.tick(1000)
  assert.deepEqual(cut, ['first'], 'of three the one that has waited longest gives way')
  endSecond()
  begin('fourth')
  t.mock.timers.tick(30_000)
  assert.deepEqual(cut, ['first', 'third', 'fourth'])
})

test('what waits for slow clients is bounded in bytes, and no client is cut while there is room', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { wait } = createSlowClients({ most: 100 })
  const cut: string[] = []
  wait(() => cut.push('large'), 90)
  t.mock.timers.tick(3_600_000)
  assert.equal(cut.length, 0)
  wait(() => cut.push('small'), 20)
  t.mock.timers.tick(1000)
  assert.deepEqual(cut, ['large'])
})

function askAndNeverRead(port: number, path: string): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.pause()
  socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
  return socket
}
