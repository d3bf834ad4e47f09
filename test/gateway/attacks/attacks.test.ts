import assert from 'node:assert/strict'
import { connect, createServer, type AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { fc } from '../../fast-check.ts'
import { guardRequest, type GuardVerdict } from '../../../src/gateway/request/request-guard.ts'
import { httpApi } from '../example-apis.ts'
import { accessClaims, resource, sendRaw, startGateway, token } from '../gateway-under-test.ts'
import type { AttackedBackend, SeenRequest } from './backends/attacked-backend.ts'
import { backendKinds } from './backends/backend-kinds.ts'
import { identityNames, identitySpellings } from './identity-spellings.ts'
import { ambiguousPaths, lenientGuard, refusedHeads, refusedPaths } from './messages.ts'
import { pathReadings, pathSpelling } from './path-readings.ts'

const { sub } = accessClaims()
const authorization = `Authorization: ${await token(accessClaims())}`
const identities = new Set(identityNames.map((name) => name.toLowerCase()))

const hidden = 'GET /base/hidden HTTP/1.1\r\nHost: a\r\nX-Caller: spoofed\r\n\r\n'
/** Requests that are allowed, each with another one inside or behind it. */
const carriers: Readonly<Record<string, string>> = {
  'a request as the body': carrier(`Content-Length: ${hidden.length}`, hidden),
  'an end of chunks before it': carrier(`Content-Length: ${hidden.length + 5}`, `0\r\n\r\n${hidden}`),
  'a request in a chunk': carrier('Transfer-Encoding: chunked', `${chunk(hidden)}0\r\n\r\n`),
  'an extension of a chunk': carrier('Transfer-Encoding: chunked', `2;${'a'.repeat(50)}\r\nok\r\n0\r\n\r\n`),
  'a trailer that claims an identity': carrier(
    'Transfer-Encoding: chunked\r\nTrailer: X-Caller',
    '2\r\nok\r\n0\r\nX-Caller: spoofed\r\n\r\n',
  ),
  'an expectation': carrier(`Expect: 100-continue\r\nContent-Length: ${hidden.length}`, hidden),
  'a request behind it that is not allowed': carrier(
    'Content-Length: 2',
    `ok${hidden.replace('/base', '/http/backend')}`,
  ),
}

for (const { absent, name, start } of backendKinds) {
  describe(`in front of ${name}`, { skip: absent(), concurrency: false }, () => {
    let backend: AttackedBackend
    before(async () => {
      backend = await start()
    })
    after(() => backend[Symbol.asyncDispose]())

    test('no request with more than one meaning arrives', async () => {
      assert.deepEqual(await attack(Object.values(refusedHeads)), [])
    })

    test('the harness notices a gateway that takes whatever the parser takes', async () => {
      const noticed = ['two authorizations', 'an underscored identity', 'two hosts', 'CHUNKED in capitals']
      const seen = await attack(
        noticed.map((each) => refusedHeads[each] ?? ''),
        { guard: lenientGuard },
      )
      assert.equal(seen.length, noticed.length)
    })

    test('whatever a request carries, one request arrives, the authorized one', async () => {
      const messages = Object.values(carriers)
      assert.deepEqual(
        (await attack(messages)).map(summary),
        messages.map(() => authorized),
      )
    })

    test('the harness notices a gateway that copies bytes', async () => {
      await using copier = await startCopier(backend.url)
      await sendRaw(copier.port, carriers['a request behind it that is not allowed'] ?? '')
      assert.notDeepEqual((await backend.seen()).map(summary), [authorized])
    })

    test('no spelling of a header speaks for the gateway', async () => {
      const seen = await attack(identitySpellings.map(spoofing), { identityHeaders: ['x-internal-role'] })
      assert.deepEqual(seen.flatMap(spoofed), [])
      assert.equal(seen.length > 0, true)
    })

    test('the harness notices a header that is not taken off', async () => {
      assert.deepEqual(
        new Set((await attack(identitySpellings.map(spoofing))).flatMap(spoofed)),
        new Set(['x-internal-role']),
      )
    })

    test('no path passes an open route and is read as the protected one', async () => {
      assert.deepEqual((await attack(paths.map(get))).flatMap(bypass), [])
    })

    test('the harness notices a gateway that lets two readings of a path pass', async () => {
      assert.notDeepEqual((await attack(paths.map(get), { guard: allowsAmbiguity })).flatMap(bypass), [])
    })

    /** What the backend sees while a gateway in front of it takes these messages, each on a connection of its own. */
    async function attack(messages: readonly string[], options = {}): Promise<readonly SeenRequest[]> {
      const unlimited = { ratePerSecond: 1_000_000, burst: 1_000_000 }
      await using gateway = await startGateway({
        resources: resources(backend.url),
        options: { accountThrottle: unlimited, ...options },
      })
      // As many as the backend takes at once: one that is turned away as too many attacks nothing.
      for (let at = 0; at < messages.length; at += 100) {
        await Promise.all(messages.slice(at, at + 100).map((bytes) => sendRaw(gateway.port, bytes)))
      }
      return await backend.seen()
    }
  })
}

const paths = [
  '/admin%2fx',
  '/%61dmin%2Fx',
  '//admin/x',
  '/admin;a=b/x',
  '/admin%3b/x',
  ...[...refusedPaths, ...ambiguousPaths].flatMap((path) => [path, `/public${path}`, `${path}/admin/x`]),
  ...fc.sample(pathSpelling, { numRuns: process.env['SALLYPORT_TEST_LONG'] ? 20_000 : 100, seed: 7 }),
]

/** An API with an open route for everything but `/admin/…` and `/backend/…`. */
function resources(backendUrl: string) {
  const route = (id: string, RouteKey: string, extra = {}) =>
    resource(id, 'AWS::ApiGatewayV2::Route', { ApiId: 'http', RouteKey, Target: 'integrations/whole', ...extra })
  return [
    ...httpApi(backendUrl),
    resource('Whole', 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'http',
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${backendUrl}/{proxy}`,
      PayloadFormatVersion: '1.0',
    }),
    route('RouteAdmin', 'ANY /admin/{proxy+}', { AuthorizationType: 'JWT', AuthorizerId: 'authorizer' }),
    route('RouteWhole', 'ANY /{proxy+}'),
  ]
}

const authorized = { method: 'POST', target: '/base/x?stage=%24default', callers: [sub], others: [] }

function summary({ headers, method, target }: SeenRequest) {
  const own = new Set(['forwarded', 'via'])
  return {
    method,
    target,
    callers: headers.filter(([header]) => header === 'x-caller').map(([, value]) => value),
    others: headers.filter(([header]) => header !== 'x-caller' && !own.has(header) && identities.has(header)),
  }
}

function spoofed({ headers }: SeenRequest): readonly string[] {
  return headers.filter(([, value]) => value.includes('spoofed')).map(([header]) => header)
}

function bypass({ path, target }: SeenRequest): readonly string[] {
  const readings = [path, ...Object.values(pathReadings).map((read) => read(path))]
  return readings.some((reading) => /^\/+admin\/./.test(reading)) ? [target] : []
}

function allowsAmbiguity(...given: Parameters<typeof guardRequest>): GuardVerdict {
  const verdict = guardRequest(...given)
  if (verdict.kind === 'refused') return verdict
  return { ...verdict, request: { ...verdict.request, path: { ...verdict.request.path, isAmbiguous: false } } }
}

/** The planted defect: a gateway without a parser. */
async function startCopier(url: string) {
  const { hostname, port } = new URL(url)
  const server = createServer((socket) => {
    const upstream = connect(Number(port), hostname)
    upstream.on('error', () => {})
    socket.on('error', () => {}).on('close', () => upstream.destroy())
    socket.pipe(upstream).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function carrier(framing: string, body: string): string {
  return `POST /http/backend/x HTTP/1.1\r\nHost: a\r\n${authorization}\r\n${framing}\r\n\r\n${body}`
}

function chunk(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`
}

function spoofing(spelling: string): string {
  return `GET /http/plain/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${spelling}: spoofed\r\n\r\n`
}

function get(path: string): string {
  return `GET /http${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`
}
