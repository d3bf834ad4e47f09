import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { identitySpellings } from '../../../test/gateway/attacks/identity-spellings.ts'
import {
  ambiguousPaths,
  get,
  lenientGuard,
  post,
  refusedHeads,
  refusedPaths,
} from '../../../test/gateway/attacks/messages.ts'
import { httpApi, restApi } from '../../../test/gateway/example-apis.ts'
import { sendRaw, startBackend, startGateway, type Backend } from '../../../test/gateway/gateway-under-test.ts'

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
  async function spoofAll(backend: Backend, identityHeaders: readonly string[]): Promise<string[]> {
    await using gateway = await startGateway({ resources: httpApi(backend.url), options: { identityHeaders } })
    for (const spelling of identitySpellings) {
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
