import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { invocationUri, startBackend } from './gateway-under-test.ts'
import { operation, startRestApi } from './rest-api-under-test.ts'

type Treatment = 'pass' | 'drop' | 'remap'

/** Contract/gateway 1.19: what becomes of a header on its way to HTTP (where a mapping asks for it), HTTP_PROXY, functions. Framing apart. */
const requestRows: readonly (readonly [name: string, http: Treatment, proxy: Treatment, lambda: Treatment])[] = [
  ['Accept', 'pass', 'drop', 'pass'],
  ['Authorization', 'pass', 'pass', 'pass'],
  ['Content-Encoding', 'pass', 'drop', 'pass'],
  ['Content-MD5', 'drop', 'drop', 'drop'],
  ['Date', 'pass', 'pass', 'pass'],
  ['Max-Forwards', 'drop', 'drop', 'drop'],
  ['Proxy-Authenticate', 'drop', 'drop', 'drop'],
  ['Server', 'drop', 'drop', 'drop'],
  ['TE', 'drop', 'drop', 'drop'],
  ['Upgrade', 'drop', 'drop', 'drop'],
  ['User-Agent', 'pass', 'pass', 'pass'],
  // API Gateway passes it to functions; here nobody's word on the way a request took reaches a backend (GW-03).
  ['Via', 'drop', 'drop', 'drop'],
  ['WWW-Authenticate', 'drop', 'drop', 'drop'],
  ['X-Own', 'pass', 'pass', 'pass'],
]

const responseRows: readonly (readonly [name: string, http: Treatment, proxy: Treatment, lambda: Treatment])[] = [
  ['Authorization', 'remap', 'remap', 'remap'],
  ['Content-Encoding', 'pass', 'pass', 'pass'],
  ['Content-MD5', 'remap', 'remap', 'remap'],
  ['Date', 'remap', 'remap', 'remap'],
  ['Expect', 'drop', 'drop', 'drop'],
  ['Host', 'drop', 'drop', 'drop'],
  ['Max-Forwards', 'remap', 'remap', 'remap'],
  ['Proxy-Authenticate', 'drop', 'drop', 'drop'],
  ['Server', 'remap', 'remap', 'remap'],
  ['TE', 'drop', 'drop', 'drop'],
  ['Trailer', 'drop', 'drop', 'drop'],
  ['Upgrade', 'drop', 'drop', 'drop'],
  ['User-Agent', 'remap', 'remap', 'remap'],
  ['Via', 'pass', 'drop', 'drop'],
  ['WWW-Authenticate', 'remap', 'remap', 'remap'],
  ['X-Own', 'pass', 'pass', 'pass'],
]

const valueOf = (name: string) => `sent-${name.toLowerCase()}`
const responseHeaders = Object.fromEntries(responseRows.map(([name]) => [name, valueOf(name)]))

const backend = await startBackend((_message, response) => {
  response.sendDate = false
  for (const [name, value] of Object.entries(responseHeaders)) {
    // Node frames a body anew where it sees these two.
    if (name !== 'Trailer' && name !== 'Upgrade') response.setHeader(name, value)
  }
  response.end('{}')
})

const mapped = Object.fromEntries(
  requestRows
    .filter(([name]) => !/^(?:TE|Trailer|Upgrade)$/.test(name))
    .map(([name]) => [`integration.request.header.${name}`, `method.request.header.${name}`]),
)
const mappedBack = Object.fromEntries(
  responseRows.map(([name]) => [`method.response.header.${name}`, `integration.response.header.${name}`]),
)

const api = await startRestApi({
  functions: { echo: () => ({ statusCode: 200, headers: responseHeaders, body: '{}' }) },
  paths: {
    '/http': {
      get: operation(
        {
          type: 'http',
          httpMethod: 'GET',
          uri: backend.url,
          requestParameters: mapped,
          responses: { default: { statusCode: '200', responseParameters: mappedBack } },
        },
        { headers: responseRows.map(([name]) => name) },
      ),
    },
    '/proxy': { get: operation({ type: 'http_proxy', httpMethod: 'GET', uri: backend.url }) },
    '/lambda': { get: operation({ type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('echo') }) },
  },
})
after(async () => {
  await api[Symbol.asyncDispose]()
  await backend[Symbol.asyncDispose]()
})

const sentHeaders = Object.fromEntries(requestRows.map(([name]) => [name, valueOf(name)]))

/** What the integration was given, by lower-case name. */
async function received(path: string): Promise<Readonly<Record<string, string>>> {
  await api.ask('GET', `/rest/v1${path}`, { headers: sentHeaders })
  if (path === '/lambda') {
    const { headers } = api.calls.at(-1)!.payload as { headers: Record<string, string> }
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  }
  const { rawHeaders } = backend.seen.at(-1)!
  return Object.fromEntries(
    rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? '']] : [])),
  )
}

describe('1.19 request headers of REST APIs', () => {
  for (const [column, path] of ['/http', '/proxy', '/lambda'].entries()) {
    for (const row of requestRows) {
      const [name] = row
      const treatment = row[column + 1]
      test(`${path}: ${name} ${treatment}`, async () => {
        const value = (await received(path))[name.toLowerCase()]
        if (treatment === 'pass') assert.equal(value, valueOf(name))
        else assert.notEqual(value, valueOf(name))
      })
    }
  }
})

describe('1.19 response headers of REST APIs', () => {
  for (const [column, path] of ['/http', '/proxy', '/lambda'].entries()) {
    for (const row of responseRows) {
      const [name] = row
      const treatment = row[column + 1]
      test(`${path}: ${name} ${treatment}`, async () => {
        const { headers } = await api.ask('GET', `/rest/v1${path}`)
        const value = headers[name.toLowerCase()]
        const remapped = headers[`x-amzn-remapped-${name.toLowerCase()}`]
        if (treatment === 'pass') assert.equal(value, valueOf(name))
        else assert.notEqual(value, valueOf(name))
        assert.equal(remapped, treatment === 'remap' ? valueOf(name) : undefined)
      })
    }
  }
})
