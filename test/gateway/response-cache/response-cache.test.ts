import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { createGatewayCounters } from '../../../src/server/metrics/gateway-counters.ts'
import { accountId, idClaims, invocationUri, region, token } from '../gateway-under-test.ts'
import { cachedApi, everything, startCachedApi } from './cached-api.ts'

const keyed = { cacheKeyParameters: ['method.request.path.id'] }

describe('1.18 the cache of a REST stage', () => {
  test('1.18 keeps an answer for 300 seconds, unless the stage says otherwise', async () => {
    await using api = await startCachedApi({ integration: keyed })
    assert.equal(await api.get('/notes/1'), 'answer 1')
    api.advance(299)
    assert.equal(await api.get('/notes/1'), 'answer 1')
    api.advance(1)
    assert.equal(await api.get('/notes/1'), 'answer 2')

    await using short = await startCachedApi({ settings: [{ ...everything, CacheTtlInSeconds: 1 }] })
    assert.equal(await short.get('/others'), 'answer 1')
    short.advance(1)
    assert.equal(await short.get('/others'), 'answer 2')
  })

  test('1.18 hands out status, headers and body of what it keeps, under a request id of its own', async () => {
    await using api = await startCachedApi({ integration: keyed })
    const first = await api.gateway.ask('GET', '/rest/v1/notes/1')
    const second = await api.gateway.ask('GET', '/rest/v1/notes/1')
    assert.deepEqual([second.status, second.body], [200, 'answer 1'])
    assert.equal(second.headers['x-count'], '1')
    assert.equal(second.headers['content-type'], 'text/plain')
    assert.notEqual(second.headers['x-amzn-requestid'], first.headers['x-amzn-requestid'])
  })

  test('1.22 tells answers apart by cacheKeyParameters and by nothing else of a request', async () => {
    await using bare = await startCachedApi()
    assert.equal(await bare.get('/notes/1'), 'answer 1')
    assert.equal(await bare.get('/notes/2?a=1', { 'x-tenant': 'b' }), 'answer 1')

    const cacheKeyParameters = [
      'integration.request.path.id',
      'method.request.querystring.type',
      'method.request.header.X-Tenant',
      'method.request.multivaluequerystring.tag',
    ]
    await using api = await startCachedApi({ integration: { cacheKeyParameters } })
    assert.equal(await api.get('/notes/1?type=a&tag=1&tag=2', { 'x-tenant': 'a' }), 'answer 1')
    assert.equal(await api.get('/notes/2?type=a&tag=1&tag=2', { 'x-tenant': 'a' }), 'answer 2')
    assert.equal(await api.get('/notes/1?type=b&tag=1&tag=2', { 'x-tenant': 'a' }), 'answer 3')
    assert.equal(await api.get('/notes/1?type=a&tag=1&tag=2', { 'x-tenant': 'b' }), 'answer 4')
    assert.equal(await api.get('/notes/1?type=a&tag=1%2C2', { 'x-tenant': 'a' }), 'answer 5')
    assert.equal(await api.get('/notes/1?tag=1&tag=2', { 'x-tenant': 'a' }), 'answer 6')
    assert.equal(await api.get('/notes/1?department=x&tag=1&tag=2&type=a', { 'x-tenant': 'a' }), 'answer 1')
  })

  test('1.22 no value makes the key of another', async () => {
    const cacheKeyParameters = ['method.request.querystring.a', 'method.request.querystring.b']
    await using api = await startCachedApi({ integration: { cacheKeyParameters } })
    assert.equal(await api.get('/notes/1?a=1","b&b=2'), 'answer 1')
    assert.equal(await api.get('/notes/1?a=1&b=b","2'), 'answer 2')
    assert.equal(await api.get('/notes/1?a=&b=x'), 'answer 3')
    assert.equal(await api.get('/notes/1?b=x'), 'answer 4')
  })

  test('1.22 a parameter that comes twice is its own entry: nobody gets what the other value was answered with', async () => {
    const cacheKeyParameters = ['method.request.querystring.q', 'method.request.header.X-Tenant']
    await using api = await startCachedApi({ integration: { cacheKeyParameters } })
    const twice = { 'X-Tenant': ['evil', 'a'] }
    await api.gateway.ask('GET', '/rest/v1/notes/1?q=evil&q=1', { headers: { 'X-Tenant': 'a' } })
    await api.gateway.ask('GET', '/rest/v1/notes/1?q=1', { headers: twice })
    assert.equal(await api.get('/notes/1?q=1', { 'x-tenant': 'a' }), 'answer 3')
    assert.equal(await api.get('/notes/1?q=1', { 'x-tenant': 'a' }), 'answer 3')
  })

  test('1.22 resources of one cacheNamespace share what they keep, others do not', async () => {
    await using apart = await startCachedApi()
    assert.equal(await apart.get('/notes/1'), 'answer 1')
    assert.equal(await apart.get('/others'), 'answer 2')
    const resources = cachedApi('http://a', { integration: { cacheNamespace: 'all' } })
    const [rest] = definitionFromTemplate(resources, { region, accountId }).apis
    const [note, , other] = rest?.stages.get('v1')?.routes ?? []
    assert.deepEqual([note?.caching?.namespace, other?.caching?.namespace === other?.id], ['all', true])
  })

  test('1.18 is for GET alone, unless a method is named', async () => {
    const ask = async (settings: Record<string, unknown>[]) => {
      await using api = await startCachedApi({ settings })
      const bodies = []
      for (let count = 0; count < 2; count += 1) {
        bodies.push((await api.gateway.ask('POST', '/rest/v1/notes/1', { body: 'x' })).body)
      }
      return bodies
    }
    assert.deepEqual(await ask([everything]), ['answer 1', 'answer 2'])
    const named = { ResourcePath: '/~1notes~1{id}', HttpMethod: 'POST', CachingEnabled: true }
    assert.deepEqual(await ask([everything, named]), ['answer 1', 'answer 1'])
    const off = { ResourcePath: '/~1notes~1{id}', HttpMethod: 'POST', CachingEnabled: false }
    assert.deepEqual(await ask([{ ...everything, HttpMethod: 'POST' }, off]), ['answer 1', 'answer 2'])
  })

  for (const [what, given] of Object.entries({
    'a stage without a cluster': { stage: { CacheClusterEnabled: false } },
    'a method that is not to be cached': {
      settings: [everything, { ResourcePath: '/~1notes~1{id}', HttpMethod: 'GET', CachingEnabled: false }],
    },
    'a response that is streamed': { integration: { responseTransferMode: 'STREAM' } },
    'a time to live of 0': { settings: [{ ...everything, CacheTtlInSeconds: 0 }] },
    'a stage that says nothing of methods': { settings: [] },
  })) {
    test(`1.18 keeps nothing of ${what}`, async () => {
      await using api = await startCachedApi(given)
      assert.equal(await api.get('/notes/1'), 'answer 1')
      assert.equal(await api.get('/notes/1'), 'answer 2')
    })
  }

  for (const [what, status, headers] of [
    ['an error', 404, {}],
    ['a fault', 500, {}],
    ['a redirection', 302, { Location: '/a' }],
    ['a part', 206, { 'Content-Range': 'bytes 0-1/3' }],
    ['a cookie', 200, { 'Set-Cookie': 'session=1' }],
    ['more than 1 MiB', 200, { 'X-Padding': '1' }],
  ] as const) {
    test(`1.18 keeps no answer with ${what}`, async () => {
      const body = 'X-Padding' in headers ? 'a'.repeat(1_048_577) : 'abc'
      await using api = await startCachedApi({
        backend: (_message, response) => void response.writeHead(status, headers).end(body),
      })
      await api.get('/notes/1')
      await api.get('/notes/1')
      assert.equal(api.backend.seen.length, 2)
    })
  }

  test('1.18 keeps no answer that broke off', async () => {
    await using api = await startCachedApi({
      backend: (_message, response) => {
        response.writeHead(200, { 'Content-Length': '10' })
        response.write('abc', () => response.destroy())
      },
    })
    await assert.rejects(api.get('/notes/1'))
    await assert.rejects(api.get('/notes/1'))
    assert.equal(api.backend.seen.length, 2)
  })

  test('1.18 gives nobody an encoding that he does not read', async () => {
    await using api = await startCachedApi({
      backend: (message, response) => {
        const isGzip = message.headers['accept-encoding'] === 'gzip'
        response.writeHead(200, isGzip ? { 'Content-Encoding': 'gzip' } : {})
        response.end(isGzip ? gzipSync('abc') : 'abc')
      },
    })
    await api.get('/notes/1', { 'accept-encoding': 'gzip' })
    assert.equal(await api.get('/notes/1'), 'abc')
    assert.equal(await api.get('/notes/1', { 'accept-encoding': 'gzip' }), 'abc')
    assert.equal(api.backend.seen.length, 2)
  })

  test('1.11 keeps what functions, mappings and services answer too', async () => {
    let calls = 0
    const functions = { notes: () => ({ statusCode: 200, body: `call ${(calls += 1)}` }) }
    await using proxy = await startCachedApi({
      functions,
      integration: { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('notes') },
    })
    assert.deepEqual([await proxy.get('/notes/1'), await proxy.get('/notes/1')], ['call 1', 'call 1'])
    const kept = await proxy.gateway.ask('GET', '/rest/v1/notes/1')
    assert.equal(kept.headers['x-amzn-trace-id'], undefined)

    const integration = {
      type: 'aws',
      httpMethod: 'POST',
      uri: invocationUri('notes'),
      responses: { default: { statusCode: '200' } },
    }
    await using mapped = await startCachedApi({ functions, integration })
    assert.equal(await mapped.get('/notes/1'), await mapped.get('/notes/1'))
    assert.equal(calls, 2)
  })

  test('1.15 what is kept is compressed for whoever asks for it', async () => {
    const long = 'a'.repeat(5000)
    await using api = await startCachedApi({
      properties: { MinimumCompressionSize: 100 },
      backend: (_message, response) => void response.writeHead(200, { 'Content-Type': 'text/plain' }).end(long),
    })
    const gzip = await api.gateway.ask('GET', '/rest/v1/notes/1', { headers: { 'accept-encoding': 'gzip' } })
    assert.equal(gzip.headers['content-encoding'], 'gzip')
    const plain = await api.gateway.ask('GET', '/rest/v1/notes/1')
    assert.deepEqual([plain.headers['content-encoding'], plain.body], [undefined, long])
    assert.equal(api.backend.seen.length, 1)
  })

  test('1.10 a canary keeps its own, unless it uses the stage’s', async () => {
    for (const [UseStageCache, asked] of [
      [false, 2],
      [true, 1],
    ] as const) {
      let byte = 255
      await using api = await startCachedApi({
        stage: { CanarySetting: { PercentTraffic: 50, UseStageCache } },
        options: { random: { bytes: (size: number) => Buffer.alloc(size, byte) } },
      })
      await api.get('/notes/1')
      byte = 0
      await api.get('/notes/1')
      assert.equal(api.backend.seen.length, asked)
    }
  })

  test('what another definition made is forgotten', async () => {
    await using api = await startCachedApi()
    await api.get('/notes/1')
    api.gateway.gateway.replace(definitionFromTemplate(api.resources(), { region, accountId }))
    assert.equal(await api.get('/notes/1'), 'answer 2')
  })

  test('1.20 hits and misses are counted, and a hit has no backend’s latency', async () => {
    const counters = createGatewayCounters()
    await using api = await startCachedApi({ options: { observe: counters.request } })
    for (let count = 0; count < 3; count += 1) await api.get('/notes/1')
    const valueOf = (name: string) =>
      counters
        .read()
        .find((metric) => metric.name === `AWS_ApiGateway_${name}`)
        ?.series.at(-1)?.value
    assert.deepEqual([valueOf('CacheHitCount'), valueOf('CacheMissCount'), valueOf('IntegrationLatency')], [2, 1, 1])
  })
})

describe('1.18 a definition with a cache', () => {
  for (const [what, given, advice] of [
    ['a size that there is not', { stage: { CacheClusterSize: '1' } }, /must be one of 0\.5, 1\.6/],
    [
      'a time to live over an hour',
      { settings: [{ ...everything, CacheTtlInSeconds: 3601 }] },
      /must be from 0 to 3600/,
    ],
    [
      'an unknown strategy',
      { settings: [{ ...everything, UnauthorizedCacheControlHeaderStrategy: 'NO' }] },
      /must be FAIL_WITH_403/,
    ],
    [
      'a key that is none',
      { integration: { cacheKeyParameters: ['method.request.body.a'] } },
      /must be method\.request\.path/,
    ],
    [
      'a key that nothing maps',
      { integration: { cacheKeyParameters: ['integration.request.path.a'] } },
      /requestParameters do not have/,
    ],
  ] as const) {
    test(`1.18 is refused with ${what}`, () => {
      assert.throws(() => definitionFromTemplate(cachedApi('http://a', given), { region, accountId }), advice)
    })
  }
})

describe('1.1 who gets what a cache keeps', () => {
  const secured = { operation: { security: [{ Pool: [] }] }, integration: keyed }
  const bearer = async (sub: string) => ({ authorization: `Bearer ${await token(idClaims({ sub }))}` })

  test('1.1 nobody whom the authorizer refuses', async () => {
    await using api = await startCachedApi(secured)
    assert.equal(await api.get('/notes/1', await bearer('a')), 'answer 1')
    assert.equal((await api.gateway.ask('GET', '/rest/v1/notes/1')).status, 401)
    const expired = await token(idClaims({ exp: 1 }))
    assert.equal(
      (await api.gateway.ask('GET', '/rest/v1/notes/1', { headers: { authorization: expired } })).status,
      401,
    )
  })

  test('1.22 as at AWS everybody else, unless the key has what tells callers apart', async () => {
    await using shared = await startCachedApi(secured)
    assert.equal(await shared.get('/notes/1', await bearer('a')), 'answer 1')
    assert.equal(await shared.get('/notes/1', await bearer('b')), 'answer 1')

    const cacheKeyParameters = ['method.request.path.id', 'method.request.header.Authorization']
    await using apart = await startCachedApi({ ...secured, integration: { cacheKeyParameters } })
    assert.equal(await apart.get('/notes/1', await bearer('a')), 'answer 1')
    assert.equal(await apart.get('/notes/1', await bearer('b')), 'answer 2')
    assert.equal(await apart.get('/notes/1', await bearer('a')), 'answer 1')
  })

  test('1.22 a parameter that is mapped from the caller’s claims tells callers apart too', async () => {
    const integration = {
      cacheKeyParameters: ['integration.request.header.X-User'],
      requestParameters: {
        'integration.request.path.id': 'method.request.path.id',
        'integration.request.header.X-User': 'context.authorizer.claims.sub',
      },
    }
    await using api = await startCachedApi({ ...secured, integration })
    assert.equal(await api.get('/notes/1', await bearer('a')), 'answer 1')
    assert.equal(await api.get('/notes/1', await bearer('b')), 'answer 2')
    assert.equal(await api.get('/notes/2', await bearer('a')), 'answer 1')
  })

  test('sallyport:cache-by-caller keeps the answers of callers apart', async () => {
    const tagged = { Tags: [{ Key: 'sallyport:cache-by-caller', Value: 'on' }] }
    await using api = await startCachedApi({ ...secured, stage: tagged })
    assert.equal(await api.get('/notes/1', await bearer('a')), 'answer 1')
    assert.equal(await api.get('/notes/1', await bearer('b')), 'answer 2')
    assert.equal(await api.get('/notes/1', await bearer('a')), 'answer 1')
  })
})
