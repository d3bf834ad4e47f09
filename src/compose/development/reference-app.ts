import { createAppServer } from '../../../examples/notes/app-server.ts'
import { tokenValidity } from '../../domain/app-clients/token-validity.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { cognitoEndpoints } from '../../gateway/session/session-configuration.ts'
import { createSessionIntegration, type SessionIntegrationOptions } from '../../gateway/session/session-integration.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Handler } from '../../server/exchange.ts'
import { gatewayClient } from '../hosts/execute-api-handler.ts'
import type { OwnUrls } from './own-urls.ts'
import type { TemplateSystem } from './template-system.ts'
import { webAppFiles } from './web-app-files.ts'

export interface ReferenceAppOptions extends Pick<SessionIntegrationOptions, 'store' | 'keySource' | 'fetch'> {
  readonly ports: Ports
  readonly system: TemplateSystem
  readonly gateway: Pick<Gateway, 'handle'>
  readonly urls: OwnUrls
  /** Where the bundled files of the web app are kept. */
  readonly filesFolder: string
}

export interface ReferenceApp {
  readonly handler: Handler<'app'>
  readonly sweep: () => Promise<number>
}

/** The reference system's web app: its files, with the session integration in front of them. */
export async function openReferenceApp(options: ReferenceAppOptions): Promise<ReferenceApp> {
  const { ports, system, gateway, urls, filesFolder } = options
  const userPoolId = requireOutput(system, 'UserPoolId')
  const client = await ports.storage.appClients.find(requireOutput(system, 'SessionClientId'))
  const [domain] = await ports.storage.userPools.listDomains(userPoolId)
  if (!client || !domain) throw new Error('The reference template has no session client or no domain')

  const ownEndpoints = ports.addresses.endpointsBase(userPoolId, domain)
  const notes = apiOf(system, 'NotesApi')
  const reading = apiOf(system, 'ReadingApi')
  const session = createSessionIntegration({
    ...options,
    ...ports,
    configuration: {
      app: 'notes',
      origin: urls.appOrigin,
      issuer: ports.addresses.issuer(userPoolId),
      endpoints: {
        ...cognitoEndpoints(ports.addresses.domainOrigin(domain)),
        // Called by this process, which may be unable to resolve the domain's name.
        token: `${ownEndpoints}/oauth2/token`,
        revocation: `${ownEndpoints}/oauth2/revoke`,
      },
      clientId: client.id,
      findClientSecret: async () => (await ports.storage.appClients.find(client.id))?.secrets.at(-1)?.value,
      scopes: client.configuration.AllowedOAuthScopes ?? [],
      absoluteSeconds: tokenValidity(client.configuration).refreshTokenSeconds,
      apis: [
        { prefix: '/api', ...notes },
        { prefix: '/api/reading', ...reading },
      ],
    },
    gateway,
  })
  const config = {
    region: userPoolId.slice(0, userPoolId.lastIndexOf('_')),
    userPoolId,
    userPoolClientId: requireOutput(system, 'WebClientId'),
    userPoolEndpoint: urls.publicUrl,
    accountUrl: `${ports.addresses.domainOrigin(domain)}/account`,
    notesApiUrl: urls.stageUrl(notes.apiId, notes.stage),
    readingApiUrl: urls.stageUrl(reading.apiId, reading.stage),
  }
  const openFiles = async () => createAppServer({ assetsDirectory: await webAppFiles(filesFolder), config })
  let files: ReturnType<typeof openFiles> | undefined
  return {
    async handler({ request, response, client: facts }, { url }) {
      const target = { path: url, client: gatewayClient(facts, request.socket.localPort) }
      if (await session.handle(request, response, target)) return
      files ??= openFiles()
      const serve = await files.catch((cause: unknown) => {
        // The next visit tries again.
        files = undefined
        throw cause
      })
      await serve(request, response)
    },
    sweep: () => session.sweep(),
  }
}

function requireOutput({ outputs }: TemplateSystem, name: string): string {
  const value = outputs[name]
  if (typeof value !== 'string') throw new Error(`The reference template has no output ${name}`)
  return value
}

function apiOf({ gateway }: TemplateSystem, logicalId: string): { readonly apiId: string; readonly stage: string } {
  const definition = gateway.apis.find((item) => item.logicalId === logicalId)
  const [stage] = definition?.stages.keys() ?? []
  if (!definition || stage === undefined) throw new Error(`The reference template has no API ${logicalId} with a stage`)
  return { apiId: definition.apiId, stage }
}
