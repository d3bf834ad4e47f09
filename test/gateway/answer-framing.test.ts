import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { httpApi, proxyOperation } from './http-api-under-test.ts'
import { restApi } from './rest-api-under-test.ts'
import { sendRaw, startGateway, type UnderTest } from './gateway-under-test.ts'

/** Answers whose heads speak of another body than there is, or of one that some readers do not expect. */
const answers: Readonly<Record<string, string>> = {
  'both framings': 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  'two lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nokHTT',
  'a list of lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok',
  'a length with a sign': 'HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok',
  'more than its length':
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nforge',
  'less than its length': 'HTTP/1.1 200 OK\r\nContent-Length: 50\r\nConnection: close\r\n\r\nok',
  '204 with a length': 'HTTP/1.1 204 No Content\r\nContent-Length: 50\r\n\r\n',
  '304 with a length': 'HTTP/1.1 304 Not Modified\r\nContent-Length: 50\r\n\r\n',
  '204 in chunks': 'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  '304 with a body': 'HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\nok',
  '205 with a body': 'HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nok',
  'an answer before the answer':
    'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  'a connection that it nominates the length for':
    'HTTP/1.1 200 OK\r\nConnection: content-length\r\nContent-Length: 2\r\n\r\nok',
  'a trailer': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nContent-Length: 50\r\n\r\n',
  'chunks over HTTP/1.0': 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
}

/** Ways to ask: by the path of a route, which says what the gateway does with the answer. */
const ways = {
  'an HTTP API': '/http/as-it-is',
  'a REST API': '/rest/v1/as-it-is',
  'an HTTP API that maps 204 and 304 to 200': '/http/mapped',
  'an HTTP API that maps 200 to 204': '/http/emptied',
  'an HTTP API that asks with HEAD': '/http/head',
} as const

describe('the answer of a backend is never part of the next one', () => {
  let gateway: UnderTest
  let answer = ''
  const backend = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (data) => {
      const [, method = '', path = ''] = /^(\w+) (\S+) /.exec(data.toString('latin1')) ?? []
      const said = path === '/second' ? 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond' : answer
      const [heads = ''] = /^(?:HTTP\/1\.1 103.*?\r\n\r\n)?.*?\r\n\r\n/s.exec(said) ?? []
      socket.write(method === 'HEAD' ? heads : said)
      if (/Connection: close|HTTP\/1\.0/.test(said)) socket.end()
    })
  })

  before(async () => {
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
    const { port } = backend.address() as AddressInfo
    const url = `http://127.0.0.1:${port}`
    const status = (code: string) => ({ 'overwrite:statuscode': code })
    const first = `${url}/first`
    gateway = await startGateway({
      resources: [
        ...httpApi({
          paths: {
            '/as-it-is': { get: proxyOperation(first) },
            '/mapped': {
              get: proxyOperation(first, { responseParameters: { 204: status('200'), 304: status('200') } }),
            },
            '/emptied': { get: proxyOperation(first, { responseParameters: { 200: status('204') } }) },
            '/head': { get: proxyOperation(first, { httpMethod: 'HEAD' }) },
            '/second': { get: proxyOperation(`${url}/second`) },
          },
        }),
        ...restApi({
          paths: {
            '/as-it-is': {
              get: {
                responses: {},
                'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri: first },
              },
            },
          },
        }),
      ],
    })
  })
  after(async () => {
    await gateway[Symbol.asyncDispose]()
    backend.close()
  })

  for (const [way, path] of Object.entries(ways)) {
    for (const [name, said] of Object.entries(answers)) {
      test(`${name}, through ${way}`, async () => {
        answer = said
        const request = (target: string) => `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`
        const [first, second, ...more] = readAnswers(
          await sendRaw(gateway.port, request(path) + request('/http/second')),
        )
        // Cut off is well; a second answer is the second one's.
        if (second !== undefined) assert.equal(second, 'second')
        if (first !== undefined) assert.match(first, /^(?:ok)?$|"message"/)
        assert.deepEqual(more, [])
      })
    }
  }

  test('a 304 that tells the length of what it stands for arrives', async () => {
    answer = answers['304 with a length'] ?? ''
    const { status, headers } = await gateway.ask('GET', '/http/as-it-is')
    assert.deepEqual([status, headers['content-length']], [304, '50'])
  })

  test('a 204 tells no length', async () => {
    answer = answers['204 with a length'] ?? ''
    const { status, headers } = await gateway.ask('GET', '/http/as-it-is')
    assert.deepEqual([status, headers['content-length']], [204, undefined])
  })
})

/** The bodies of answers to GET on one connection, as a client finds them; what breaks off is none. */
function readAnswers(received: string): readonly string[] {
  const bodies: string[] = []
  for (let at = 0; at < received.length;) {
    const end = received.indexOf('\r\n\r\n', at)
    const head = received.slice(at, end)
    const [, status = ''] = /^HTTP\/1\.1 (\d{3})/.exec(head) ?? []
    assert.notEqual(status, '', `no answer begins here: ${received.slice(at, at + 50)}`)
    at = end + 4
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0)
    if (status === '204' || status === '304') bodies.push('')
    else if (/^transfer-encoding: chunked$/im.test(head)) {
      let body = ''
      for (let size = -1; size !== 0;) {
        const line = received.indexOf('\r\n', at)
        if (line === -1) return bodies
        size = Number.parseInt(received.slice(at, line), 16)
        assert.ok(Number.isInteger(size), `no chunk begins here: ${received.slice(at, at + 50)}`)
        body += received.slice(line + 2, line + 2 + size)
        at = line + 4 + size
      }
      bodies.push(body)
    } else {
      if (received.length < at + length) return bodies
      bodies.push(received.slice(at, at + length))
      at += length
    }
  }
  return bodies
}
