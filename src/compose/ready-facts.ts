import type { ReadyFacts } from '../config/running.ts'
import type { AppClient } from '../domain/app-client.ts'
import type { Ports } from '../ports/ports.ts'
import type { TemplateSystem } from './template-system.ts'

export interface Urls {
  readonly publicUrl: string
  readonly httpUrl: string
  readonly appOrigin: string
  readonly consoleUrl: string
  readonly region: string
  readonly caFile: string
  readonly apiUrl: (apiId: string, stage: string) => string
}

/** What the `--json` line tells programs (DESIGN section 5). A system without a pool or an API has empty members. */
export async function readyFacts(
  ports: Pick<Ports, 'storage'>,
  system: TemplateSystem,
  urls: Urls,
): Promise<ReadyFacts> {
  const { publicUrl, httpUrl, appOrigin, consoleUrl, region, caFile, apiUrl } = urls
  const api = system.definitions.find(({ kind }) => kind === 'REST') ?? system.definitions[0]
  const [stage] = api?.stages.keys() ?? []
  return {
    identityUrl: publicUrl,
    httpUrl,
    gatewayUrl: api && stage !== undefined ? apiUrl(api.apiId, stage) : '',
    appUrl: appOrigin,
    consoleUrl,
    inboxUrl: `${publicUrl}/_sallyport/inbox`,
    region,
    userPoolId: poolIdOf(system) ?? '',
    clientId: (await findPublicClient(ports, system))?.id ?? '',
    caFile,
    accessKeyId: 'AKIASALLYPORTLOCAL00',
    secretAccessKey: 'any-secret-is-accepted-in-development',
  }
}

/** Where a newcomer sees the sign-in page at once. */
export async function signInUrl(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  system: TemplateSystem,
): Promise<string | undefined> {
  const poolId = poolIdOf(system)
  const client = await findPublicClient(ports, system)
  const [domain] = poolId === undefined ? [] : await ports.storage.userPools.listDomains(poolId)
  const [callback] = client?.configuration.CallbackURLs ?? []
  if (!client || !domain || callback === undefined) return undefined
  const query = new URLSearchParams({ client_id: client.id, response_type: 'code', redirect_uri: callback })
  return `${ports.addresses.domainOrigin(domain)}/login?${query.toString()}`
}

function poolIdOf({ resources }: TemplateSystem): string | undefined {
  return resources.find(({ type }) => type === 'AWS::Cognito::UserPool')?.physicalId
}

/** The first client without a secret that lets people sign in with a password. */
async function findPublicClient(
  { storage }: Pick<Ports, 'storage'>,
  { resources }: TemplateSystem,
): Promise<AppClient | undefined> {
  for (const { type, physicalId } of resources) {
    if (type !== 'AWS::Cognito::UserPoolClient') continue
    const client = await storage.appClients.find(physicalId)
    const flows = client?.configuration.ExplicitAuthFlows
    const isForPeople = flows === undefined || flows.includes('ALLOW_USER_SRP_AUTH')
    if (client?.secrets.length === 0 && isForPeople) return client
  }
  return undefined
}
