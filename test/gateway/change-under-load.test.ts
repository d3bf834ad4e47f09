import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { Agent, createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { fetch } from 'undici'
import type { Fetch } from '../../src/gateway/fetch.ts'
import { createRemoteKeySource } from '../../src/gateway/keys/remote-key-source.ts'
import { definitionFromTemplate } from '../../src/gateway/loading/definition-from-template.ts'
import { httpApi } from './example-apis.ts'
import { accessClaims, accountId, clientId, listen, now, region, startGateway, token } from './gateway-under-test.ts'

const rounds = process.env['SALLYPORT_TEST_LONG'] ? 200 : 3
/** Enough between two failures of a backend for the budget of its retries to be full again. */
const stepsInARound = 24
/** Five retries each are what a full budget allows at once. */
const clientsOfBackends = 2

describe('requests while everything changes', () => {
  test('none fails while definitions are replaced, a backend dies and keys rotate; a drain drops none', async () => {
    assert.deepEqual(await failuresWhileChanging({ rounds, retries: 5 }), [])
  })

  test('the harness notices a gateway that does not retry', async () => {
    assert.notDeepEqual(await failuresWhileChanging({ rounds: 1, retries: 0 }), [])
  })
})

async function failuresWhileChanging(options: { rounds: number; retries: number }): Promise<string[]> {
  await using system = await startChangingSystem(options)
  const failures: string[] = []
  let answered = 0
  let awaited = Infinity
  let arrived = () => {}
  let isDraining = false
  const client = async (path: string) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let isOpen = true; isOpen;) {
      const response = await ask(agent, system.port, path, system.authorization())
      answered += 1
      if (answered === awaited) arrived()
      isOpen = response.headers.connection !== 'close'
      if (response.statusCode !== 200) failures.push(`${path}: ${response.statusCode}`)
      if (!isOpen && !isDraining) failures.push(`${path}: closed`)
    }
    agent.destroy()
  }
  const clients = Promise.all([
    ...Array.from({ length: clientsOfBackends }, () => client('/http/backend/a')),
    client('/http/v2/1'),
    client('/http/v2/2'),
  ])
  for (let round = 0; round < options.rounds; round += 1) {
    for (let step = 0; step < stepsInARound; step += 1) {
      system.replaceDefinition()
      await afterAnswers(5)
    }
    await system.backend().dieAndReturn()
    await system.rotateKeys()
  }
  isDraining = true
  await system.drain()
  await clients
  return failures

  function afterAnswers(count: number): Promise<void> {
    awaited = answered + count
    return new Promise((resolve) => {
      arrived = resolve
    })
  }
}

async function startChangingSystem({ retries }: { retries: number }) {
  await using started = new AsyncDisposableStack()
  let seconds = 0
  let generation = 0
  const clock = { now: () => new Date(now.getTime() + seconds * 1000) }
  const pairs = Array.from({ length: 2 }, () => generateKeyPairSync('rsa', { modulusLength: 2048 }))
  const kid = (of: number) => `kid-${of}`
  const pairOf = (of: number) => pairs[of % 2] ?? assert.fail()
  const jwk = (of: number) => ({
    ...pairOf(of).publicKey.export({ format: 'jwk' }),
    kid: kid(of),
    alg: 'RS256',
    use: 'sig',
  })

  const issuerServer = createServer((_, response) => {
    response.end(JSON.stringify({ keys: [jwk(generation), ...(generation === 0 ? [] : [jwk(generation - 1)])] }))
  })
  const issuer = `http://127.0.0.1:${await listen(issuerServer)}/pool`
  started.defer(() => close(issuerServer))
  const keySource = createRemoteKeySource({
    fetch: fetch as unknown as Fetch,
    clock,
    log: { error: () => {} },
    jwksUriOf: () => issuer,
  })
  const backends = [started.use(await startMortalBackend()), started.use(await startMortalBackend())]
  const resourcesOf = (version: number) =>
    httpApi(backends[version % 2]?.url ?? '', { Tags: { 'sallyport:retries': String(retries) } }).map((each) =>
      each.logicalId === 'Authorizer'
        ? { ...each, properties: { ...each.properties, JwtConfiguration: { Issuer: issuer, Audience: [clientId] } } }
        : each,
    )
  const { gateway, port } = started.use(
    await startGateway({ resources: resourcesOf(0), functions: { v2: () => 'ok' }, options: { clock, keySource } }),
  )
  const sign = async () => {
    const at = Math.floor(clock.now().getTime() / 1000)
    const claims = accessClaims({ iss: issuer, iat: at, exp: at + 3600 })
    return `Bearer ${await token(claims, { kid: kid(generation), key: pairOf(generation).privateKey })}`
  }
  let authorization = await sign()
  let version = 0
  const all = started.move()
  return {
    port,
    backend: () => backends[version % 2] ?? assert.fail(),
    authorization: () => authorization,
    replaceDefinition() {
      version += 1
      gateway.replace(definitionFromTemplate(resourcesOf(version), { region, accountId }))
    },
    /** As issuers do it: the new key is published, and signs from then on; the old one stays for its tokens. */
    async rotateKeys() {
      generation += 1
      seconds += 31
      authorization = await sign()
    },
    drain: () => gateway[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** A backend that dies with requests in its hands, and comes back at the same port. */
async function startMortalBackend() {
  let onNext: (() => void) | undefined
  const born = () =>
    createServer((_, response) => {
      if (onNext === undefined) response.end('ok')
      else onNext()
    })
  let server = born()
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    async dieAndReturn() {
      await new Promise<void>((resolve) => {
        onNext = resolve
      })
      onNext = undefined
      await close(server)
      server = born()
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
      assert.equal((server.address() as AddressInfo).port, port)
    },
    [Symbol.asyncDispose]: () => close(server),
  }
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

function ask(agent: Agent, port: number, path: string, authorization: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, agent, headers: { authorization } }, (response) => {
      response.on('end', () => resolve(response)).on('error', reject)
      response.resume()
    })
    request.on('error', reject).end()
  })
}
