import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openOtlpTracer } from '../../../src/adapters/tracing/otlp-tracer.ts'
import { systemRandom } from '../../../src/adapters/system/random.ts'
import { startOtlpReceiver, tracingTo } from '../../tracing/otlp-receiver.ts'
import { idClaims, startBackend, token } from '../gateway-under-test.ts'
import { trace } from './traced-gateway.ts'

/** What came with a request, or back for it, and is nobody's business but that of the two who talk. */
const secrets = {
  cookie: 'cookie-value-7731',
  query: 'query-value-7732',
  body: 'body-value-7733',
  apiKey: 'api-key-value-of-some-length-7734',
  userAgent: 'agent-7735',
  header: 'header-value-7736',
  authorizerToken: 'authorizer-token-7737',
  email: 'ada-7738@example.com',
  sub: '77390000-0000-4000-8000-000000000001',
  functionError: 'function-error-7740',
  functionBody: 'function-body-7741',
  functionContext: 'function-context-7742',
  backendHeader: 'backend-header-7743',
  clientAddress: '203.0.113.9',
  uriQuery: 'in-the-definition',
  pathParameter: 'path-value-7744',
} as const

/** The one place where what a client chose stands, as the conventions ask for. */
const inThePath: ReadonlySet<string> = new Set(['pathParameter'])

function found(bytes: Buffer, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values)
    .filter(([, value]) => bytes.includes(value))
    .map(([name]) => name)
}

describe('GW-06 what a collector gets', () => {
  test('holds no token, cookie, query, body, key, claim, address or message', async () => {
    await using backend = await startBackend(
      (_, response) => void response.writeHead(500, { 'x-secret': secrets.backendHeader }).end(secrets.body),
    )
    const bearer = await token(idClaims({ email: secrets.email, sub: secrets.sub }))
    const query = `?code=${secrets.query}`
    const headers = {
      authorization: bearer,
      cookie: `session=${secrets.cookie}`,
      'user-agent': secrets.userAgent,
      'x-api-key': secrets.apiKey,
      'x-custom': secrets.header,
    }
    const functions = {
      notes: ({ body }: { body: string | null }) =>
        body === null
          ? { kind: 'function-error', errorType: 'Error', errorMessage: secrets.functionError }
          : { statusCode: 200, body: secrets.functionBody },
      judge: () => ({ principalId: secrets.email, policyDocument: {}, context: { secret: secrets.functionContext } }),
    }
    const { bytes, spans } = await trace({ backendUrl: backend.url, functions }, async ({ ask }) => {
      await ask('GET', `/rest/dev/notes/1${query}`, { headers })
      await ask('GET', `/rest/dev/judged${query}`, { headers: { ...headers, authorization: secrets.authorizerToken } })
      await ask('POST', `/rest/dev/proxied/${secrets.pathParameter}${query}`, { headers, body: secrets.body })
      await ask('GET', `/rest/dev/mapped${query}`, { headers })
      await ask('POST', `/http/notes${query}`, { headers, body: secrets.body })
      await ask('POST', `/http/notes${query}`, { headers: { ...headers, authorization: `Bearer ${bearer}x` } })
    })
    assert.equal(spans.filter(({ kind }) => kind === 'server').length, 6)
    const values = { ...secrets, ...Object.fromEntries(bearer.split('.').map((part, at) => [`token ${at}`, part])) }
    const hidden = Object.fromEntries(Object.entries(values).filter(([name]) => !inThePath.has(name)))
    assert.deepEqual(found(bytes, hidden), [])
    const withPath = spans.filter(({ attributes }) => JSON.stringify(attributes).includes(secrets.pathParameter))
    assert.deepEqual(
      withPath.map(({ attributes, kind }) => [kind, attributes['url.path']]),
      [['server', `/proxied/${secrets.pathParameter}`]],
    )
  })

  test('is searched by a harness that finds every secret that is planted', async () => {
    await using receiver = await startOtlpReceiver()
    {
      await using tracer = openOtlpTracer(tracingTo(receiver), {
        random: systemRandom,
        log: { info: () => {}, warn: () => {} },
      })
      tracer.start({ name: 'planted', kind: 'server', parent: undefined, attributes: secrets }).end({ attributes: {} })
    }
    const bytes = Buffer.concat(receiver.requests.map((request) => request.bytes))
    assert.deepEqual(found(bytes, secrets), Object.keys(secrets))
  })
})
