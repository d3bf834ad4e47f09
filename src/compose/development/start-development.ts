import { join, resolve } from 'node:path'
import { systemClock } from '../../adapters/system/clock.ts'
import { lockFolder } from '../../adapters/system/folder-lock.ts'
import { openLocalCertificateAuthority } from '../../adapters/system/local-certificate-authority.ts'
import { createLog } from '../../adapters/system/log.ts'
import { makePrivateFolder } from '../../adapters/system/private-file.ts'
import { systemRandom } from '../../adapters/system/random.ts'
import { releaseMemoryIn } from '../../adapters/system/release-memory.ts'
import { dataFolderPaths } from '../../config/files/data-folder.ts'
import type { RunningDevelopment, StartSettings } from '../../config/plans/running.ts'
import { emptyGateway } from '../../gateway/definition/gateway.ts'
import { createGateway } from '../../gateway/handler.ts'
import { createRemoteKeySource } from '../../gateway/keys/remote-key-source.ts'
import type { Log } from '../../ports/log.ts'
import { onDemand } from '../../operations/on-demand.ts'
import {
  developmentConnections,
  developmentFollowers,
  developmentSigners,
} from '../../server/aws/development-credentials.ts'
import { startServer } from '../../server/server.ts'
import { both } from '../observing/both.ts'
import { openDevelopmentPorts } from './ports.ts'
import { developmentRoutes } from './routes.ts'
import { serveDevelopmentSystem } from './system.ts'
import { mutualTlsOf } from '../hosts/domain-certificates.ts'
import { executeApiUpgrades } from '../hosts/execute-api-upgrades.ts'
import { followTemplate } from '../templates/follow-template.ts'
import { isStorageReady } from '../lifetime/is-storage-ready.ts'
import { loadAhead, operationsOfUsers } from '../lifetime/load-ahead.ts'
import { findLogSinks } from '../observing/log-sinks.ts'
import { openAwsCredentials } from '../ports/open-aws-credentials.ts'
import { loopbackFetch } from './loopback-fetch.ts'
import { openMetrics } from '../observing/open-metrics.ts'
import { openTracing } from '../observing/open-tracing.ts'
import { ownKeySource } from '../tokens/own-key-source.ts'
import { ownUrls } from './own-urls.ts'
import { openReadingService } from './reading-backend.ts'
import { createRequestSpans } from '../observing/request-spans.ts'
import { readyFacts, signInUrl } from './ready-facts.ts'
import type { ServedSystem } from './served-system.ts'
import { sweepRegularly } from '../lifetime/sweep-regularly.ts'

/** Starts everything on this machine: the reference system, or the one that `template` describes. */
export async function startDevelopment(
  settings: StartSettings,
  template: string | undefined,
): Promise<RunningDevelopment> {
  const { region, baseHost } = settings
  const folder = resolve(settings.dataDir)
  const log = await openLog(settings)
  const random = systemRandom
  await using started = new AsyncDisposableStack()
  await makePrivateFolder(folder)
  started.use(lockFolder(folder))

  const atReady = Promise.withResolvers<void>()
  let publicUrl = ''
  const authority = await openLocalCertificateAuthority({
    folder: dataFolderPaths(folder).authority,
    clock: systemClock,
    random,
    baseHost,
  })
  const { caFile } = authority
  const awsCredentials = openAwsCredentials(settings.aws, region)
  const runsOn = started.use(
    await openDevelopmentPorts(settings, {
      awsCredentials,
      log,
      caFile,
      publicUrl: () => publicUrl,
      ready: atReady.promise,
    }),
  )
  const { ports, storage, functions, inbox, clock } = runsOn
  const fetch = started.use(loopbackFetch({ caFile, baseHost }))
  const keySource = ownKeySource(ports, createRemoteKeySource({ fetch, clock, log }))
  const metrics = started.use(await openMetrics(settings.metricsAddress, { clock, storage }))
  const accessLog = { kind: 'file', path: join(folder, 'access.log') } as const
  const findLogSink = findLogSinks(settings.logDelivery ?? [{ matches: () => true, sink: accessLog }], settings.json)
  const tracer = started.use(await openTracing(settings.tracing, { random, log }))
  const spans = tracer && createRequestSpans(tracer)
  const revocations = onDemand(async () => {
    const { ownRevocations } = await import('../tokens/own-revocations.ts')
    return ownRevocations(ports)
  })
  const refusals = await loadRefusalTeller(settings)
  const gateway = started.use(
    createGateway({
      definition: emptyGateway,
      keySource,
      functions,
      clock,
      random,
      log,
      findLogSink,
      isDevelopment: true,
      revocations: { isRevoked: async (claims) => (await revocations()).isRevoked(claims) },
      quotaStore: storage,
      responseCacheMegabytes: settings.responseCacheMegabytes,
      awsCredentials,
      observe: both(metrics.apiRequest, refusals?.observe),
      observeUnplaced: refusals?.observeUnplaced,
      tracer,
      mappedJsonKilobytes: settings.mappedJsonKilobytes,
      accountThrottle: settings.accountThrottle,
      authenticateConnections: developmentConnections,
      signers: developmentSigners,
    }),
  )
  metrics.watchBackends?.(gateway.backends)
  const service = template === undefined ? started.use(await openReadingService()) : undefined

  const openFeed = async () => {
    const { openRevocationFeed } = await import('../hosts/revocation-feed.ts')
    return openRevocationFeed(ports, developmentFollowers)
  }
  const feed = settings.revocationFeed ? await openFeed() : undefined

  const served = Promise.withResolvers<ServedSystem>()
  let isServing = false
  const server = started.use(
    await startServer({
      names: { baseHost, development: true },
      listen: [
        {
          scheme: 'https',
          host: 'localhost',
          port: settings.port,
          certificates: authority,
          defaultName: baseHost,
          mutualTls: mutualTlsOf(gateway),
          log,
        },
        { scheme: 'http', host: 'localhost', port: settings.httpPort },
      ],
      routes: developmentRoutes({
        ports,
        gateway,
        inbox,
        clock,
        served: served.promise,
        settings,
        publicUrl: () => publicUrl,
        feed,
        observe: both(metrics.operation, spans?.operation),
      }),
      upgrades: executeApiUpgrades(gateway, { tellsPort: true }),
      observe: both(metrics.request, spans?.request),
      async customDomain(host) {
        if (gateway.servesDomain(host)) return 'executeApi'
        return (await storage.userPools.findDomain(host)) ? 'poolDomain' : undefined
      },
      trustedProxies: () => false,
      isReady: async () => (await isStorageReady(storage)) && isServing,
      random,
      log,
    }),
  )
  if (feed !== undefined) started.use(feed)
  // Disposed before the listeners, which would wait for the requests that wait for this.
  started.defer(() => served.reject(new Error('the start failed')))

  const [port = settings.port, httpPort = settings.httpPort] = server.ports
  const urls = ownUrls({ baseHost, region, port, httpPort })
  publicUrl = urls.publicUrl
  const system = await serveDevelopmentSystem({
    template,
    settings,
    awsCredentials,
    folder,
    runsOn,
    gateway,
    keySource,
    fetch,
    urls,
    caFile,
    serviceUrl: service?.url,
  })
  served.resolve(system)
  isServing = true
  if (template !== undefined) {
    const { files, readAgain } = system
    started.use(await followTemplate({ template, files, readAgain, log }))
  }
  const appAndKeys = [() => import('./reference-app.ts'), () => import('../hosts/issuer-handler.ts')]
  started.use(loadAhead(log, [...appAndKeys, ...operationsOfUsers]))
  started.use(releaseMemoryIn(1))
  started.use(
    sweepRegularly(log, [
      () => storage.deleteExpired(clock.now()),
      async () => {
        const { deleteDueUsers } = await import('../../flows/users/planned-deletion.ts')
        return deleteDueUsers({ clock, random, storage })
      },
      async () => system.app()?.sweep() ?? 0,
    ]),
  )
  const ready = await readyFacts(ports, system.template(), { urls, region, caFile, hasApp: system.app() !== undefined })
  const { servedApis } = await import('../templates/served-apis.ts')
  const { templateOutputs } = await import('../templates/template-outputs.ts')
  atReady.resolve()
  const all = started.move()
  return {
    ready,
    signInUrl: await signInUrl(ports, system.template()),
    users: [],
    apis: servedApis(system.template().gateway, { port: String(port), stageUrl: urls.stageUrl }),
    apiKeys: system.template().gateway.usagePlans.flatMap(({ keys }) => keys),
    outputs: template === undefined ? [] : templateOutputs(system.template(), { addresses: ports.addresses, ...urls }),
    advanceClock: (seconds) => clock.advance(seconds),
    reset: () => system.reset(),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** JSON for programs, and words for people, who have no other window to look at. */
async function openLog({ logLevel, tellLog }: StartSettings): Promise<Log> {
  if (tellLog === undefined) return createLog(logLevel)
  const { createReadableLog } = await import('../../adapters/system/readable-log.ts')
  return createReadableLog(logLevel, tellLog)
}

async function loadRefusalTeller({ tellRefusal }: StartSettings) {
  if (tellRefusal === undefined) return undefined
  const { refusalTeller } = await import('./refusal-teller.ts')
  return refusalTeller(tellRefusal)
}
