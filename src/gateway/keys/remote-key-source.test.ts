import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { describe, test } from 'node:test'
import { fetch } from 'undici'
import { httpApi, restApi } from '../../../test/gateway/example-apis.ts'
import type { TemplateResource } from '../../domain/template-resource.ts'
import { emptyGateway } from '../definition/gateway.ts'
import type { Fetch } from '../fetch.ts'
import { definitionFromTemplate } from '../loading/definition-from-template.ts'
import {
  accessClaims,
  accountId,
  clientId,
  issuer as poolIssuer,
  keys,
  listen,
  nowSeconds,
  region,
  startGateway,
  strangerKeys,
  token,
} from '../../../test/gateway/gateway-under-test.ts'
import { createRemoteKeySource } from './remote-key-source.ts'

const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'RS256', use: 'sig' }
const otherJwk = { ...strangerKeys.publicKey.export({ format: 'jwk' }), kid: 'key-2', alg: 'RS256', use: 'sig' }
const goodSet = JSON.stringify({ keys: [jwk] })

interface Issuer extends AsyncDisposable {
  readonly url: string
  readonly asked: string[]
  answer: (response: ServerResponse, path: string) => void
}

async function startIssuer(): Promise<Issuer> {
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    issuer.answer(response, url)
  })
  const url = `http://127.0.0.1:${await listen(server)}/pool`
  const issuer: Issuer = {
    url,
    asked,
    answer: (response, path) => {
      const discovery = JSON.stringify({ issuer: url, jwks_uri: `${url}/.well-known/jwks.json` })
      response.end(path.endsWith('openid-configuration') ? discovery : goodSet)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return issuer
}

function sourceOf(issuer: Issuer, isDiscovered = false, times = {}) {
  const time = { seconds: nowSeconds }
  const problems: object[] = []
  const source = createRemoteKeySource({
    fetch: fetch as unknown as Fetch,
    clock: { now: () => new Date(time.seconds * 1000) },
    log: { error: (fields) => void problems.push(fields) },
    jwksUriOf: (wanted) => (isDiscovered ? undefined : `${wanted}/.well-known/jwks.json`),
    times,
  })
  return {
    time,
    problems,
    find: async (kid = 'key-1') => await source.find(issuer.url, kid),
    prepare: (issuers = [issuer.url]) => source.prepare(new Set(issuers)),
  }
}

describe('keys of a remote issuer', () => {
  test('are fetched once for all who wait, then found without waiting', async () => {
    await using issuer = await startIssuer()
    const { find } = sourceOf(issuer)
    const found = await Promise.all(Array.from({ length: 50 }, () => find()))
    assert.equal(
      found.every((key) => key?.equals(keys.publicKey)),
      true,
    )
    assert.equal(issuer.asked.length, 1)
  })

  test('are found by discovery, whose issuer must be the one asked', async () => {
    await using issuer = await startIssuer()
    assert.ok(await sourceOf(issuer, true).find())
    assert.deepEqual(issuer.asked, ['/pool/.well-known/openid-configuration', '/pool/.well-known/jwks.json'])
    issuer.answer = (response) => response.end(JSON.stringify({ issuer: `${issuer.url}/`, jwks_uri: issuer.url }))
    assert.equal(await sourceOf(issuer, true).find(), undefined)
  })

  test('are there before the first token where they were prepared, fetched once beside whoever asks', async () => {
    await using issuer = await startIssuer()
    const { find, prepare } = sourceOf(issuer)
    const prepared = prepare()
    const found = await Promise.all([find(), find(), prepare().then(() => find())])
    await prepared
    assert.deepEqual(
      found.map((key) => key?.equals(keys.publicKey)),
      [true, true, true],
    )
    await prepare()
    assert.equal(issuer.asked.length, 1)
  })

  test('of an issuer that is away are no reason not to start, and are tried for again', async () => {
    await using issuer = await startIssuer()
    const { find, prepare, problems, time } = sourceOf(issuer)
    const good = issuer.answer
    issuer.answer = (response) => response.writeHead(500).end()
    await prepare()
    issuer.answer = good
    assert.equal(await find(), undefined)
    time.seconds += 5
    assert.ok(await find())
    assert.equal(problems.length, 1)
  })

  test('of an issuer that no definition names any more are forgotten', async () => {
    await using issuer = await startIssuer()
    const { find, prepare } = sourceOf(issuer)
    await prepare()
    await prepare([])
    await find()
    assert.equal(issuer.asked.length, 2)
  })

  test('are fetched when a gateway starts, and when it is given a definition with another issuer', async () => {
    const prepared: (readonly string[])[] = []
    const keySource = {
      find: () => keys.publicKey,
      prepare: async (issuers: ReadonlySet<string>) => void prepared.push([...issuers]),
    }
    await using gateway = await startGateway({ resources: restApi('http://127.0.0.1:1'), options: { keySource } })
    gateway.gateway.replace(emptyGateway)
    gateway.gateway.replace(
      definitionFromTemplate(changeIssuer(httpApi('http://127.0.0.1:1'), 'https://issuer.example'), {
        region,
        accountId,
      }),
    )
    assert.deepEqual(prepared, [[poolIssuer], [], ['https://issuer.example']])
  })

  test('a flood of unknown kids is one fetch in 30 s', async () => {
    await using issuer = await startIssuer()
    const { find, time } = sourceOf(issuer)
    await find()
    for (let i = 0; i < 100; i += 1) assert.equal(await find(`kid-${i}`), undefined)
    assert.equal(issuer.asked.length, 1)
    time.seconds += 30
    await Promise.all(Array.from({ length: 100 }, (_, i) => find(`kid-${i}`)))
    assert.equal(issuer.asked.length, 2)
  })

  test('a new kid is found after rotation', async () => {
    await using issuer = await startIssuer()
    const { find, time } = sourceOf(issuer)
    await find()
    issuer.answer = (response) => response.end(JSON.stringify({ keys: [jwk, otherJwk] }))
    time.seconds += 31
    assert.ok((await find('key-2'))?.equals(strangerKeys.publicKey))
  })

  test('the last good set serves while the issuer is away, up to its bound', async () => {
    await using issuer = await startIssuer()
    const { find, problems, time } = sourceOf(issuer)
    await find()
    issuer.answer = (response) => response.writeHead(500).end()
    time.seconds += 7000
    assert.ok(await find())
    time.seconds += 201
    assert.equal(await find(), undefined)
    assert.ok(problems.length > 0)
    issuer.answer = (response) => response.end(goodSet)
    time.seconds += 6
    assert.ok(await find())
  })

  test('a withdrawn key is gone after the next refresh', async () => {
    await using issuer = await startIssuer()
    const { find, time } = sourceOf(issuer)
    await find()
    issuer.answer = (response) => response.end(JSON.stringify({ keys: [otherJwk] }))
    time.seconds += 301
    await find()
    while (issuer.asked.length < 2) await new Promise((resolve) => setImmediate(resolve))
    await find('key-2')
    assert.equal(await find(), undefined)
  })

  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  const faults: Readonly<Record<string, Issuer['answer']>> = {
    nothing: (response) => response.end(),
    html: (response) => response.end('<html>'),
    'a list': (response) => response.end('[]'),
    'null keys': (response) => response.end('{"keys":null}'),
    'a null key': (response) => response.end('{"keys":[null]}'),
    'no keys': (response) => response.end('{"keys":[]}'),
    'keys as an object': (response) => response.end('{"keys":{}}'),
    'a duplicate member': (response) => response.end(`{"keys":[],"keys":${JSON.stringify([jwk])}}`),
    'a key twice': (response) => response.end(JSON.stringify({ keys: [jwk, jwk] })),
    'more than 20 keys': (response) => response.end(JSON.stringify({ keys: Array.from({ length: 21 }, () => jwk) })),
    'a small key': (response) => response.end(JSON.stringify({ keys: [{ ...small, kid: 'key-1' }] })),
    'an EC key': (response) => response.end(JSON.stringify({ keys: [{ ...ec, kid: 'key-1' }] })),
    'a key for encryption': (response) => response.end(JSON.stringify({ keys: [{ ...jwk, use: 'enc' }] })),
    'a key with its private part': (response) =>
      response.end(JSON.stringify({ keys: [keys.privateKey.export({ format: 'jwk' })] })),
    'a key of another algorithm': (response) => response.end(JSON.stringify({ keys: [{ ...jwk, alg: 'RS512' }] })),
    'a kid that is a number': (response) => response.end(JSON.stringify({ keys: [{ ...jwk, kid: 1 }] })),
    'a huge document': (response) => response.end(`{"keys":[${JSON.stringify(jwk)}],"x":"${'x'.repeat(300_000)}"}`),
    'invalid UTF-8': (response) =>
      response.end(Buffer.concat([Buffer.from('{"keys":"'), Buffer.of(0xff), Buffer.from('"}')])),
    'a redirect': (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    'not found': (response) => response.writeHead(404).end(goodSet),
    silence: () => {},
    'half an answer': (response) => void response.writeHead(200, { 'content-length': '9000' }).write(goodSet),
    'a reset': (response) => void response.destroy(),
  }
  // Only these end by the time-out; one as short would cut off good answers on a busy machine.
  const HANGING = new Set(['silence', 'half an answer'])
  for (const [name, answer] of Object.entries(faults)) {
    test(`${name}: fails closed, then recovers`, async () => {
      await using issuer = await startIssuer()
      const good = issuer.answer
      const { find, time, problems } = sourceOf(issuer, false, HANGING.has(name) ? { fetchMilliseconds: 1000 } : {})
      issuer.answer = answer
      assert.equal(await find(), undefined)
      assert.equal(problems.length, 1)
      issuer.answer = good
      time.seconds += 6
      assert.ok(await find())
    })
  }

  test('are not fetched over plain HTTP from elsewhere', async () => {
    const asked: string[] = []
    const source = createRemoteKeySource({
      fetch: (url) => (asked.push(url), Promise.reject(new Error('unreachable'))),
      clock: { now: () => new Date() },
      log: { error: () => {} },
    })
    assert.equal(await source.find('http://issuer.example', 'key-1'), undefined)
    assert.deepEqual(asked, [])
  })

  test('let a gateway stand alone in front of a foreign issuer', async () => {
    await using issuer = await startIssuer()
    const time = { now: () => new Date(nowSeconds * 1000) }
    const keySource = createRemoteKeySource({ fetch: fetch as unknown as Fetch, clock: time, log: { error: () => {} } })
    const resources = changeIssuer(httpApi('http://127.0.0.1:1'), issuer.url)
    await using gateway = await startGateway({ resources, functions: { v2: () => 'hello' }, options: { keySource } })
    const authorization = `Bearer ${await token(accessClaims({ iss: issuer.url }))}`
    assert.equal((await gateway.ask('GET', '/http/v2/1', { headers: { authorization } })).body, 'hello')
    assert.equal(
      (await gateway.ask('GET', '/http/v2/1', { headers: { authorization: await token(accessClaims()) } })).status,
      401,
    )
  })
})

function changeIssuer(resources: readonly TemplateResource[], issuer: string): readonly TemplateResource[] {
  return resources.map((each) =>
    each.logicalId === 'Authorizer'
      ? { ...each, properties: { ...each.properties, JwtConfiguration: { Issuer: issuer, Audience: [clientId] } } }
      : each,
  )
}
