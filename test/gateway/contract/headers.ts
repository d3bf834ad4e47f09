import assert from 'node:assert/strict'
import { startBackend, type Seen } from '../gateway-under-test.ts'
import { functionOperation, proxyOperation, startHttpApi } from '../http-api-under-test.ts'
import { payloadOf } from '../lambda-authorizer-apis.ts'
import { operation, startRestApi } from '../rest-api-under-test.ts'
import { lambda, ok, restTags } from './contract-apis.ts'
import { rowsOf, shownHere } from './row.ts'

const valueOf = ({ rawHeaders }: Seen, name: string) =>
  rawHeaders[rawHeaders.findIndex((header, index) => index % 2 === 0 && header.toLowerCase() === name) + 1]

/** The headers that reach a client when a backend sends these, through HTTP_PROXY. */
async function remapped(tags: Record<string, string>) {
  await using backend = await startBackend(
    (_, response) =>
      void response
        .writeHead(200, {
          Server: 's',
          Date: 'd',
          'WWW-Authenticate': 'Bearer',
          'User-Agent': 'u',
          Connection: 'keep-alive',
        })
        .end('{}'),
  )
  await using api = await startRestApi({
    paths: { '/a': { get: operation({ type: 'http_proxy', httpMethod: 'GET', uri: backend.url }) } },
    properties: { Tags: restTags(tags) },
  })
  const { headers } = await api.ask('GET', '/rest/v1/a')
  return headers
}

async function urlAt(kind: 'REST' | 'HTTP', query: string) {
  await using backend = await startBackend()
  const rest = () =>
    startRestApi({ paths: { '/a': { get: operation({ type: 'http_proxy', httpMethod: 'GET', uri: backend.url }) } } })
  const http = () => startHttpApi({ paths: { '/a': { get: proxyOperation(`${backend.url}/`) } } })
  await using api = await (kind === 'REST' ? rest() : http())
  await api.ask('GET', `${kind === 'REST' ? '/rest/v1' : '/http'}/a?${query}`)
  return backend.seen[0]?.url
}

/** Section 1.19. */
export const headers = [
  ...rowsOf('test/gateway/header-treatment.test.ts', {
    'each header of a request to HTTP, HTTP_PROXY and functions': '1.19 request headers of REST APIs',
    'each header of a response': '1.19 response headers of REST APIs',
  }),
  ...shownHere({
    'Connection of a backend is remapped': async () => {
      assert.equal((await remapped({}))['x-amzn-remapped-connection'], 'keep-alive')
    },
    'WWW-Authenticate is remapped, unless a switch leaves it': {
      chosenBy: 'remapped-headers',
      test: async () => {
        const documented = await remapped({})
        assert.deepEqual(
          [documented['www-authenticate'], documented['x-amzn-remapped-www-authenticate']],
          [undefined, 'Bearer'],
        )
        const few = await remapped({ 'remapped-headers': 'few' })
        assert.deepEqual(
          [few['www-authenticate'], few['x-amzn-remapped-server'], few['user-agent']],
          ['Bearer', 's', 'u'],
        )
      },
    },
    'hop-by-hop fields of a request end here': { differs: 'Fields that are about one connection' },
    'Transfer-Encoding to a function': { differs: 'Fields that are about one connection' },
    'REST decodes a query and encodes it anew': async () => {
      assert.equal(await urlAt('REST', 'a=%7e%C3%A9&b'), '/?a=~%C3%A9&b=')
    },
    'HTTP hands a query on as it is': async () => assert.equal(await urlAt('HTTP', 'a=%7e&b'), '/?a=%7e&b'),
    'a | or ; in a query': { differs: '`;` in a query' },
    'X-Forwarded-For, -Port and -Proto to backends of REST APIs': async () => {
      await using backend = await startBackend()
      await using api = await startRestApi({
        paths: { '/a': { get: operation({ type: 'http_proxy', httpMethod: 'GET', uri: backend.url }) } },
      })
      await api.ask('GET', '/rest/v1/a')
      const [seen] = backend.seen
      assert.ok(seen)
      assert.deepEqual(
        ['for', 'port', 'proto'].map((name) => valueOf(seen, `x-forwarded-${name}`)),
        ['203.0.113.9', '443', 'https'],
      )
    },
    'to functions too': async () => {
      await using api = await startHttpApi({ paths: { '/a': { get: functionOperation('ok') } }, functions: { ok } })
      await api.ask('GET', '/http/a')
      const { headers: sent } = payloadOf(api, 0)
      assert.deepEqual(
        ['for', 'port', 'proto'].map((name) => sent[`x-forwarded-${name}`]),
        ['203.0.113.9', '443', 'https'],
      )
    },
    'X-Forwarded-For is appended to': { differs: '`X-Forwarded-*` of the client is taken away' },
    'HTTP APIs tell HTTP backends by Forwarded and Via': async () => {
      await using backend = await startBackend()
      await using api = await startHttpApi({ paths: { '/a': { get: proxyOperation(`${backend.url}/`) } } })
      await api.ask('GET', '/http/a', { headers: { host: 'api.example' } })
      const [seen] = backend.seen
      assert.ok(seen)
      assert.equal(valueOf(seen, 'forwarded'), 'for=203.0.113.9;host=api.example;proto=https')
      assert.equal(valueOf(seen, 'via'), 'HTTP/1.1 AmazonAPIGateway')
    },
    'the by of Forwarded': { differs: '`Forwarded` has no `by`' },
    'X-Amzn-Trace-Id: Root=1-…': async () => {
      await using api = await startRestApi({ paths: { '/a': { get: operation(lambda('ok')) } }, functions: { ok } })
      await api.ask('GET', '/rest/v1/a')
      assert.match(payloadOf(api, 0).headers['X-Amzn-Trace-Id'], /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/)
    },
    'HTTP adds a Content-Type to a request without payload': { differs: 'no `Content-Type` is added' },
  }),
]
