import { join, resolve } from 'node:path'
import { tmpdir } from 'node:os'
import { createFunctionRunner } from '../../adapters/functions/function-runner.ts'
import { guardedFetch } from '../../adapters/outbound/guarded-fetch.ts'
import { systemClock } from '../../adapters/system/clock.ts'
import { readKeyFile } from '../../adapters/system/key-file.ts'
import { createLog } from '../../adapters/system/log.ts'
import { readSecretFile } from '../../adapters/system/secret-file.ts'
import { systemRandom } from '../../adapters/system/random.ts'
import { releaseMemoryIn } from '../../adapters/system/release-memory.ts'
import { parseAccessKeys } from '../../config/files/access-keys-file.ts'
import type { SecureGatewaySettings } from '../../config/plans/gateway-problems.ts'
import type { RunningGateway } from '../../config/plans/running.ts'
import type { AccessKey } from '../../domain/access-key.ts'
import { createGateway } from '../../gateway/handler.ts'
import { createRemoteKeySource } from '../../gateway/keys/remote-key-source.ts'
import { trustProxies } from '../../server/client-facts.ts'
import { operatorConnections, operatorSigners } from '../../server/aws/operator-signers.ts'
import { startServer } from '../../server/server.ts'
import { noteUnknownCertificates } from '../hosts/domain-certificates.ts'
import { executeApiHandler } from '../hosts/execute-api-handler.ts'
import { executeApiUpgrades } from '../hosts/execute-api-upgrades.ts'
import { followTemplate } from '../templates/follow-template.ts'
import { findLogSinks } from '../observing/log-sinks.ts'
import { openMetrics } from '../observing/open-metrics.ts'
import { openTracing } from '../observing/open-tracing.ts'
import { openFunctions } from '../ports/open-functions.ts'
import type { NoteFile } from '../templates/read-template.ts'
import { sweepRegularly } from '../lifetime/sweep-regularly.ts'
import { productionListening } from '../production/listening.ts'
import { deployedApis } from '../templates/deployed-template.ts'
import { openAwsCredentials } from '../ports/open-aws-credentials.ts'
import { readGatewayTemplate } from './gateway-template.ts'
import { openConnectionRelay } from '../ports/open-connection-relay.ts'
import { jwksUriOf } from '../tokens/jwks-uri.ts'
import { openQuotaStore } from './open-quota-store.ts'
import { isFeedAway, issuersUnderRevocation, openRevocations } from './open-revocations.ts'

/**
 * Starts the APIs of a template alone: no pools, and a database only for quotas; keys come from wherever the issuers
 * are.
 */
export async function startGateway(settings: SecureGatewaySettings, template: string): Promise<RunningGateway> {
  const { accessKeysFile, drainSeconds, publicUrl, region, workers } = settings
  const log = createLog(settings.logLevel)
  const clock = systemClock
  const random = systemRandom
  await using started = new AsyncDisposableStack()
  const awsCredentials = openAwsCredentials(settings.aws, region)
  const backed = { ...settings, awsCredentials }
  let reading = await readGatewayTemplate(backed, template, log)

  let accessKeys = await readAccessKeys(accessKeysFile)
  const findAccessKey = async (id: string): Promise<AccessKey | undefined> => accessKeys.get(id)

  const workDirectory = join(tmpdir(), `sallyport-gateway-${process.pid}`)
  const local = started.use(createFunctionRunner({ functions: reading.functions, region, log, workDirectory }))
  const functions = await openFunctions(settings.functions, { awsCredentials, clock, local })
  const outbound = started.use(guardedFetch({ named: settings.innerHosts ?? [] }))
  const keySource = createRemoteKeySource({
    fetch: (url, { method, headers, body }) =>
      outbound(url, {
        redirect: 'error',
        ...(method && { method }),
        ...(headers && { headers }),
        ...(body && { body }),
      }),
    clock,
    log,
    jwksUriOf,
  })
  const revocations = await openRevocations(settings, { clock, random, log, started })
  await revocations?.requireIssuers(issuersUnderRevocation(reading.gateway))
  const quotaStore = await openQuotaStore(settings, { random, started })
  const metrics = started.use(await openMetrics(settings.metricsAddress, { clock }))
  const tracer = started.use(await openTracing(settings.tracing, { random, log }))
  const { nodeKeyFile } = settings
  const secret = nodeKeyFile === undefined ? undefined : () => readKeyFile(nodeKeyFile)
  const relayOptions = { storage: quotaStore, secret, clock, random, log, opened: started }
  const connectionRelay = await openConnectionRelay(settings, relayOptions)
  const gateway = started.use(
    createGateway({
      definition: reading.gateway,
      keySource,
      functions,
      clock,
      random,
      log,
      processes: workers,
      connectionRelay,
      quotaStore,
      ...(revocations && { revocations }),
      signers: operatorSigners({ findAccessKey }),
      authenticateConnections: operatorConnections({ clock, findAccessKey, region }),
      responseCacheMegabytes: settings.responseCacheMegabytes,
      awsCredentials,
      findLogSink: findLogSinks(settings.logDelivery ?? [], settings.json),
      observe: metrics.apiRequest,
      tracer,
      mappedJsonKilobytes: settings.mappedJsonKilobytes,
      accountThrottle: settings.accountThrottle,
    }),
  )
  metrics.watchBackends?.(gateway.backends)
  if (revocations !== undefined) metrics.watchRevocations?.(revocations.facts)

  if (settings.tls !== 'at-trusted-proxies') {
    noteUnknownCertificates(reading.gateway, settings.domainCertificates ?? [], log)
  }

  const readAgain = async (note: NoteFile): Promise<void> => {
    if (accessKeysFile !== undefined) note(resolve(accessKeysFile))
    // Before the template, whose mistakes must not keep a key alive that was taken away.
    accessKeys = await readAccessKeys(accessKeysFile)
    const next = await readGatewayTemplate(backed, template, log, note)
    await revocations?.requireIssuers(issuersUnderRevocation(next.gateway))
    gateway.replace(next.gateway)
    local.replace(next.functions)
    reading = next
  }
  const files = accessKeysFile === undefined ? reading.files : [...reading.files, resolve(accessKeysFile)]
  started.use(await followTemplate({ template, files, readAgain, passing: { clock, isPassing: isFeedAway }, log }))

  const { hostname } = new URL(publicUrl)
  started.use(
    await startServer({
      names: { baseHost: hostname, development: false },
      listen: [await productionListening(settings, { defaultName: hostname, gateway, log })],
      observe: metrics.request,
      routes: { executeApi: executeApiHandler(gateway) },
      upgrades: executeApiUpgrades(gateway),
      customDomain: async (host) => (gateway.servesDomain(host) ? 'executeApi' : undefined),
      trustedProxies: trustProxies(settings.trustedProxies ?? []),
      isReady: async () => true,
      drain: { noticeMilliseconds: drainSeconds * 1000 },
      random,
      log,
    }),
  )
  started.use(sweepRegularly(log, quotaStore === undefined ? [] : [() => quotaStore.deleteExpired(clock.now())]))
  started.use(releaseMemoryIn(1))
  const all = started.move()
  return { apis: deployedApis(settings, reading), [Symbol.asyncDispose]: () => all.disposeAsync() }
}

async function readAccessKeys(file: string | undefined): Promise<ReadonlyMap<string, AccessKey>> {
  return file === undefined ? new Map() : parseAccessKeys(await readSecretFile(file, 'file of access keys'))
}

/** What it would serve, for the process that only watches those that do. */
export async function describeGateway(
  settings: SecureGatewaySettings,
  template: string,
): Promise<Pick<RunningGateway, 'apis'>> {
  const log = createLog(settings.logLevel)
  return { apis: deployedApis(settings, await readGatewayTemplate(settings, template, log)) }
}
