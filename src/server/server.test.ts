import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { Agent, type IncomingHttpHeaders, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { systemClock } from '../adapters/system/clock.ts'
import { openLocalCertificateAuthority } from '../adapters/system/local-certificate-authority.ts'
import { systemRandom } from '../adapters/system/random.ts'
import { trustProxies } from './client-facts.ts'
import type { Exchange } from './exchange.ts'
import type { Destination } from './host-routing.ts'
import { type RunningServer, type ServerOptions, startServer } from './server.ts'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const echo = ({ response, client, requestId, host }: Exchange, destination: Destination): void => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ ...destination, host, client, hasId: /^[0-9a-f-]{36}$/.test(requestId) }))
}

async function start(t: TestContext, overrides: Partial<ServerOptions> = {}) {
  const logged: { fields: object; message: string }[] = []
  const ignore = (): void => {}
  const server = await startServer({
    names: { baseHost: 'localhost', development: true },
    listen: [{ scheme: 'http', host: 'localhost', port: 0 }],
    routes: {
      identity: echo,
      issuer: echo,
      poolDomain: echo,
      executeApi: echo,
      app: echo,
      console: echo,
      development: echo,
    },
    customDomain: async () => undefined,
    trustedProxies: trustProxies([]),
    isReady: async () => true,
    random: systemRandom,
    log: {
      debug: ignore,
      info: ignore,
      warn: ignore,
      error: (fields, message) => void logged.push({ fields, message }),
    },
    ...overrides,
  })
  t.after(() => server[Symbol.asyncDispose]())
  return { server, logged, port: portOf(server) }
}

function portOf(server: RunningServer): number {
  const [port] = server.ports
  assert.ok(port)
  return port
}

type Asking = {
  method?: string
  path?: string
  host?: string
  headers?: Record<string, string>
  body?: string
  agent?: Agent
  to?: string
}

async function ask(
  port: number,
  { method = 'GET', path = '/', host = 'localhost', headers = {}, body, agent, to = '127.0.0.1' }: Asking = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: to, port, method, path, headers: { host, ...headers }, agent: agent ?? false },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let received = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(received))
  })
}

describe('server', () => {
  test('routes by host and says who asks', async (t) => {
    const { port } = await start(t)
    const { status, body } = await ask(port, { host: 'notes.auth.us-east-1.localhost:9443', path: '/login?a=b' })
    assert.equal(status, 200)
    assert.deepEqual(JSON.parse(body), {
      kind: 'poolDomain',
      pool: { by: 'prefix', prefix: 'notes', region: 'us-east-1' },
      url: '/login?a=b',
      host: 'notes.auth.us-east-1.localhost',
      client: { sourceIp: '127.0.0.1', isSecure: false, isLoopback: true },
      hasId: true,
    })
  })

  test('listens on both loopback addresses, on one port', async (t) => {
    const { port } = await start(t)
    assert.equal((await ask(port, { to: '::1' })).status, 200)
  })

  test('asks whose a foreign name is, and serves nobody under an unknown one', async (t) => {
    const { port } = await start(t, {
      customDomain: async (host) => (host === 'auth.notes.example' ? 'poolDomain' : undefined),
    })
    const known = await ask(port, { host: 'auth.notes.example', path: '/login' })
    assert.deepEqual(JSON.parse(known.body).pool, { by: 'customDomain', host: 'auth.notes.example' })
    const unknown = await ask(port, { host: 'attacker.example', path: '/_sallyport/inbox' })
    assert.equal(unknown.status, 421)
  })

  test('a kind without a handler is not found', async (t) => {
    const { port } = await start(t, { routes: { identity: echo } })
    assert.equal((await ask(port, { host: 'console.localhost' })).status, 404)
  })

  test('pages carry security headers, APIs do not, and nothing asks for HTTPS on localhost for ever', async (t) => {
    const { port } = await start(t)
    const page = await ask(port, { host: 'console.localhost' })
    assert.equal(page.headers['x-content-type-options'], 'nosniff')
    assert.equal(page.headers['referrer-policy'], 'no-referrer')
    assert.equal(page.headers['x-frame-options'], 'DENY')
    assert.equal(page.headers['strict-transport-security'], undefined)
    const api = await ask(port, { host: 'abc.execute-api.us-east-1.localhost' })
    assert.equal(api.headers['x-content-type-options'], undefined)
  })

  test('a handler that throws is logged with its cause and answered without it', async (t) => {
    const failing = (): never => {
      throw new Error('the private reason')
    }
    const { port, logged } = await start(t, { routes: { identity: failing } })
    const answer = await ask(port, { method: 'POST', body: '{}' })
    assert.equal(answer.status, 500)
    assert.match(answer.body, /^\{"message":"Internal server error. Request id: [0-9a-f-]{36}"\}$/)
    assert.equal(logged.length, 1)
    assert.match(
      JSON.stringify(logged[0], (_, value) => (value instanceof Error ? value.message : value)),
      /the private reason/,
    )
    assert.equal(
      (await ask(port, { host: 'localhost', path: '/_sallyport/health/live' })).status,
      200,
      'and the server lives on',
    )
  })

  const smuggled: Readonly<Record<string, string>> = {
    'two hosts': 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: app.localhost\r\n\r\n',
    'an absolute target': 'GET http://app.localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'gzip, chunked': 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    'a body on GET': 'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 28\r\n\r\nGET /admin HTTP/1.1\r\nHost: x\r\n',
    'TRACE': 'TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'no host': 'GET / HTTP/1.1\r\n\r\n',
    'length and chunked': 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'a 20 KB header': `GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`,
  } // prettier-ignore
  for (const [name, text] of Object.entries(smuggled)) {
    test(`refuses ${name}, answers once and closes the connection`, async (t) => {
      const { port } = await start(t)
      const received = await raw(port, `${text}GET / HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      assert.match(received, /^HTTP\/1\.1 4\d\d /)
      assert.equal(received.match(/HTTP\/1\.1 \d{3}/g)?.length, 1)
      assert.doesNotMatch(received, /HTTP\/1\.1 200/)
    })
  }
})

describe('requests that do not wait for answers', () => {
  const ask = async (t: TestContext, count: number) => {
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>()
    let asked = 0
    const { port } = await start(t, {
      routes: {
        executeApi: async ({ response }) => {
          asked += 1
          await mayAnswer
          response.end('ok')
        },
      },
    })
    const socket = connect(port, 'localhost')
    const received: Buffer[] = []
    socket.on('data', (chunk) => received.push(Buffer.from(chunk)))
    socket.on('error', () => {})
    socket.write('GET /_api/a/b HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(count))
    const closed = new Promise<'closed'>((resolve) => socket.on('close', () => resolve('closed')))
    const all = async () => {
      answer()
      while (
        (Buffer.concat(received)
          .toString()
          .match(/HTTP\/1\.1 200/g)?.length ?? 0) < count
      ) {
        await new Promise((resolve) => socket.once('data', resolve))
      }
      socket.destroy()
    }
    return { all, asked: () => asked, closed }
  }

  test('may be a hundred behind the first', async (t) => {
    const { all, asked } = await ask(t, 101)
    await all()
    assert.equal(asked(), 101)
  })

  test('are no more: the connection ends, and none of the others is worked on', async (t) => {
    const { asked, closed } = await ask(t, 1000)
    assert.equal(await closed, 'closed')
    assert.equal(asked(), 101)
  })
})

describe('server in production', () => {
  const names = { baseHost: 'id.example.com', development: false }

  test('answers plain HTTP only behind a trusted proxy that says HTTPS; health checks may come as they are', async (t) => {
    const { port } = await start(t, { names, trustedProxies: trustProxies(['127.0.0.1']) })
    const headers = { 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https' }
    const { status, body, headers: answered } = await ask(port, { host: 'console.id.example.com', headers })
    assert.equal(status, 200)
    assert.deepEqual(JSON.parse(body).client, { sourceIp: '198.51.100.7', isSecure: true, isLoopback: false })
    assert.equal(answered['strict-transport-security'], 'max-age=31536000; includeSubDomains')
    const plain = { ...headers, 'x-forwarded-proto': 'http' }
    assert.equal((await ask(port, { host: 'id.example.com', headers: plain })).status, 403)
    assert.equal((await ask(port, { host: 'id.example.com' })).status, 400, 'the proxy must say who asks')

    const direct = await start(t, { names })
    assert.equal((await ask(direct.port, { host: 'id.example.com', headers })).status, 403)
    assert.equal((await ask(direct.port, { host: '10.0.0.9', path: '/_sallyport/health/ready' })).status, 200)
  })

  test('a trusted proxy may name the host', async (t) => {
    const { port } = await start(t, { names, trustedProxies: trustProxies(['127.0.0.1']) })
    const headers = {
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'App.id.example.com:443',
    }
    assert.equal(JSON.parse((await ask(port, { host: 'inner', headers })).body).kind, 'app')
  })
})

describe('health', () => {
  test('ready follows what answers depend on, live does not', async (t) => {
    const { port } = await start(t, {
      isReady: async () => {
        throw new Error('no database')
      },
    })
    const ready = await ask(port, { path: '/_sallyport/health/ready' })
    assert.deepEqual([ready.status, ready.body], [503, '{"status":"unavailable"}'])
    const live = await ask(port, { path: '/_sallyport/health/live' })
    assert.deepEqual([live.status, live.body], [200, '{"status":"live"}'])
    assert.equal((await ask(port, { path: '/_sallyport/health/other' })).status, 404)
    assert.equal((await ask(port, { path: '/_sallyport/health/live', method: 'POST' })).status, 405)
  })
})

describe('drain', () => {
  test('finishes what is under way, tells its client to go, and refuses new connections', async (t) => {
    const gate = Promise.withResolvers<void>()
    const arrived = Promise.withResolvers<void>()
    const slow = async ({ response }: Exchange): Promise<void> => {
      arrived.resolve()
      await gate.promise
      response.end('done')
    }
    const { server, port } = await start(t, { routes: { identity: slow } })
    const agent = new Agent({ keepAlive: true })
    t.after(() => agent.destroy())
    const answer = ask(port, { agent })
    await arrived.promise
    const drained = server[Symbol.asyncDispose]()
    await assert.rejects(ask(port), { code: 'ECONNREFUSED' })
    gate.resolve()
    const { body, headers } = await answer
    assert.equal(body, 'done')
    assert.equal(headers.connection, 'close')
    await drained
  })

  // By itself the server lets an idle connection go after 65 seconds.
  test(
    'an idle connection does not hold it up, a hanging request only until the deadline',
    {
      timeout: 60_000,
    },
    async (t) => {
      const arrived = Promise.withResolvers<void>()
      const hang = (): void => arrived.resolve()
      const { server, port } = await start(t, {
        routes: { app: echo, identity: hang },
        drain: { deadlineMilliseconds: 50 },
      })
      const agent = new Agent({ keepAlive: true })
      t.after(() => agent.destroy())
      await ask(port, { agent, host: 'app.localhost' })
      const [idle] = Object.values(agent.freeSockets).flat()
      assert.ok(idle)
      const closed = once(idle, 'close')
      const cut = assert.rejects(ask(port), { code: 'ECONNRESET' })
      await arrived.promise
      t.mock.timers.enable({ apis: ['setTimeout'] })
      const drained = server[Symbol.asyncDispose]()
      await closed
      t.mock.timers.tick(50)
      await cut
      await drained
    },
  )

  test('readiness fails first, while service goes on', async (t) => {
    const { server, port } = await start(t, { drain: { noticeMilliseconds: 300 } })
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const drained = server[Symbol.asyncDispose]()
    const ready = await ask(port, { path: '/_sallyport/health/ready' })
    assert.deepEqual([ready.status, ready.body, ready.headers.connection], [503, '{"status":"draining"}', 'close'])
    assert.equal((await ask(port)).status, 200)
    t.mock.timers.tick(300)
    await drained
  })
})

describe('TLS', () => {
  async function startTls(t: TestContext) {
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-server-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    const certificates = await openLocalCertificateAuthority({ folder, clock: systemClock, random: systemRandom })
    const ignore = (): void => {}
    const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
    const listen = [
      { scheme: 'https', host: 'localhost', port: 0, certificates, defaultName: 'localhost', log },
    ] as const
    const { port } = await start(t, { listen })
    return { port, ca: await readFile(certificates.caFile, 'utf8') }
  }

  test('every name of ours gets a certificate that fits, without SNI that of localhost', async (t) => {
    const { port, ca } = await startTls(t)
    for (const host of ['a1.execute-api.us-east-1.localhost', 'localhost', '127.0.0.1']) {
      const answer = await new Promise<string>((resolve, reject) => {
        const sent = httpsRequest(
          {
            host: '127.0.0.1',
            servername: host === '127.0.0.1' ? '' : host,
            port,
            ca,
            headers: { host },
            agent: false,
          },
          (response) => {
            let text = ''
            response
              .setEncoding('utf8')
              .on('data', (chunk: string) => (text += chunk))
              .on('end', () => resolve(text))
          },
        )
        sent.on('error', reject)
        sent.end()
      })
      assert.equal(JSON.parse(answer).client.isSecure, true, host)
    }
  })

  test('refuses the handshake for a name of somebody else, and old protocols', async (t) => {
    const { port, ca } = await startTls(t)
    const handshake = (options: object): Promise<string> =>
      new Promise((resolve) => {
        const socket = connectTls({ host: '127.0.0.1', port, ca, ...options }, () => {
          resolve('connected')
          socket.destroy()
        })
        socket.on('error', () => resolve('refused'))
      })
    assert.equal(await handshake({ servername: 'www.bank.com' }), 'refused')
    assert.equal(
      await handshake({
        servername: 'localhost',
        minVersion: 'TLSv1.1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
      'refused',
    )
    assert.equal(
      await handshake({ servername: 'localhost', maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' }),
      'refused',
    )
    assert.equal(await handshake({ servername: 'localhost', maxVersion: 'TLSv1.2' }), 'connected')
  })
})

describe('listening', () => {
  test('a taken port is said plainly', async (t) => {
    const { port } = await start(t)
    await assert.rejects(start(t, { listen: [{ scheme: 'http', host: 'localhost', port }] }), {
      name: 'ListenError',
      message: `Something else already listens at 127.0.0.1, port ${port}. Choose another port; 0 takes any free one.`,
    })
  })
})
