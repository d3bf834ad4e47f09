import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { describe, test } from 'node:test'
import { systemRandom } from '../adapters/system/random.ts'
import { trustProxies } from './client-facts.ts'
import { recordHandler } from './record-handler.ts'
import { startServer } from './server.ts'

// Real time on purpose: what is tested is that Node looks at its own time limits often enough (gateway.md section 3).
describe('slow clients', { concurrency: true }, () => {
  const attacks: readonly [name: string, sent: string, drip: string, withinSeconds: number][] = [
    ['a head that never ends', 'GET / HTTP/1.1\r\nHost: localhost\r\n', 'X-A: a\r\n', 12],
    ['a body that never ends', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n\r\n', 'a', 33],
  ]
  for (const [name, sent, drip, withinSeconds] of attacks) {
    test(`${name} is cut off`, { timeout: 60_000 }, async (t) => {
      const ignore = (): void => {}
      const server = await startServer({
        names: { baseHost: 'localhost', development: true },
        listen: [{ scheme: 'http', host: '127.0.0.1', port: 0 }],
        routes: {
          identity: recordHandler({ maxBodyBytes: 1000, handle: async () => ({ status: 200, headers: {}, body: '' }) }),
        },
        customDomain: async () => undefined,
        trustedProxies: trustProxies([]),
        isReady: async () => true,
        random: systemRandom,
        log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      })
      t.after(() => server[Symbol.asyncDispose]())
      const startedAt = performance.now()
      const seconds = await new Promise<number>((resolve) => {
        const socket = connect(server.ports[0] ?? 0, '127.0.0.1', () => socket.write(sent))
        const timer = setInterval(() => socket.write(drip), 500)
        socket.on('error', ignore).resume()
        socket.on('close', () => {
          clearInterval(timer)
          resolve((performance.now() - startedAt) / 1000)
        })
      })
      t.diagnostic(`cut off after ${seconds.toFixed(1)} s`)
      assert.ok(seconds < withinSeconds, `${seconds} s`)
    })
  }
})
