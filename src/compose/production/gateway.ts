import { resolve } from 'node:path'
import type { ProductionSettings } from '../../config/settings/schema.ts'
import type { ServedApi } from '../../config/plans/running.ts'
import type { SecureProductionSettings } from '../../config/plans/production-problems.ts'
import type { FunctionPlan } from '../../config/plans/function-plan.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { createGateway } from '../../gateway/handler.ts'
import type { GatewayOptions } from '../../gateway/gateway-options.ts'
import { createRemoteKeySource } from '../../gateway/keys/remote-key-source.ts'
import type { SqlStorage } from '../../adapters/sql/sql-storage.ts'
import type { Ports } from '../../ports/ports.ts'
import { operatorConnections, operatorSigners } from '../../server/aws/operator-signers.ts'
import { readDeployedTemplate, deployedApis, type DeployedSettings } from '../templates/deployed-template.ts'
import { noteUnknownCertificates } from '../hosts/domain-certificates.ts'
import { followTemplate } from '../templates/follow-template.ts'
import { openConnectionRelay } from '../ports/open-connection-relay.ts'
import { jwksUriOf } from '../tokens/jwks-uri.ts'
import { findLogSinks } from '../observing/log-sinks.ts'
import type { Metrics } from '../observing/open-metrics.ts'
import type { AwsCredentials } from '../../ports/aws-credentials.ts'
import { ownEndpointFetch } from './own-endpoint-fetch.ts'
import { ownIssuerOf } from '../templates/own-issuer.ts'
import { ownKeySource } from '../tokens/own-key-source.ts'
import { ownRevocations } from '../tokens/own-revocations.ts'
import type { NoteFile, TemplateReading } from '../templates/read-template.ts'
import { refuseMutualTls } from '../templates/refuse-mutual-tls.ts'
import { openSessionApps, type SessionApps } from './session-apps.ts'

type GatewaySettings = DeployedSettings &
  Pick<
    SecureProductionSettings,
    | 'accountThrottle'
    | 'aws'
    | 'domainCertificates'
    | 'functions'
    | 'json'
    | 'logDelivery'
    | 'mappedJsonKilobytes'
    | 'nodeAddress'
    | 'nodeListenAddress'
    | 'responseCacheMegabytes'
    | 'serviceRoles'
    | 'sessionAppsFile'
    | 'tls'
    | 'workers'
  >

export interface ProductionGatewayOptions {
  readonly template: string
  readonly ports: Ports
  readonly storage: SqlStorage
  readonly awsCredentials: AwsCredentials
  readonly functions: GatewayOptions['functions']
  readonly metrics: Pick<Metrics, 'apiRequest' | 'watchBackends'>
  readonly tracer: GatewayOptions['tracer']
}

/** The APIs of a template, next to the pools of this installation. */
export interface ProductionGateway extends AsyncDisposable {
  readonly gateway: Gateway
  readonly apis: readonly ServedApi[]
  /** The web apps whose pages it signs in, by their hosts. */
  readonly sessionApps: () => SessionApps
}

/** Opens the gateway of a node, which follows its template from then on. */
export async function openProductionGateway(
  settings: GatewaySettings,
  { awsCredentials, functions, metrics, ports, storage, template, tracer }: ProductionGatewayOptions,
): Promise<ProductionGateway> {
  const { clock, log, outboundFetch } = ports
  await using opened = new AsyncDisposableStack()
  const read = async (note?: NoteFile): Promise<TemplateReading> => {
    const reading = await readDeployedTemplate(
      { ...settings, awsCredentials },
      {
        file: template,
        log,
        note,
        findIssuer: await ownIssuerOf(ports, settings.existing ?? {}),
      },
    )
    requireFunctionHost(reading, settings.functions)
    refuseMutualTls(reading, settings.tls)
    return reading
  }
  const reading = await read()
  const elsewhere = createRemoteKeySource({
    fetch: (url, { headers }) => outboundFetch(url, { redirect: 'error', ...(headers && { headers }) }),
    clock,
    log,
    jwksUriOf,
  })
  const findAccessKey = (id: string) => storage.installation.findAccessKey(id)
  const keySource = ownKeySource(ports, elsewhere)
  const secret = async () => ports.sealing.keyFor('node links')
  const connectionRelay = await openConnectionRelay(settings, { ...ports, storage, secret, opened })
  const gateway = opened.use(
    createGateway({
      ...ports,
      functions,
      definition: reading.gateway,
      keySource,
      processes: settings.workers,
      connectionRelay,
      quotaStore: storage,
      revocations: ownRevocations(ports),
      signers: operatorSigners({ findAccessKey }),
      authenticateConnections: operatorConnections({ clock, findAccessKey, region: settings.region }),
      findLogSink: findLogSinks(settings.logDelivery ?? [], settings.json),
      observe: metrics.apiRequest,
      responseCacheMegabytes: settings.responseCacheMegabytes,
      awsCredentials,
      tracer,
      mappedJsonKilobytes: settings.mappedJsonKilobytes,
      accountThrottle: settings.accountThrottle,
    }),
  )
  metrics.watchBackends?.(gateway.backends)
  if (settings.tls !== 'at-trusted-proxies') {
    noteUnknownCertificates(reading.gateway, settings.domainCertificates ?? [], log)
  }
  const { accountId, existing = {}, publicUrl, sessionAppsFile } = settings
  const openApps = async ({ gateway: definition }: TemplateReading): Promise<SessionApps> => {
    if (sessionAppsFile === undefined) return new Map()
    const fetch = ownEndpointFetch(ports, { accountId, publicUrl: () => publicUrl, isDevelopment: false })
    const store = storage.gatewaySessions
    return openSessionApps(sessionAppsFile, {
      ports,
      publicUrl,
      existing,
      definition,
      gateway,
      keySource,
      fetch,
      store,
    })
  }
  let sessionApps = await openApps(reading)
  const readAgain = async (note: NoteFile): Promise<void> => {
    if (sessionAppsFile !== undefined) note(resolve(sessionAppsFile))
    const next = await read(note)
    const nextApps = await openApps(next)
    gateway.replace(next.gateway)
    sessionApps = nextApps
  }
  const files = sessionAppsFile === undefined ? reading.files : [...reading.files, resolve(sessionAppsFile)]
  opened.use(await followTemplate({ template, files, readAgain, log }))
  const all = opened.move()
  return {
    gateway,
    apis: deployedApis(settings, reading),
    sessionApps: () => sessionApps,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** What a node would serve, for the process that only watches those that do. */
export async function describeProductionGateway(
  settings: DeployedSettings & Pick<ProductionSettings, 'gatewayTemplate'>,
): Promise<{ readonly apis?: readonly ServedApi[] }> {
  const { gatewayTemplate: file } = settings
  if (file === undefined) return {}
  const reading = await readDeployedTemplate(settings, {
    file,
    log: { warn() {} },
    findIssuer: () => undefined,
  })
  return { apis: deployedApis(settings, reading) }
}

/** Code of a template would run with the rights of this process, which may read the master key. */
function requireFunctionHost({ functions }: TemplateReading, { lambda, webhookFile }: FunctionPlan): void {
  const [first] = functions
  if (first === undefined || lambda !== undefined || webhookFile !== undefined) return
  throw new Error(
    `The template has the function ${first.functionArn}, and "serve" runs no code of templates: name where functions run with --lambda-endpoint or --function-webhooks.`,
  )
}
