import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readRequestHead } from './request-head.ts'

function read(
  overrides: { method?: string; url?: string; httpVersion?: string; headers?: readonly [string, string][] } = {},
) {
  const { headers = [], ...rest } = overrides
  const hasHost = headers.some(([name]) => name.toLowerCase() === 'host')
  const all = hasHost ? headers : [['Host', 'localhost:9443'] as const, ...headers]
  return readRequestHead({ method: 'POST', url: '/', httpVersion: '1.1', rawHeaders: all.flat(), ...rest })
}

describe('request head', () => {
  const hosts: readonly [string, string][] = [
    ['localhost:9443', 'localhost'],
    ['App.Localhost', 'app.localhost'],
    ['app.localhost.:443', 'app.localhost'],
    ['[::1]:9443', '[::1]'],
    ['127.0.0.1', '127.0.0.1'],
  ]
  for (const [written, host] of hosts) {
    test(`reads the host ${written}`, () => {
      const head = read({ headers: [['Host', written]] })
      assert.deepEqual(head.kind === 'accepted' && [head.host, head.url, head.hasBody], [host, '/', false])
    })
  }

  test('reads what proxies say, repetitions joined, and whether a body comes', () => {
    const head = read({
      headers: [
        ['X-Forwarded-For', '192.0.2.1'],
        ['x-forwarded-for', '192.0.2.2'],
        ['X-Forwarded-Proto', 'https'],
        ['Content-Length', '5'],
      ],
    })
    if (head.kind !== 'accepted') assert.fail(head.reason)
    const { forwarding, hasBody } = head
    assert.deepEqual(
      [forwarding['x-forwarded-for'], forwarding['x-forwarded-proto'], forwarding['x-forwarded-host'], hasBody],
      ['192.0.2.1,192.0.2.2', 'https', undefined, true],
    )
  })

  const refusals: Readonly<Record<string, [Parameters<typeof read>[0], number]>> = {
    'no host': [{ headers: [['Host', '']] }, 400],
    'two hosts': [{ headers: [['Host', 'localhost'], ['host', 'localhost']] }, 400],
    'a host with a path': [{ headers: [['Host', 'localhost/x']] }, 400],
    'a host with user info': [{ headers: [['Host', 'a@localhost']] }, 400],
    'a target in absolute form': [{ url: 'http://localhost/' }, 400],
    'a target *': [{ url: '*', method: 'OPTIONS' }, 400],
    'a fragment in the target': [{ url: '/a#b' }, 400],
    'a control character in the target': [{ url: '/a\u0001' }, 400],
    'a raw non-ASCII target': [{ url: '/é' }, 400],
    'a long target': [{ url: `/${'a'.repeat(8192)}` }, 414],
    'TRACE': [{ method: 'TRACE' }, 405],
    'CONNECT': [{ method: 'CONNECT', url: 'localhost:443' }, 405],
    'two Authorization fields': [{ headers: [['Authorization', 'a'], ['authorization', 'b']] }, 400],
    'two X-Amz-Target fields': [{ headers: [['X-Amz-Target', 'a'], ['x-amz-target', 'b']] }, 400],
    'two lengths': [{ headers: [['Content-Length', '1'], ['Content-Length', '1']] }, 400],
    'length and chunked': [{ headers: [['Content-Length', '1'], ['Transfer-Encoding', 'chunked']] }, 400],
    'another transfer coding': [{ headers: [['Transfer-Encoding', 'gzip, chunked']] }, 400],
    'chunked in HTTP/1.0': [{ httpVersion: '1.0', headers: [['Transfer-Encoding', 'chunked']] }, 400],
    'an underscore in a name': [{ headers: [['Content_Length', '1']] }, 400],
    'too many fields': [{ headers: Array.from({ length: 100 }, (_, i): [string, string] => [`X-${i}`, 'a']) }, 431],
  } // prettier-ignore
  for (const [name, [request, status]] of Object.entries(refusals)) {
    test(`refuses ${name}`, () => {
      const head = read(request)
      assert.equal(head.kind === 'refused' && head.status, status)
    })
  }
})
