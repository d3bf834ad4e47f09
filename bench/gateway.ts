/**
 * What the gateway costs: processor time of one request through `sallyport gateway`, through the least that Node can do
 * (node:http and undici), and through haproxy with its own check of the token (Debian's package); the same with TLS, and a
 * REST API with a Cognito authorizer. All are sent the same: tokens as pools issue them, and the fields that a page's
 * `fetch` sends. Each is a process of its own, and they take turns of a quarter of a second, since machines drift: trust
 * the ratios, not the figures.
 *
 *   node bench/gateway.ts [rounds]
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueAccessToken } from './gateway/access-token.ts'
import { makeCertificate } from './gateway/certificate.ts'
import { isHaproxyInstalled, startHaproxy } from './gateway/haproxy.ts'
import { openLoad, type Load } from './gateway/load.ts'
import { freePort, startFile, type Program } from './gateway/program.ts'
import { startSallyport } from './gateway/sallyport.ts'

const rounds = Number(process.argv[2] ?? 60)
const turnMilliseconds = 250
/** Until what is measured is compiled as well as it gets. */
const warmUpMilliseconds = 4000
const tokens = 100
const clientId = '1h57kf5cpq17m0eml12EXAMPLE'
const scope = 'notes/read'

await using used = new AsyncDisposableStack()
const folder = await mkdtemp(join(tmpdir(), 'sallyport-bench-'))
used.defer(() => rm(folder, { recursive: true }))

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** As long as those of pools. */
const kid = randomBytes(32).toString('base64')
const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }
const certificate = makeCertificate(folder)
const identityUrl = await startIssuers()
const poolId = 'us-east-1_bench'
const issuer = `${identityUrl}/${poolId}`
const issuing = { issuer, clientId, scope, kid, privateKey: keys.privateKey }
const authorizations = await Promise.all(
  Array.from({ length: tokens }, async () => `Bearer ${await issueAccessToken(issuing)}`),
)

const backendPort = await freePort()
used.use(await startFile('backend.ts', backendPort))
const floorOf = async (...files: readonly string[]) =>
  used.use(await startFile('floor.ts', await freePort(), String(backendPort), JSON.stringify(jwk), ...files))
const floor = await floorOf()
const secureFloor = await floorOf(certificate.certFile, certificate.keyFile)
const options = { folder, backendPort, identityUrl, poolId, clientId, scope, certificate }
const sallyport = used.use(await startSallyport(options, 'at-trusted-proxies'))
const secureSallyport = used.use(await startSallyport(options, 'tls'))
const haproxy = isHaproxyInstalled()
  ? used.use(
      await startHaproxy({ folder, backendPort, issuer, clientId, scope, certificate, publicKey: keys.publicKey }),
    )
  : undefined
if (haproxy === undefined) process.stderr.write('haproxy is not installed: nothing to compare with.\n')

interface Case {
  readonly program: Program
  readonly load: Load
}

/** Asked from the first moment on: servers close connections on which nothing comes. */
async function openCase(
  program: Program,
  path: string,
  { host = 'gateway.example', securePort = 0 } = {},
): Promise<Case> {
  const sent = path.startsWith('/open/') ? [] : authorizations
  const isSecure = securePort > 0
  const port = isSecure ? securePort : program.port
  const load = used.use(await openLoad({ port, host, path, isSecure, authorizations: sent }))
  await load.run(warmUpMilliseconds)
  return { program, load }
}

const cases: Readonly<Record<string, Case>> = {
  ...(haproxy && {
    'haproxy, open': await openCase(haproxy, '/open/a'),
    'haproxy, signature, iss, exp': await openCase(haproxy, '/signed/a'),
    'haproxy, as many claims as ours': await openCase(haproxy, '/guarded/a'),
    'haproxy, TLS': await openCase(haproxy, '/guarded/a', { securePort: haproxy.securePort }),
  }),
  'node, open': await openCase(floor, '/open/a'),
  'node, token': await openCase(floor, '/guarded/a'),
  'node, TLS': await openCase(secureFloor, '/guarded/a', { securePort: secureFloor.port }),
  'sallyport, open': await openCase(sallyport, '/open/a', { host: sallyport.httpHost }),
  'sallyport, token': await openCase(sallyport, '/guarded/a', { host: sallyport.httpHost }),
  'sallyport, REST API': await openCase(sallyport, '/rest/guarded/a', { host: sallyport.restHost }),
  'sallyport, TLS': await openCase(secureSallyport, '/guarded/a', {
    host: secureSallyport.httpHost,
    securePort: secureSallyport.port,
  }),
}

/** Processor time of a request, by round. */
const costs = new Map<string, number[]>(Object.keys(cases).map((name) => [name, []]))
for (let round = 0; round < rounds; round += 1) {
  for (const [name, { load, program }] of Object.entries(cases)) {
    const before = program.cpuMicroseconds()
    const answers = await load.run(turnMilliseconds)
    costs.get(name)?.push((program.cpuMicroseconds() - before) / answers)
  }
}

for (const [name, measured] of costs) {
  const microseconds = median(measured)
  process.stdout.write(
    `${name.padEnd(34)} ${microseconds.toFixed(1).padStart(6)} us a request  ${(1e6 / microseconds).toFixed(0).padStart(6)} requests a CPU-second\n`,
  )
}
const ratio = (one: string, other: string) => {
  const others = costs.get(other) ?? []
  const ratios = (costs.get(one) ?? []).map((cost, round) => (others[round] ?? NaN) / cost)
  process.stdout.write(`${`${one} / ${other}`.padEnd(66)} ${median(ratios).toFixed(2)}\n`)
}
process.stdout.write('\nrequests of a CPU-second, as ratios (the median of those of each round):\n')
ratio('sallyport, open', 'node, open')
ratio('sallyport, token', 'node, token')
ratio('sallyport, REST API', 'node, token')
ratio('sallyport, TLS', 'node, TLS')
if (haproxy !== undefined) {
  ratio('sallyport, open', 'haproxy, open')
  ratio('sallyport, token', 'haproxy, signature, iss, exp')
  ratio('sallyport, token', 'haproxy, as many claims as ours')
  ratio('sallyport, REST API', 'haproxy, as many claims as ours')
  ratio('sallyport, TLS', 'haproxy, TLS')
  ratio('node, open', 'haproxy, open')
  ratio('node, token', 'haproxy, signature, iss, exp')
  ratio('node, token', 'haproxy, as many claims as ours')
  ratio('node, TLS', 'haproxy, TLS')
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

/** Where issuers are, which all have the one key: it is asked for once. */
async function startIssuers(): Promise<string> {
  const pair = { cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) }
  const server = createServer(pair, (request, response) => {
    const ofIssuer = `${url}${request.url?.split('/.well-known/', 1)[0]}`
    const isDiscovery = request.url?.endsWith('/openid-configuration') === true
    const document = isDiscovery ? { issuer: ofIssuer, jwks_uri: `${ofIssuer}/.well-known/jwks.json` } : { keys: [jwk] }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  used.defer(() => void server.close())
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return url
}
