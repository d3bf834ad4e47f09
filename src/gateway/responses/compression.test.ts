import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { after, describe, test } from 'node:test'
import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import { invocationUri, startBackend, startGateway } from '../../../test/gateway/gateway-under-test.ts'
import { operation, restApi } from '../../../test/gateway/rest-api-under-test.ts'

const long = 'compressible '.repeat(1000)
const backend = await startBackend((message, response) => {
  if (message.url === '/encoded') {
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(long))
    return
  }
  if (message.url === '/short') {
    response.writeHead(200, { 'Content-Length': '2' }).end('ab')
    return
  }
  response.writeHead(200, { 'Content-Type': 'text/plain' })
  for (let piece = 0; piece < 100; piece += 1) response.write(long)
  response.end()
})

const lambda = (name: string) => operation({ type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri(name) })
const proxy = (path: string) => operation({ type: 'http_proxy', httpMethod: 'ANY', uri: `${backend.url}${path}` })
const template = operation({
  type: 'aws',
  httpMethod: 'POST',
  uri: invocationUri('echo'),
  requestTemplates: { 'application/json': '{"n": $input.json("$.n"), "length": $input.body.length()}' },
  responses: { default: { statusCode: '200' } },
})

const paths = {
  '/long': { get: lambda('long') },
  '/short': { get: lambda('short') },
  '/empty': { get: lambda('empty') },
  '/stream': { get: proxy('/stream'), head: proxy('/stream') },
  '/stream-short': { get: proxy('/short') },
  '/encoded': { get: proxy('/encoded') },
  '/template': { post: template },
  '/plain': { post: lambda('echo-event') },
}
const functions = {
  long: () => ({ statusCode: 200, body: long }),
  short: () => ({ statusCode: 200, body: 'ab' }),
  empty: () => ({ statusCode: 204 }),
  echo: (payload: unknown) => payload,
  'echo-event': (payload: { body: string }) => ({ statusCode: 200, body: JSON.stringify(payload.body.length) }),
}
const resources = (properties: Record<string, unknown>) => restApi({ paths, properties })
const api = await startGateway({ resources: resources({ MinimumCompressionSize: 100 }), functions })
const plain = await startGateway({ resources: resources({}), functions })
after(async () => {
  await api[Symbol.asyncDispose]()
  await plain[Symbol.asyncDispose]()
  await backend[Symbol.asyncDispose]()
})

interface Bytes {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

interface Asked {
  readonly method?: string
  readonly encodings?: string
  readonly headers?: Record<string, string>
  readonly body?: Buffer
  readonly port?: number
}

function ask(
  path: string,
  { method = 'GET', encodings, headers = {}, body, port = api.port }: Asked = {},
): Promise<Bytes> {
  const sent = encodings === undefined ? headers : { ...headers, 'accept-encoding': encodings }
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, method, path: `/rest/v1${path}`, headers: sent, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}

describe('1.15 responses', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    gzip: 'gzip',
    deflate: 'deflate',
    'deflate, gzip': 'gzip',
    'gzip;q=0.5, deflate': 'deflate',
    'GZIP;q=0.1, br': 'gzip',
    '*': 'gzip',
    '*;q=0.5, gzip;q=0': 'deflate',
    br: undefined,
    identity: undefined,
    'identity, gzip;q=0.5': undefined,
    'gzip;q=0': undefined,
  }
  for (const [encodings, expected] of Object.entries(cases)) {
    test(`Accept-Encoding: ${encodings}`, async () => {
      const { headers, body } = await ask('/long', { encodings })
      assert.equal(headers['content-encoding'], expected)
      assert.equal(Number(headers['content-length']), body.length)
      const text = expected === 'gzip' ? gunzipSync(body) : expected === 'deflate' ? inflateSync(body) : body
      assert.equal(text.toString(), long)
    })
  }

  test('nothing without Accept-Encoding, below the size, without a body, or where it is off', async () => {
    for (const [path, asked] of [
      ['/long', {}],
      ['/short', { encodings: 'gzip' }],
      ['/empty', { encodings: 'gzip' }],
      ['/long', { encodings: 'gzip', port: plain.port }],
    ] as const) {
      assert.equal((await ask(path, asked)).headers['content-encoding'], undefined)
    }
  })

  test('streamed answers are compressed on their way', async () => {
    const { headers, body } = await ask('/stream', { encodings: 'gzip' })
    assert.equal(headers['content-encoding'], 'gzip')
    assert.equal(gunzipSync(body).toString(), long.repeat(100))
    assert.equal((await ask('/stream', { encodings: 'gzip', port: plain.port })).body.toString(), long.repeat(100))
    assert.equal((await ask('/stream-short', { encodings: 'gzip' })).headers['content-encoding'], undefined)
    assert.equal((await ask('/stream', { method: 'HEAD', encodings: 'gzip' })).headers['content-encoding'], undefined)
  })

  test('what the backend encoded is not encoded again', async () => {
    const { headers, body } = await ask('/encoded', { encodings: 'gzip' })
    assert.equal(headers['content-encoding'], 'gzip')
    assert.equal(gunzipSync(body).toString(), long)
  })
})

describe('1.15 requests', () => {
  const post = (path: string, body: Buffer, encoding: string) =>
    ask(path, { method: 'POST', body, headers: { 'content-type': 'application/json', 'content-encoding': encoding } })
  const json = Buffer.from('{"n": 5}')

  test('templates read what was compressed', async () => {
    for (const [encoding, body] of [
      ['gzip', gzipSync(json)],
      ['x-gzip', gzipSync(json)],
      ['deflate', deflateSync(json)],
      ['identity', json],
    ] as const) {
      const answer = await post('/template', body, encoding)
      assert.deepEqual([answer.status, JSON.parse(answer.body.toString())], [200, { n: 5, length: 8 }])
    }
  })

  test('where no template is, the body goes on as it came', async () => {
    const body = Buffer.from('as it came')
    assert.equal((await post('/plain', body, 'gzip')).body.toString(), '10')
  })

  test('GW-06 a bomb is 413, a broken body 400', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '))
    assert.equal((await post('/template', bomb, 'gzip')).status, 413)
    const dense = gzipSync(Buffer.concat([randomBytes(20_000), Buffer.alloc(5_000_000, ' ')]))
    assert.equal((await post('/template', dense, 'gzip')).status, 413)
    assert.equal((await post('/template', Buffer.from('no gzip'), 'gzip')).status, 400)
    assert.equal((await post('/template', gzipSync(json).subarray(0, 15), 'gzip')).status, 400)
  })
})
