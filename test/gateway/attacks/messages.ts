import { headerListFromRaw } from '../../../src/http/header-list.ts'
import { guardRequest, type GuardVerdict } from '../../../src/gateway/request/request-guard.ts'

/** Bytes on the wire that must never reach a backend as a request that they smuggle. */
const smuggled = 'GET /http/plain/smuggled HTTP/1.1\r\nHost: a\r\n\r\n'
export const refusedHeads: Readonly<Record<string, string>> = {
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

export const refusedPaths = [
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
export const ambiguousPaths = ['/a%2fb', '/a//b', '//a', '/a;b', '/a%3bb', '/a%252fb', '/a%252e%252e/b', '/a///']

/** The planted defect: takes whatever Node's parser takes. */
export function lenientGuard(...[message, path]: Parameters<typeof guardRequest>): GuardVerdict {
  const plain = { ...message, method: message.method ?? '', url: '/', httpVersion: '1.1', rawHeaders: ['Host', 'a'] }
  const verdict = guardRequest(plain, path.split(/[?#]/, 1)[0] ?? '/')
  if (verdict.kind === 'refused') return verdict
  const headers = headerListFromRaw(message.rawHeaders).filter(
    ([name]) => !/^(?:host|te|transfer-encoding)$/i.test(name),
  )
  const hasBody = /transfer-encoding|content-length/i.test(message.rawHeaders.join(' '))
  return { kind: 'accepted', request: { ...verdict.request, headers, hasBody, declaredLength: undefined } }
}

export function get(header: string): string {
  return `GET /http/plain/a HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n`
}

export function post(headers: string, body: string): string {
  return `POST /http/plain/a HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n${body}`
}
