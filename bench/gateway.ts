/**
 * What the gateway costs: requests per second straight to a backend, through the gateway to the same backend, and through
 * haproxy with its own check of the token (Debian's package; left out where it is absent). Each part has a thread of its
 * own; rounds are interleaved, since machines drift. Trust the ratios, not the figures.
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
import { startHaproxy } from './gateway/haproxy.ts'

interface Measurement {
  readonly requests: number
  readonly seconds: number
  readonly p50: number
  readonly p99: number
  readonly failures: number
}

interface Timed extends Measurement {
  /** What the thread between client and backend spent on one request: steadier than rates where cores are shared. */
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
  functions: {
    invoke: async () => ({ kind: 'success', payload: { statusCode: 200, body: '{"ok":true}' } }),
    stream: async () => ({ kind: 'unavailable', reason: 'nothing streams here' }),
  },
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

const haproxy = await startHaproxy({
  backendPort,
  issuer,
  clientId: 'c',
  scope: 'notes/read',
  publicKey: keys.publicKey,
})
if (haproxy === undefined) process.stderr.write('haproxy is not installed: nothing to compare with.\n')

interface Case {
  readonly port: number
  readonly path: string
  readonly authorizations: readonly string[]
  /** The processor time so far of what is measured; undefined for the backend. */
  readonly cpuMicroseconds: (() => number) | undefined
}

const own = { port: gatewayPort, cpuMicroseconds: ownCpuMicroseconds }
const cases: Readonly<Record<string, Case>> = {
  'backend, no gateway': { port: backendPort, path: '/open/a', authorizations: [], cpuMicroseconds: undefined },
  'gateway, open route': { ...own, path: '/open/a', authorizations: [] },
  'gateway, JWT route, cached token': { ...own, path: '/guarded/a', authorizations: [authorization] },
  'gateway, JWT route, 2,000 tokens': { ...own, path: '/guarded/a', authorizations: manyTokens },
  'gateway, function (in process)': { ...own, path: '/function', authorizations: [authorization] },
  ...(haproxy && {
    'haproxy, open route': { ...haproxy, path: '/open/a', authorizations: [] },
    'haproxy, jwt_verify, one token': { ...haproxy, path: '/guarded/a', authorizations: [authorization] },
    'haproxy, jwt_verify, 2,000 tokens': { ...haproxy, path: '/guarded/a', authorizations: manyTokens },
  }),
}

const results = new Map<string, Timed[]>()
for (let round = 0; round < rounds; round += 1) {
  for (const [name, { cpuMicroseconds: spent = () => 0, ...target }] of Object.entries(cases)) {
    const before = spent()
    const run = await measure(target)
    // The load's warm-up is half a second more.
    const cpuMicroseconds = ((spent() - before) / run.requests) * (run.seconds / (run.seconds + 0.5))
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
  const cpu = Math.min(...measured.map(({ cpuMicroseconds }) => cpuMicroseconds))
  const perCpu = cpu === 0 ? '' : `${(1_000_000 / cpu).toFixed(0).padStart(6)}/CPU-second (${cpu.toFixed(0)} us each)`
  const times = `p50 ${best?.p50.toFixed(2)} ms  p99 ${best?.p99.toFixed(2)} ms`
  process.stdout.write(
    `${name.padEnd(34)} ${rate.toFixed(0).padStart(7)} requests/s  ${ratio}  ${perCpu.padEnd(30)}  ${times}\n`,
  )
}

server.close()
server.closeAllConnections()
await gateway[Symbol.asyncDispose]()
await haproxy?.[Symbol.asyncDispose]()
await backend.terminate()

/** Of this thread, which is the gateway's. */
function ownCpuMicroseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return user + system
}

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
