/**
 * What the gateway costs: requests per second straight to a backend, and through the gateway to the same backend. Each
 * part has a thread of its own; rounds are interleaved, since machines drift. Trust the ratios, not the figures.
 *
 *   node bench/gateway.ts [seconds per measurement] [rounds]
 */
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Worker } from 'node:worker_threads'
import { signJwt } from '../src/crypto/jwt.ts'
import type { TemplateResource } from '../src/domain/template-resource.ts'
import { definitionFromTemplate } from '../src/gateway/loading/definition-from-template.ts'
import { createGateway } from '../src/gateway/handler.ts'

interface Measurement {
  readonly requests: number
  readonly seconds: number
  readonly p50: number
  readonly p99: number
  readonly failures: number
}

interface Timed extends Measurement {
  /** What this thread, the gateway's, spent on one request: steadier than rates where cores are shared. */
  readonly cpuMicroseconds: number
}

const seconds = Number(process.argv[2] ?? 3)
const rounds = Number(process.argv[3] ?? 3)
const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Bench12345'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })

const backend = new Worker(new URL('gateway/backend.ts', import.meta.url))
const backendPort = await new Promise<number>((resolve) => backend.once('message', resolve))

const gateway = createGateway({
  definition: definitionFromTemplate(resources(`http://127.0.0.1:${backendPort}`), {
    region: 'eu-central-1',
    accountId: '123456789012',
  }),
  keySource: { find: (wanted, kid) => (wanted === issuer && kid === 'k' ? keys.publicKey : undefined) },
  functions: { invoke: async () => ({ kind: 'success', payload: { statusCode: 200, body: '{"ok":true}' } }) },
  clock: { now: () => new Date() },
  random: { bytes: (size) => crypto.getRandomValues(new Uint8Array(size)) },
  log: { info: () => {}, error: (fields) => process.stderr.write(`${JSON.stringify(fields)}\n`) },
})
const server = createServer((message, response) => {
  void gateway.handle(message, response, { apiId: 'api', path: message.url ?? '/' })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const gatewayPort = (server.address() as AddressInfo).port

const now = Math.floor(Date.now() / 1000)
const claims = {
  iss: issuer,
  sub: 's',
  client_id: 'c',
  token_use: 'access',
  scope: 'notes/read',
  iat: now,
  exp: now + 3600,
}
const authorization = `Bearer ${await signJwt('k', claims, keys.privateKey)}`
const manyTokens = await Promise.all(
  Array.from({ length: 2000 }, async (_, jti) => `Bearer ${await signJwt('k', { ...claims, jti }, keys.privateKey)}`),
)

const cases: Readonly<Record<string, { port: number; path: string; authorizations: readonly string[] }>> = {
  'backend, no gateway': { port: backendPort, path: '/open/a', authorizations: [] },
  'gateway, open route': { port: gatewayPort, path: '/open/a', authorizations: [] },
  'gateway, JWT route, cached token': { port: gatewayPort, path: '/guarded/a', authorizations: [authorization] },
  'gateway, JWT route, 2,000 tokens': { port: gatewayPort, path: '/guarded/a', authorizations: manyTokens },
  'gateway, function (in process)': { port: gatewayPort, path: '/function', authorizations: [authorization] },
}

const results = new Map<string, Timed[]>()
for (let round = 0; round < rounds; round += 1) {
  for (const [name, target] of Object.entries(cases)) {
    const before = process.threadCpuUsage()
    const run = await measure(target)
    const { user, system } = process.threadCpuUsage(before)
    // The load's warm-up is half a second more.
    const cpuMicroseconds = ((user + system) / run.requests) * (run.seconds / (run.seconds + 0.5))
    const measured = { ...run, cpuMicroseconds }
    if (measured.failures > 0) throw new Error(`${name}: ${measured.failures} answers were not 200`)
    results.set(name, [...(results.get(name) ?? []), measured])
  }
}

const base = median(results.get('backend, no gateway') ?? [])
for (const [name, measured] of results) {
  const rate = median(measured)
  const best = measured.toSorted((one, other) => one.p99 - other.p99)[0]
  const ratio = `${(rate / base).toFixed(2)} of direct`
  const cpu = `${Math.min(...measured.map(({ cpuMicroseconds }) => cpuMicroseconds))
    .toFixed(0)
    .padStart(4)} us/request`
  const times = `p50 ${best?.p50.toFixed(2)} ms  p99 ${best?.p99.toFixed(2)} ms`
  process.stdout.write(
    `${name.padEnd(34)} ${rate.toFixed(0).padStart(7)} requests/s  ${ratio}  gateway ${cpu}  ${times}\n`,
  )
}

server.close()
server.closeAllConnections()
await gateway[Symbol.asyncDispose]()
await backend.terminate()

function measure(target: object): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('gateway/load.ts', import.meta.url), { workerData: { ...target, seconds } })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

function median(measured: readonly Measurement[]): number {
  const rates = measured.map((each) => each.requests / each.seconds).toSorted((one, other) => one - other)
  return rates[Math.floor(rates.length / 2)] ?? 0
}

function resources(backendUrl: string): readonly TemplateResource[] {
  const resource = (logicalId: string, type: string, properties: Record<string, unknown>): TemplateResource => ({
    logicalId,
    type,
    physicalId: logicalId.toLowerCase(),
    properties,
    attributes: {},
  })
  const route = (id: string, RouteKey: string, target: string, extra = {}) =>
    resource(id, 'AWS::ApiGatewayV2::Route', { ApiId: 'api', RouteKey, Target: `integrations/${target}`, ...extra })
  const guarded = { AuthorizationType: 'JWT', AuthorizerId: 'auth', AuthorizationScopes: ['notes/read'] }
  const proxy = (id: string, path: string) =>
    resource(id, 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'api',
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${backendUrl}${path}/{proxy}`,
    })
  return [
    resource('Api', 'AWS::ApiGatewayV2::Api', { Name: 'bench', ProtocolType: 'HTTP' }),
    resource('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'api', StageName: '$default' }),
    resource('Auth', 'AWS::ApiGatewayV2::Authorizer', {
      ApiId: 'api',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: ['c'] },
    }),
    proxy('Open', '/open'),
    proxy('Guarded', '/guarded'),
    resource('Function', 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'api',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: 'arn:aws:lambda:eu-central-1:123456789012:function:bench',
      PayloadFormatVersion: '2.0',
    }),
    route('R1', 'ANY /open/{proxy+}', 'open'),
    route('R2', 'ANY /guarded/{proxy+}', 'guarded', guarded),
    route('R3', 'GET /function', 'function', guarded),
  ]
}
