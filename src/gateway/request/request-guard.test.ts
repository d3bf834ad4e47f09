import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { headerListFromRaw } from './header-list.ts'
import { guardRequest, type GuardVerdict } from './request-guard.ts'
import { httpApi, restApi } from '../../../test/gateway/example-apis.ts'
import { sendRaw, startBackend, startGateway, type Backend } from '../../../test/gateway/gateway-under-test.ts'

/** Bytes on the wire that must never reach a backend as a request that they smuggle. */
const smuggled = 'GET /http/plain/smuggled HTTP/1.1\r\nHost: a\r\n\r\n'
const refusedHeads: Readonly<Record<string, string>> = {
  'CL and TE': post('Content-Length: 6\r\nTransfer-Encoding: chunked', `0\r\n\r\n${smuggled}`),
  'TE and CL': post('Transfer-Encoding: chunked\r\nContent-Length: 4', `5c\r\n${smuggled}\r\n0\r\n\r\n`),
  'two lengths': post('Content-Length: 0\r\nContent-Length: 50', smuggled),
  'two equal lengths': post('Content-Length: 2\r\nContent-Length: 2', 'ok'),
  'a list of lengths': post('Content-Length: 2, 2', 'ok'),
  'a length with a plus': post('Content-Length: +2', 'ok'),
  'a length with zeros in front': post('Content-Length: 0002', 'ok'),
  'two transfer encodings': post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', `0\r\n\r\n${smuggled}`),
  'gzip before chunked': post('Transfer-Encoding: gzip, chunked', '0\r\n\r\n'),
  'identity after chunked': post('Transfer-Encoding: chunked, identity', '0\r\n\r\n'),
  'an unknown transfer encoding': post('Transfer-Encoding: xchunked', `0\r\n\r\n${smuggled}`),
  'CHUNKED in capitals': post('Transfer-Encoding: CHUNKED', '0\r\n\r\n'),
  'chunked on HTTP/1.0': 'POST /http/plain/a HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a space before the colon': post('Content-Length : 2', 'ok'),
  'a folded header': get('X-A: b\r\n c'),
  'a bare line feed': 'GET /http/plain/a HTTP/1.1\nHost: a\n\n',
  'a bare carriage return': get('X-A: a\rX-B: b'),
  'a NUL in a value': get('X-A: a\u0000b'),
  'two hosts': get('Host: b'),
  'no host': 'GET /http/plain/a HTTP/1.1\r\n\r\n',
  'a host with a path': 'GET /http/plain/a HTTP/1.1\r\nHost: a/b\r\n\r\n',
  'a host with credentials': 'GET /http/plain/a HTTP/1.1\r\nHost: a@b\r\n\r\n',
  'two authorizations': get('Authorization: a\r\nAuthorization: b'),
  'an underscore in a name': get('Content_Length: 5'),
  'an underscored identity': get('X_User_Id: 1'),
  '__proto__ as a header': get('__proto__: 1'),
  'an absolute target for another host': 'GET http://b/http/plain/a HTTP/1.1\r\nHost: a\r\n\r\n',
  'an absolute target for the same host': 'GET http://a/http/plain/a HTTP/1.1\r\nHost: a\r\n\r\n',
  'the authority form': 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n',
  'the asterisk form': 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
  'a fragment': 'GET /http/plain/a#b HTTP/1.1\r\nHost: a\r\n\r\n',
  'raw UTF-8 in the path': 'GET /http/plain/\u00c3\u00a9 HTTP/1.1\r\nHost: a\r\n\r\n',
  'an unknown expectation': get('Expect: 200-ok'),
  'Connection names Authorization': get('Authorization: a\r\nConnection: close, authorization'),
  'Connection names Cookie': get('Cookie: a=b\r\nConnection: Cookie'),
  'Connection names X-Forwarded-For': get('Connection: x-forwarded-for'),
  'Connection names an identity header': get('Connection: X-Caller'),
  'Connection names Content-Length': get('Connection: content-length'),
  'Connection names Host': get('Connection: host'),
  'a body on GET': 'GET /http/plain/a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok',
  'a chunked body on HEAD': 'HEAD /http/plain/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a body on DELETE': 'DELETE /http/plain/a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok',
  'a hundred and one headers': get(Array.from({ length: 101 }, (_, i) => `X-${i}: a`).join('\r\n')),
  'headers over 16 KB': get(`X-A: ${'a'.repeat(17_000)}`),
  'a target over 8 KB': `GET /http/plain/${'a'.repeat(8200)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  'HTTP/2.0': 'GET /http/plain/a HTTP/2.0\r\nHost: a\r\n\r\n',
}

const refusedPaths = [
  '/a/../b',
  '/a/..',
  '/./a',
  '/a/%2e%2e/b',
  '/a/%2E%2e',
  '/%2e/a',
  '/a/.%2e/b',
  '/a%2f..%2fb',
  '/a%2F%2E%2E',
  '/..;/b',
  '/a/..;x=1/b',
  '/a%00',
  '/a%0d%0ab',
  '/a%5cb',
  '/a\\b',
  '/a/..%5cb',
  '/a%7f',
  '/%c0%ae%c0%ae/a',
  '/a%',
  '/a%zz',
  '/%ff',
  '/a%ed%a0%80',
  '/a%u002e',
]
/** Spellings that a backend may fold into another path: not near a stage that protects something. */
const ambiguousPaths = ['/a%2fb', '/a//b', '//a', '/a;b', '/a%3bb', '/a%252fb', '/a%252e%252e/b', '/a///']

describe('requests with more than one meaning', () => {
  for (const [name, bytes] of Object.entries(refusedHeads)) {
    test(`${name}: refused and closed, and nothing arrives`, async () => {
      await using backend = await startBackend()
      await using gateway = await startGateway({ resources: httpApi(backend.url) })
      const answer = await sendRaw(gateway.port, bytes)
      assert.match(answer, /^(?:HTTP\/1\.1 (?:400|414|417|431|505)|$)/)
      assert.equal(answer.split('HTTP/1.1 ').length <= 2, true, 'at most one answer')
      assert.deepEqual(backend.seen, [])
    })
  }

  test('a plain request arrives, and a harness without the guard sees the others arrive', async () => {
    await using backend = await startBackend()
    const guard = lenientGuard
    await using guarded = await startGateway({ resources: httpApi(backend.url) })
    await using unguarded = await startGateway({ resources: httpApi(backend.url), options: { guard } })
    assert.match(await sendRaw(guarded.port, get('X-A: b')), /^HTTP\/1\.1 200/)
    assert.equal(backend.seen.length, 1)
    const arrived: string[] = []
    for (const [name, bytes] of Object.entries(refusedHeads)) {
      const before = backend.seen.length
      await sendRaw(unguarded.port, bytes)
      if (backend.seen.length > before) arrived.push(name)
    }
    for (const name of [
      'gzip before chunked',
      'two authorizations',
      'an underscored identity',
      'two hosts',
      'CHUNKED in capitals',
    ]) {
      assert.ok(arrived.includes(name), `${name} arrives without the guard: ${arrived.join(', ')}`)
    }
  })

  for (const path of refusedPaths) {
    test(`${path} is refused everywhere`, async () => {
      await using backend = await startBackend()
      await using gateway = await startGateway({ resources: [...httpApi(backend.url), ...openApi(backend.url)] })
      for (const api of ['http', 'open']) {
        const answer = await sendRaw(
          gateway.port,
          `GET /${api}/plain${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
        )
        assert.match(answer, /^HTTP\/1\.1 400/)
      }
      assert.deepEqual(backend.seen, [])
    })
  }

  for (const path of ambiguousPaths) {
    test(`${path} is refused where a route is protected`, async () => {
      await using backend = await startBackend()
      await using gateway = await startGateway({ resources: [...httpApi(backend.url), ...openApi(backend.url)] })
      assert.match(await sendRaw(gateway.port, `GET /http/plain${path} HTTP/1.1\r\nHost: a\r\n\r\n`), /^HTTP\/1\.1 400/)
      assert.deepEqual(backend.seen, [])
      const open = await sendRaw(gateway.port, `GET /open/plain${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
      assert.match(open, /^HTTP\/1\.1 200/)
    })
  }

  test('matches and forwards one spelling of the path', async () => {
    await using backend = await startBackend()
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    await sendRaw(gateway.port, 'GET /http/%70lain/%61%20b%7Ec:d@e/%C3%A9/ HTTP/1.1\r\nHost: a\r\n\r\n')
    assert.deepEqual(
      backend.seen.map(({ url }) => url),
      ['/plain/a%20b~c:d@e/%C3%A9/'],
    )
  })

  test('an encoded spelling of a protected path is as protected', async () => {
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1') })
    for (const path of ['/rest/dev/notes/1', '/rest/dev/%6eotes/1', '/rest/dev/%6Eote%73/1/']) {
      assert.equal((await gateway.ask('GET', path)).status, 401)
    }
  })

  test('100-continue is answered here and not passed on', async () => {
    await using backend = await startBackend()
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const answer = await sendRaw(gateway.port, post('Expect: 100-continue\r\nContent-Length: 2', 'ok'))
    assert.match(answer, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/)
    assert.equal(
      backend.seen[0]?.rawHeaders.some((header) => /expect/i.test(header)),
      false,
    )
  })

  test('drops trailers, chunk extensions and hop-by-hop headers', async () => {
    await using backend = await startBackend()
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const chunks = '2;ext=1\r\nok\r\n0\r\nX-User-Id: 1\r\n\r\n'
    const head =
      'Transfer-Encoding: chunked\r\nTE: trailers\r\nTrailer: X-User-Id\r\nConnection: keep-alive, X-Hop\r\nKeep-Alive: 5\r\nUpgrade: h2c\r\nProxy-Authorization: x'
    await sendRaw(gateway.port, post(head, chunks))
    assert.equal(backend.seen.length <= 1, true)
    const names = (backend.seen[0]?.rawHeaders ?? []).map((header) => header.toLowerCase())
    for (const name of ['te', 'trailer', 'keep-alive', 'upgrade', 'proxy-authorization', 'x-hop', 'x-user-id']) {
      assert.equal(names.includes(name), false, name)
    }
  })
})

describe('spoofed identity headers', () => {
  const names = [
    'X-User-Id',
    'X-Amzn-Oidc-Identity',
    'X-Amzn-Oidc-Data',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'Forwarded',
    'Via',
    'X-Real-IP',
    'X-Caller',
    'X-Internal-Role',
    'X-HTTP-Method-Override',
    'X-Original-URL',
  ]
  const spellings = names.flatMap((name) => [
    name,
    name.toLowerCase(),
    name.toUpperCase(),
    swapCase(name),
    name.replaceAll('-', '_'),
    name.replaceAll('-', '_').toLowerCase(),
  ])

  async function spoofAll(backend: Backend, identityHeaders: readonly string[]): Promise<string[]> {
    await using gateway = await startGateway({ resources: httpApi(backend.url), options: { identityHeaders } })
    for (const spelling of spellings) {
      await sendRaw(
        gateway.port,
        `GET /http/plain/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${spelling}: spoofed\r\n\r\n`,
      )
    }
    return backend.seen.flatMap(({ rawHeaders }) =>
      rawHeaders.filter((_, index) => index % 2 === 0 && rawHeaders[index + 1]?.includes('spoofed') === true),
    )
  }

  test('none arrives under any spelling', async () => {
    await using backend = await startBackend()
    assert.deepEqual(await spoofAll(backend, ['x-internal-role']), [])
  })

  test('the harness notices a header that is not stripped', async () => {
    await using backend = await startBackend()
    const arrived = await spoofAll(backend, [])
    assert.deepEqual(new Set(arrived.map((name) => name.toLowerCase())), new Set(['x-internal-role']))
  })
})

/** The planted defect: takes whatever Node's parser takes. */
function lenientGuard(...[message, path]: Parameters<typeof guardRequest>): GuardVerdict {
  const plain = { ...message, method: message.method ?? '', url: '/', httpVersion: '1.1', rawHeaders: ['Host', 'a'] }
  const verdict = guardRequest(plain, path.split(/[?#]/, 1)[0] ?? '/')
  if (verdict.kind === 'refused') return verdict
  const headers = headerListFromRaw(message.rawHeaders).filter(
    ([name]) => !/^(?:host|te|transfer-encoding)$/i.test(name),
  )
  const hasBody = /transfer-encoding|content-length/i.test(message.rawHeaders.join(' '))
  return { kind: 'accepted', request: { ...verdict.request, headers, hasBody, declaredLength: undefined } }
}

/** An API without any protected route. */
function openApi(backendUrl: string) {
  return httpApi(backendUrl)
    .filter(({ type, properties }) => type !== 'AWS::ApiGatewayV2::Route' || properties['AuthorizationType'] !== 'JWT')
    .map((resource) => ({
      ...resource,
      physicalId: resource.physicalId === 'http' ? 'open' : `open-${resource.physicalId}`,
      properties: rename(resource.properties),
    }))
}

function rename(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const target = properties['Target']
  return {
    ...properties,
    ...('ApiId' in properties ? { ApiId: 'open' } : {}),
    ...(typeof target === 'string' ? { Target: target.replace('integrations/', 'integrations/open-') } : {}),
  }
}

function get(header: string): string {
  return `GET /http/plain/a HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n`
}

function post(headers: string, body: string): string {
  return `POST /http/plain/a HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n${body}`
}

function swapCase(name: string): string {
  return [...name].map((letter, index) => (index % 2 === 0 ? letter.toLowerCase() : letter.toUpperCase())).join('')
}
