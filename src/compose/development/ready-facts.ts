import type { ReadyFacts } from '../../config/plans/running.ts'
import type { ExplicitAuthFlowsType } from '../../contract/shapes.gen.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import type { OwnUrls } from './own-urls.ts'
import type { TemplateSystem } from './template-system.ts'

export interface ReadyFactsOptions {
  readonly urls: OwnUrls
  readonly region: string
  readonly caFile: string
  readonly hasApp: boolean
}

/** Any key is good in development (`server/aws/development-credentials.ts`); programs want to be given one. */
export const developmentKey = {
  accessKeyId: 'AKIASALLYPORTLOCAL00',
  secretAccessKey: 'any-secret-is-accepted-in-development',
} as const

/** What the `--json` line tells programs (DESIGN section 5). What a system does not have is empty. */
export async function readyFacts(
  ports: Pick<Ports, 'storage'>,
  system: TemplateSystem,
  { urls, region, caFile, hasApp }: ReadyFactsOptions,
): Promise<ReadyFacts> {
  return {
    identityUrl: urls.publicUrl,
    httpUrl: urls.httpUrl,
    gatewayUrl: gatewayUrl(system, urls) ?? '',
    appUrl: hasApp ? urls.appOrigin : '',
    consoleUrl: urls.consoleUrl,
    inboxUrl: urls.inboxUrl,
    region,
    userPoolId: poolIdOf(system) ?? '',
    clientId: (await findPublicClient(ports, system))?.id ?? '',
    caFile,
    ...developmentKey,
  }
}

/** Of a REST API, else of an HTTP API, else of a WebSocket API. */
function gatewayUrl({ gateway }: TemplateSystem, urls: OwnUrls): string | undefined {
  const api = gateway.apis.find(({ kind }) => kind === 'REST') ?? gateway.apis[0]
  const [stage] = api?.stages.keys() ?? []
  if (api !== undefined && stage !== undefined) return urls.stageUrl(api.apiId, stage)
  const [webSocketApi] = gateway.webSocketApis
  const [webSocketStage] = webSocketApi?.stages.keys() ?? []
  if (webSocketApi === undefined || webSocketStage === undefined) return undefined
  return urls.stageUrl(webSocketApi.apiId, webSocketStage).replace(/^http/, 'ws')
}

/** Where a newcomer sees the sign-in page at once. */
export async function signInUrl(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  system: TemplateSystem,
): Promise<string | undefined> {
  const client = await findPublicClient(ports, system)
  const [domain] = client ? await ports.storage.userPools.listDomains(client.poolId) : []
  const [callback] = client?.configuration.CallbackURLs ?? []
  if (!client || !domain || callback === undefined) return undefined
  const query = new URLSearchParams({ client_id: client.id, response_type: 'code', redirect_uri: callback })
  return `${ports.addresses.domainOrigin(domain)}/login?${query.toString()}`
}

function poolIdOf({ resources }: TemplateSystem): string | undefined {
  return resources.find(({ type }) => type === 'AWS::Cognito::UserPool')?.physicalId
}

const wanted: readonly ExplicitAuthFlowsType[] = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]

/** Of the first pool's clients without a secret, the one that allows most of what programs try first. */
async function findPublicClient(
  { storage }: Pick<Ports, 'storage'>,
  system: TemplateSystem,
): Promise<AppClient | undefined> {
  const poolId = poolIdOf(system)
  const found: AppClient[] = []
  for (const { type, physicalId } of system.resources) {
    const client = type === 'AWS::Cognito::UserPoolClient' ? await storage.appClients.find(physicalId) : undefined
    if (client?.secrets.length === 0 && client.poolId === poolId) found.push(client)
  }
  return found.toSorted((one, other) => flowsAllowed(other) - flowsAllowed(one))[0]
}

function flowsAllowed({ configuration: { ExplicitAuthFlows } }: AppClient): number {
  // Cognito: what a client gets that names no flow.
  const allowed = ExplicitAuthFlows ?? ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH']
  return wanted.filter((flow) => allowed.includes(flow)).length
}
