import { openPasswordMeter } from '../../adapters/password-meter/open-password-meter.ts'
import { resolve } from 'node:path'
import { guardedFetch } from '../../adapters/outbound/guarded-fetch.ts'
import { systemClock } from '../../adapters/system/clock.ts'
import { lockFolder } from '../../adapters/system/folder-lock.ts'
import { readKeyFile } from '../../adapters/system/key-file.ts'
import { createLog } from '../../adapters/system/log.ts'
import { makePrivateFolder } from '../../adapters/system/private-file.ts'
import { systemRandom } from '../../adapters/system/random.ts'
import { releaseMemoryIn } from '../../adapters/system/release-memory.ts'
import { textFolder } from '../../adapters/system/text-folder.ts'
import { dataFolderPaths } from '../../config/files/data-folder.ts'
import type { SecureProductionSettings } from '../../config/plans/production-problems.ts'
import type { RunningProduction } from '../../config/plans/running.ts'
import { createOutboxDispatcher } from '../../flows/messages/deliver-outbox.ts'
import { createLogoutSender } from '../../flows/messages/send-logout-notice.ts'
import { carryMessage, sendMessage, type SendOptions } from '../../flows/messages/send-message.ts'
import { createImportDispatcher } from '../../flows/user-import/import-dispatcher.ts'
import { deleteDueUsers } from '../../flows/users/planned-deletion.ts'
import { operations } from '../../operations/index.ts'
import { onDemand } from '../../operations/on-demand.ts'
import { kmsOperations } from '../../kms/operations.ts'
import { awsJsonHandler } from '../../server/aws/aws-json-handler.ts'
import { handleKms } from '../../server/aws/aws-kms.ts'
import { trustProxies } from '../../server/client-facts.ts'
import { importUploadHandler } from '../../server/import-upload.ts'
import { operatorCredentials } from '../../server/aws/operator-credentials.ts'
import { startServer } from '../../server/server.ts'
import { both } from '../observing/both.ts'
import { createAddresses } from '../hosts/addresses.ts'
import { executeApiHandler } from '../hosts/execute-api-handler.ts'
import { executeApiUpgrades } from '../hosts/execute-api-upgrades.ts'
import { noPageTexts } from '../../ports/page-texts.ts'
import { createPorts } from '../ports/installation.ts'
import { isStorageReady } from '../lifetime/is-storage-ready.ts'
import { issuerHandler } from '../hosts/issuer-handler.ts'
import { loadAhead } from '../lifetime/load-ahead.ts'
import { openCarriers } from '../ports/open-carriers.ts'
import { openCompromisedPasswords } from '../ports/open-compromised-passwords.ts'
import { openFunctions } from '../ports/open-functions.ts'
import { openLogDelivery } from '../observing/open-log-delivery.ts'
import { openMetrics } from '../observing/open-metrics.ts'
import { openTracing } from '../observing/open-tracing.ts'
import { openStore } from '../ports/open-store.ts'
import { productionListening } from './listening.ts'
import { openAwsCredentials } from '../ports/open-aws-credentials.ts'
import { sessionAppHandler } from './session-apps.ts'
import { securityTextHandler } from '../hosts/security-text-handler.ts'
import { createRequestSpans } from '../observing/request-spans.ts'
import { repeatEvery } from '../lifetime/repeat-every.ts'
import { sweepRegularly } from '../lifetime/sweep-regularly.ts'
import { whenAsked } from '../lifetime/when-asked.ts'

/** Starts a node for production: user pools, their sign-in pages and their OAuth endpoints. */
export async function startProduction(settings: SecureProductionSettings): Promise<RunningProduction> {
  const { publicUrl, region, accountId, databaseUrl, drainSeconds } = settings
  const log = createLog(settings.logLevel)
  const clock = systemClock
  const random = systemRandom
  const masterKey = await readKeyFile(settings.keyFile)
  await using started = new AsyncDisposableStack()
  if (databaseUrl === undefined) {
    await makePrivateFolder(settings.dataDir)
    started.use(lockFolder(resolve(settings.dataDir)))
  }

  const file = dataFolderPaths(settings.dataDir).database
  const store = await openStore({ databaseUrl, file, masterKey, random, mayMigrate: false })
  const storage = started.use(store.storage)
  const addresses = createAddresses({
    publicUrl: () => publicUrl,
    issuer: settings.issuer,
    endpoints: 'own-host',
    securityContact: settings.securityContact,
  })
  const metrics = started.use(await openMetrics(settings.metricsAddress, { clock, storage }))
  const tracer = started.use(await openTracing(settings.tracing, { random, log }))
  const spans = tracer && createRequestSpans(tracer)
  const logs = started.use(
    openLogDelivery({
      storage,
      clock,
      random,
      log,
      places: settings.logDelivery ?? [],
      isOutputTaken: settings.json,
      observe: metrics.logRecords,
    }),
  )
  const { hostname } = new URL(publicUrl)
  const awsCredentials = openAwsCredentials(settings.aws, settings.region)
  const carriers = started.use(await openCarriers(settings.delivery, { awsCredentials, clock, clientName: hostname }))
  const carry: SendOptions['carry'] = (message, pool) => carryMessage(carriers, message, pool)
  const functions = await openFunctions(settings.functions, { awsCredentials, clock })
  const outboundFetch = started.use(guardedFetch({ named: settings.innerHosts ?? [] }))
  const tellLogout = createLogoutSender({ addresses, clock, outboundFetch, random, storage })
  const outbox = started.use(
    createOutboxDispatcher({
      storage,
      clock,
      random,
      log,
      repeat: repeatEvery,
      observe: metrics.message,
      onFailure: logs.failure,
      send: (message) => sendMessage({ ports: { functions, log, random, storage }, carry, tellLogout }, message),
    }),
  )
  const ports = createPorts({
    store,
    addresses,
    clock,
    random,
    log,
    compromisedPasswords: started.use(await openCompromisedPasswords(settings.compromisedPasswordsFile, log)),
    passwordMeter: started.use(openPasswordMeter(clock)),
    pageTexts: settings.texts === undefined ? noPageTexts : textFolder(settings.texts, log),
    functions,
    outboundFetch,
    fixedCode: undefined,
    processes: settings.workers,
    // Nobody waits for a mail server.
    onMessage: () => outbox.kick(),
    onSessionEnd: () => outbox.kick(),
    onImport: () => imports.kick(),
    logRecords: logs.activity,
    onLogRecord: () => logs.kick(),
    observe: metrics.activity,
  })
  const imports = started.use(createImportDispatcher({ ports, repeat: repeatEvery }))

  const { gatewayTemplate: template } = settings
  const openApis = async (gatewayTemplate: string) => {
    const { openProductionGateway } = await import('./gateway.ts')
    const uses = { template: gatewayTemplate, awsCredentials, functions, ports, storage, metrics, tracer }
    return started.use(await openProductionGateway(settings, uses))
  }
  const apis = template === undefined ? undefined : await openApis(template)
  const pages = onDemand(async () => {
    const { poolDomainHandler } = await import('../hosts/pool-domain-handler.ts')
    return poolDomainHandler(ports, { accountId, publicUrl: () => publicUrl, isDevelopment: false })
  })

  const operators = {
    clock,
    accountId,
    findAccessKey: (id: string) => ports.storage.installation.findAccessKey(id),
  }
  const openFeed = async () => {
    const { openRevocationFeed } = await import('../hosts/revocation-feed.ts')
    const { operatorsOnly } = await import('../../server/revocation-feed.ts')
    return openRevocationFeed(ports, operatorsOnly(operators))
  }
  const feed = settings.revocationFeed ? await openFeed() : undefined
  const authenticate = operatorCredentials(operators)
  const isReading = (name: string): boolean => kmsOperations[name]?.isReading ?? false
  const kms = handleKms({
    operations: kmsOperations,
    ports,
    authenticate: operatorCredentials({ ...operators, service: 'kms', isReading }),
    accountId,
  })
  started.use(
    await startServer({
      names: { baseHost: hostname, development: false },
      listen: [await productionListening(settings, { defaultName: hostname, gateway: apis?.gateway, log })],
      routes: {
        identity: awsJsonHandler({
          operations,
          ports,
          authenticate,
          region,
          accountId,
          observe: both(metrics.operation, spans?.operation),
          kms,
        }),
        issuer: issuerHandler(ports),
        importUpload: importUploadHandler(ports),
        poolDomain: whenAsked(pages),
        securityText: securityTextHandler(ports, () => publicUrl),
        ...(feed && { revocations: feed.handler }),
        ...(apis && { executeApi: executeApiHandler(apis.gateway), app: sessionAppHandler(apis.sessionApps) }),
      },
      ...(apis && { upgrades: executeApiUpgrades(apis.gateway) }),
      async customDomain(host) {
        if (apis?.gateway.servesDomain(host)) return 'executeApi'
        if (apis?.sessionApps().has(host)) return 'app'
        return (await ports.storage.userPools.findDomain(host)) ? 'poolDomain' : undefined
      },
      trustedProxies: trustProxies(settings.trustedProxies ?? []),
      isReady: () => isStorageReady(ports.storage),
      observe: both(metrics.request, spans?.request),
      drain: { noticeMilliseconds: drainSeconds * 1000 },
      random,
      log,
    }),
  )
  if (feed !== undefined) started.use(feed)
  started.use(loadAhead(log, [pages, ...Object.values(operations)]))
  started.use(releaseMemoryIn(1))
  started.use(
    sweepRegularly(log, [
      () => ports.storage.deleteExpired(clock.now()),
      () => storage.gatewaySessions.deleteExpired(clock.now()),
      () => deleteDueUsers(ports),
    ]),
  )
  outbox.kick()
  imports.kick()
  logs.kick()
  const all = started.move()
  return {
    identityUrl: publicUrl,
    region,
    ...(apis && { apis: apis.apis }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
