import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createFunctionRunner } from '../adapters/functions/function-runner.ts'
import { createMemoryInbox } from '../adapters/inbox/memory-inbox.ts'
import { createDevelopmentClock, systemClock } from '../adapters/system/clock.ts'
import { openKeyFile } from '../adapters/system/key-file.ts'
import { openLocalCertificateAuthority } from '../adapters/system/local-certificate-authority.ts'
import { createLog } from '../adapters/system/log.ts'
import { makePrivateFolder } from '../adapters/system/private-file.ts'
import { systemRandom } from '../adapters/system/random.ts'
import { dataFolderPaths } from '../config/data-folder.ts'
import type { RunningDevelopment } from '../config/running.ts'
import type { DevelopmentSettings } from '../config/schema.ts'
import { createOutboxDispatcher } from '../flows/deliver-outbox.ts'
import { createGateway } from '../gateway/handler.ts'
import { createRemoteKeySource } from '../gateway/remote-key-source.ts'
import { operations } from '../operations/index.ts'
import { awsJsonHandler } from '../server/aws-json-handler.ts'
import { developmentCredentials } from '../server/development-credentials.ts'
import { createDevelopmentHandler } from '../server/development.ts'
import type { Handler } from '../server/exchange.ts'
import { startServer } from '../server/server.ts'
import { createAddresses } from './addresses.ts'
import { executeApiHandler } from './execute-api-handler.ts'
import { createPorts } from './installation.ts'
import { invokeInProcess } from './invoke-in-process.ts'
import { issuerHandler } from './issuer-handler.ts'
import { loopbackFetch } from './loopback-fetch.ts'
import { openStore } from './open-store.ts'
import { ownKeySource } from './own-key-source.ts'
import { poolDomainHandler } from './pool-domain-handler.ts'
import { readyFacts, signInUrl } from './ready-facts.ts'
import { openReadingService, openReferenceApp, type ReferenceApp } from './reference-app.ts'
import { repeatEvery } from './repeat-every.ts'
import { resetInstallation } from './reset-installation.ts'
import { sweepRegularly } from './sweep-regularly.ts'
import { openTemplateSystem, type TemplateSystem } from './template-system.ts'

const referenceTemplate = fileURLToPath(new URL('../../examples/notes/template.yaml', import.meta.url))

/** Starts everything on this machine: the reference system, or the one that `template` describes. */
export async function startDevelopment(
  settings: DevelopmentSettings,
  template: string | undefined,
): Promise<RunningDevelopment> {
  const { region, accountId, baseHost } = settings
  const dataDir = resolve(settings.dataDir)
  const paths = dataFolderPaths(dataDir)
  await makePrivateFolder(dataDir)
  const random = systemRandom
  const clock = createDevelopmentClock()
  const log = createLog(settings.logLevel)
  await using started = new AsyncDisposableStack()

  const [authority, masterKey] = await Promise.all([
    openLocalCertificateAuthority({ folder: paths.authority, clock: systemClock, random, baseHost }),
    openKeyFile(settings.keyFile ?? paths.masterKey, random),
  ])
  const { databaseUrl } = settings
  const store = await openStore({ databaseUrl, file: paths.database, masterKey, random, mayMigrate: true })
  started.use(store.storage)

  let publicUrl = ''
  const addresses = createAddresses({
    publicUrl: () => publicUrl,
    issuer: settings.issuer,
    endpoints: 'below-public-url',
  })
  const functions = started.use(
    createFunctionRunner({
      functions: [],
      region,
      log,
      workDirectory: join(dataDir, 'functions'),
      environment: { NOTES_DIR: join(dataDir, 'notes') },
      reload: true,
    }),
  )
  const inbox = createMemoryInbox({ clock })
  const outbox = started.use(
    createOutboxDispatcher({
      storage: store.storage,
      clock,
      log,
      repeat: repeatEvery,
      send: (message) => {
        inbox.capture(message)
        return Promise.resolve({ kind: 'sent' })
      },
    }),
  )
  const { fixedCode } = settings
  // Development waits for the inbox, so that whoever asked for a code finds it there.
  const ports = createPorts({
    store,
    addresses,
    clock,
    random,
    log,
    functions,
    fixedCode,
    onMessage: () => outbox.drain(),
  })

  const fetch = started.use(loopbackFetch({ caFile: authority.caFile, baseHost }))
  const keySource = ownKeySource(ports, createRemoteKeySource({ fetch, clock, log }))
  const gateway = started.use(createGateway({ definitions: [], keySource, functions, clock, random, log }))

  let app: ReferenceApp | undefined
  const handleApp: Handler<'app'> = (exchange, destination) => {
    if (app !== undefined) return app.handler(exchange, destination)
    exchange.response.writeHead(404, { 'content-type': 'text/plain' }).end('This system has no web app.')
    return undefined
  }
  const identity = awsJsonHandler({ operations, ports, authenticate: developmentCredentials, region, accountId })
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
          log,
        },
        { scheme: 'http', host: 'localhost', port: settings.httpPort },
      ],
      routes: {
        identity,
        issuer: issuerHandler(ports),
        poolDomain: poolDomainHandler(ports, { accountId, publicUrl: () => publicUrl }),
        executeApi: executeApiHandler(gateway),
        app: handleApp,
        console: (exchange) => {
          exchange.response.writeHead(302, { location: '/inbox' }).end()
        },
        development: createDevelopmentHandler({ inbox, clock, reset: () => reset(), region, random }),
      },
      customDomain: async (host) => ((await ports.storage.userPools.findDomain(host)) ? 'poolDomain' : undefined),
      trustedProxies: () => false,
      isReady: async () => (await ports.storage.userPools.list({ limit: 1, after: undefined })) !== undefined,
      random,
      log,
    }),
  )
  const [port = settings.port, httpPort = settings.httpPort] = server.ports
  publicUrl = `https://${baseHost}:${port}`
  const appOrigin = `https://app.${baseHost}:${port}`
  const apiUrl = (apiId: string, stage: string): string => `${publicUrl}/_api/${apiId}/${stage}`

  const isReference = template === undefined
  const service = isReference ? started.use(await openReadingService()) : undefined
  const open = (): Promise<TemplateSystem> =>
    openTemplateSystem({
      file: template ?? referenceTemplate,
      stackName: isReference ? 'notes' : 'local',
      parameters: service ? { AppOrigin: appOrigin, ServiceUrl: service.url } : {},
      region,
      accountId,
      invoke: invokeInProcess(ports, { region, accountId }),
      state: store.storage.templateState,
      apiEndpoint: (apiId) => `https://${apiId}.execute-api.${region}.${baseHost}:${port}`,
      ports,
    })
  const serve = async (): Promise<TemplateSystem> => {
    const system = await open()
    functions.replace(system.functions)
    gateway.replace(system.definitions)
    if (isReference) {
      const assetsDirectory = join(dataDir, 'app')
      app = await openReferenceApp({
        ports,
        system,
        gateway,
        keySource,
        fetch,
        store: store.storage.gatewaySessions,
        appOrigin,
        identityUrl: publicUrl,
        apiUrl,
        assetsDirectory,
      })
    }
    return system
  }
  const system = await serve()
  async function reset(): Promise<void> {
    await resetInstallation(ports, store.storage.templateState, system.resources)
    inbox.clear()
    await serve()
  }

  started.use(sweepRegularly(log, [() => ports.storage.deleteExpired(clock.now()), async () => app?.sweep() ?? 0]))
  const all = started.move()
  const urls = { publicUrl, appOrigin, httpUrl: `http://${baseHost}:${httpPort}`, apiUrl }
  return {
    ready: await readyFacts(ports, system, {
      ...urls,
      region,
      caFile: authority.caFile,
      consoleUrl: `https://console.${baseHost}:${port}`,
    }),
    signInUrl: await signInUrl(ports, system),
    users: [],
    advanceClock: (seconds) => clock.advance(seconds),
    reset,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
