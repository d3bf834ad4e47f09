import type { DevelopmentClock } from '../../adapters/system/clock.ts'
import { systemRandom } from '../../adapters/system/random.ts'
import type { DevelopmentSettings } from '../../config/settings/schema.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { operations } from '../../operations/index.ts'
import { onDemand } from '../../operations/on-demand.ts'
import type { Inbox } from '../../ports/inbox.ts'
import type { Ports } from '../../ports/ports.ts'
import type { AwsJsonOptions } from '../../server/aws/aws-json.ts'
import { handleKms } from '../../server/aws/aws-kms.ts'
import { awsJsonHandler } from '../../server/aws/aws-json-handler.ts'
import { developmentCredentials, developmentKmsCredentials } from '../../server/aws/development-credentials.ts'
import type { DevelopmentOptions } from '../../server/development/development.ts'
import type { Routes } from '../../server/dispatch.ts'
import type { Exchange, Handler } from '../../server/exchange.ts'
import { refuse } from '../../server/refuse.ts'
import { brandingDraftsIn } from './branding-drafts.ts'
import { executeApiHandler } from '../hosts/execute-api-handler.ts'
import { holdUntil } from '../lifetime/hold-until.ts'
import type { ServedSystem } from './served-system.ts'
import type { RevocationFeed } from '../hosts/revocation-feed.ts'
import { securityTextHandler } from '../hosts/security-text-handler.ts'
import { whenAsked } from '../lifetime/when-asked.ts'

export interface DevelopmentRoutesOptions {
  readonly ports: Ports
  readonly gateway: Pick<Gateway, 'handle'>
  readonly inbox: Inbox
  readonly clock: DevelopmentClock
  /** Nothing is answered before. */
  readonly served: Promise<ServedSystem>
  readonly settings: Pick<DevelopmentSettings, 'region' | 'accountId' | 'baseHost' | 'brandingDrafts'>
  readonly publicUrl: () => string
  readonly feed: RevocationFeed | undefined
  readonly observe: AwsJsonOptions<Ports>['observe']
}

/** Who answers what in development. */
export function developmentRoutes(options: DevelopmentRoutesOptions): Routes {
  const { ports, gateway, inbox, clock, served, settings, publicUrl, feed, observe } = options
  const { region, accountId, baseHost } = settings
  const kms = onDemand(async () => {
    const { kmsOperations } = await import('../../kms/operations.ts')
    return handleKms({ operations: kmsOperations, ports, authenticate: developmentKmsCredentials, accountId })
  })
  const identity = awsJsonHandler({
    operations,
    ports,
    authenticate: developmentCredentials,
    region,
    accountId,
    observe,
    kms: async (request, requestId) => (await kms())(request, requestId),
  })
  const readDrafts = brandingDraftsIn(settings.brandingDrafts)
  const reset = async (): Promise<void> => (await served).reset()
  const preview: DevelopmentOptions['preview'] = async (request) => {
    const { answerPreview } = await import('../../login/preview/answer-preview.ts')
    return answerPreview(request, { ports, readDrafts })
  }
  const app: Handler<'app'> = async (exchange, destination) => {
    const found = (await served).app()
    return found ? found.handler(exchange, destination) : refuse(exchange.response, 404, 'This system has no web app.')
  }
  const poolDomain = async (): Promise<Handler<'poolDomain'>> => {
    const { poolDomainHandler } = await import('../hosts/pool-domain-handler.ts')
    return poolDomainHandler(ports, { accountId, publicUrl, isDevelopment: true })
  }
  const issuer = async (): Promise<Handler<'issuer'>> => {
    const { issuerHandler } = await import('../hosts/issuer-handler.ts')
    return issuerHandler(ports)
  }
  const importUpload = async (): Promise<Handler<'importUpload'>> => {
    const { importUploadHandler } = await import('../../server/import-upload.ts')
    return importUploadHandler(ports)
  }
  const development = async (): Promise<Handler<'development'>> => {
    const { createDevelopmentHandler } = await import('../../server/development/development.ts')
    return createDevelopmentHandler({ inbox, clock, reset, region, baseHost, random: systemRandom, preview })
  }
  return {
    identity: holdUntil(served, identity),
    issuer: holdUntil(served, whenAsked(issuer)),
    poolDomain: holdUntil(served, whenAsked(poolDomain)),
    importUpload: holdUntil(served, whenAsked(importUpload)),
    ...(feed && { revocations: holdUntil(served, feed.handler) }),
    securityText: securityTextHandler(ports, publicUrl),
    executeApi: holdUntil(served, executeApiHandler(gateway)),
    development: holdUntil(served, whenAsked(development)),
    app,
    console: toInbox,
  }
}

function toInbox({ response }: Exchange): void {
  response.writeHead(302, { location: '/inbox' }).end()
}
