import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { freePort } from '../../../../test/free-port.ts'
import { until } from '../../../../test/until.ts'
import { httpApi } from '../../../../test/gateway/example-apis.ts'
import { now, startGateway } from '../../../../test/gateway/gateway-under-test.ts'
import { mailServerCertificate } from '../../../../test/mail/mail-server.ts'

type Answers = Record<string, RequestListener>

const well: RequestListener = (_, response) => void response.end('ok')
const ill: RequestListener = (_, response) => void response.writeHead(503).end()
const cut: RequestListener = ({ socket }) => void socket.destroy()

/** A backend at several addresses of this machine, each with answers of its own, and what they were asked. */
async function startAddresses(answers: Answers) {
  const asked: string[] = []
  const servers: Server[] = []
  const port = await freePort()
  for (const address of Object.keys(answers)) {
    const server = createServer((message, response) => {
      asked.push(`${address} ${message.url}`)
      answers[address]?.(message, response)
    })
    await new Promise<void>((resolve) => server.listen(port, address, resolve))
    servers.push(server)
  }
  return {
    url: `http://backend.test:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}

interface Setup {
  readonly answers: Answers
  readonly tags: Record<string, string>
  readonly resolved?: readonly string[]
}

async function start({ answers, tags, resolved }: Setup) {
  await using started = new AsyncDisposableStack()
  const backend = started.use(await startAddresses(answers))
  const state = { milliseconds: 0, resolved: resolved ?? Object.keys(answers), check: () => {} }
  const resources = httpApi(backend.url, {
    Tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [`sallyport:${name}`, value])),
  })
  const gateway = started.use(
    await startGateway({
      resources,
      options: {
        clock: { now: () => new Date(now.getTime() + state.milliseconds) },
        upstreams: {
          lookUp: async (hostname) => (hostname === 'backend.test' ? state.resolved : []),
          repeat: (_, run) => {
            state.check = run
            return () => {}
          },
        },
      },
    }),
  )
  const ask = async (times: number) => {
    const statuses: number[] = []
    for (let i = 0; i < times; i += 1) statuses.push((await gateway.ask('GET', '/http/plain/a')).status)
    return statuses
  }
  /** The addresses that the next requests go to. */
  const next = async (times: number) => {
    const before = backend.asked.length
    await ask(times)
    return [...new Set(backend.asked.slice(before).map((each) => each.split(' ')[0] ?? ''))].toSorted()
  }
  const all = started.move()
  return {
    ask,
    next,
    asked: backend.asked,
    state,
    facts: () =>
      gateway.gateway
        .backends()
        .map(({ addresses, ejected, ejections, unhealthy }) => ({ addresses, ejected, unhealthy, ejections })),
    port: gateway.port,
    logged: gateway.logged,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

const [a, b, c, d] = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4'] as const
const ejection = { 'outlier-ejection': '2/10' }

describe('the extra outlier-ejection', () => {
  test('sends requests to all addresses in turn', async () => {
    await using system = await start({ answers: { [a]: well, [b]: well, [c]: well }, tags: ejection })
    assert.deepEqual(await system.next(3), [a, b, c])
    assert.deepEqual(system.facts(), [{ addresses: 3, ejected: 0, unhealthy: 0, ejections: 0 }])
  })

  for (const [name, fails] of Object.entries({ 'answers 503': ill, 'cuts its connections': cut })) {
    test(`passes over an address that ${name}, and tries it again later`, async () => {
      await using system = await start({ answers: { [a]: well, [b]: fails, [c]: well }, tags: ejection })
      assert.equal((await system.ask(6)).filter((status) => status === 503).length, 2)
      assert.deepEqual(await system.next(6), [a, c])
      assert.deepEqual(system.facts(), [{ addresses: 3, ejected: 1, unhealthy: 0, ejections: 1 }])
      system.state.milliseconds += 10_000
      assert.deepEqual(await system.next(3), [a, b, c])
    })
  }

  test('leaves half of the addresses in use, however ill all are', async () => {
    await using system = await start({ answers: { [a]: ill, [b]: ill, [c]: ill, [d]: ill }, tags: ejection })
    await system.ask(40)
    assert.deepEqual(system.facts(), [{ addresses: 4, ejected: 2, unhealthy: 0, ejections: 2 }])
    assert.equal((await system.next(8)).length, 2)
  })

  test('never passes over the only address', async () => {
    await using system = await start({ answers: { [a]: cut }, tags: ejection, resolved: [a] })
    await system.ask(10)
    assert.deepEqual(system.facts(), [{ addresses: 1, ejected: 0, unhealthy: 0, ejections: 0 }])
  })

  test('follows DNS: addresses come and go', async () => {
    await using system = await start({
      answers: { [a]: well, [b]: well, [c]: well },
      tags: ejection,
      resolved: [a, b],
    })
    assert.deepEqual(await system.next(4), [a, b])
    system.state.resolved = [b, c]
    system.state.milliseconds += 10_000
    await system.ask(1)
    assert.deepEqual(await system.next(4), [b, c])
  })

  test('sends a request that is tried again to another address', async () => {
    await using system = await start({
      answers: { [a]: well, [b]: cut, [c]: well },
      tags: { 'outlier-ejection': '5/10', retries: '1' },
    })
    assert.deepEqual(new Set(await system.ask(6)), new Set([200]))
  })

  test('does not hold against an address what a client does', async (t) => {
    const tags = { 'outlier-ejection': '1/60', 'circuit-breaker': '1/60' }
    const afterAll: RequestListener = (message, response) => void message.resume().on('end', () => response.end('ok'))
    await using system = await start({ answers: { [a]: afterAll, [b]: afterAll }, tags })
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const answered = new Promise<string>((resolve) => {
      const socket = connect(system.port, '127.0.0.1')
      socket.on('data', (chunk) => {
        resolve(String(chunk))
        socket.destroy()
      })
      // The rest of the body never comes.
      socket.write('POST /http/plain/a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf')
    })
    await until(() => system.asked.length === 1)
    t.mock.timers.tick(30_000)
    assert.match(await answered, /^HTTP\/1\.1 503 /)
    t.mock.timers.reset()
    await system.ask(1)
    assert.doesNotMatch(JSON.stringify(system.logged), /the circuit is open/)
    assert.deepEqual(system.facts(), [{ addresses: 2, ejected: 0, unhealthy: 0, ejections: 0 }])
    assert.equal((await system.next(2)).length, 2)
  })

  test('keeps no request waiting for DNS', async () => {
    await using backend = await startAddresses({ [a]: well })
    const port = new URL(backend.url).port
    await using gateway = await startGateway({
      resources: httpApi(`http://localhost:${port}`, { Tags: { 'sallyport:outlier-ejection': '2/10' } }),
      options: { upstreams: { lookUp: () => new Promise(() => {}) } },
    })
    assert.ok([200, 503].includes((await gateway.ask('GET', '/http/plain/a')).status))
  })

  test('is off unless asked for', async () => {
    await using system = await start({ answers: { [a]: well }, tags: {} })
    assert.deepEqual(system.facts(), [])
  })
})

describe('TLS to one of several addresses', () => {
  test('proves the backend’s name, whatever the address', async () => {
    const { certificate, privateKey: key } = mailServerCertificate('backend.test')
    const names: unknown[] = []
    const server = createTlsServer({ cert: certificate, key }, ({ socket }, response) => {
      names.push('servername' in socket ? socket.servername : '')
      response.end('ok')
    })
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
    const { port } = server.address() as AddressInfo
    const asked = async (hostname: string) => {
      await using gateway = await startGateway({
        resources: httpApi(`https://${hostname}:${port}`, { Tags: { 'sallyport:outlier-ejection': '5/10' } }),
        options: { upstreams: { certificateAuthorities: certificate, lookUp: async () => [a, b] } },
      })
      return [(await gateway.ask('GET', '/http/plain/a')).status, (await gateway.ask('GET', '/http/plain/a')).status]
    }
    assert.deepEqual(await asked('backend.test'), [200, 200])
    assert.deepEqual(await asked('other.test'), [503, 503])
    assert.deepEqual(names, ['backend.test', 'backend.test'])
    server.closeAllConnections()
    server.close()
  })
})

describe('the extra health-check', () => {
  const checked = { 'health-check': '/health 5' }

  test('keeps requests from an address that twice does not answer well, until it twice does', async () => {
    const answers: Answers = {
      [a]: well,
      [b]: (message, response) => (isIll && message.url === '/health' ? ill : well)(message, response),
    }
    let isIll = true
    await using system = await start({ answers, tags: checked })
    await system.ask(2)
    const check = async (unhealthy: number) => {
      const before = system.asked.length
      system.state.check()
      await until(() => system.asked.length === before + 2 && system.facts()[0]?.unhealthy === unhealthy)
    }
    await check(0)
    assert.deepEqual(await system.next(4), [a, b])
    await check(1)
    assert.deepEqual(await system.next(4), [a])
    assert.deepEqual(system.facts(), [{ addresses: 2, ejected: 0, unhealthy: 1, ejections: 0 }])
    isIll = false
    await check(1)
    assert.deepEqual(await system.next(4), [a])
    await check(0)
    assert.deepEqual(await system.next(4), [a, b])
    assert.deepEqual(system.asked.filter((each) => each.endsWith('/health')).length, 8)
  })

  test('rests while nobody asks', async () => {
    await using system = await start({ answers: { [a]: well, [b]: well }, tags: checked })
    await system.ask(1)
    system.state.milliseconds += 11 * 60_000
    system.state.check()
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.deepEqual(
      system.asked.filter((each) => each.endsWith('/health')),
      [],
    )
  })

  for (const value of ['/health', 'health 5', '/health 0', '/health 301', '/health?a=1 5', '/h\n 5']) {
    test(`refuses ${JSON.stringify(value)}`, async () => {
      await assert.rejects(start({ answers: { [a]: well }, tags: { 'health-check': value } }), /must be a path/)
    })
  }
})
