import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createAppServer } from '../../examples/notes/app-server.ts'
import { handleReading } from '../../examples/notes/service/reading-service.ts'
import { tokenValidity } from '../domain/token-validity.ts'
import type { Gateway } from '../gateway/handler.ts'
import { cognitoEndpoints } from '../gateway/session/session-configuration.ts'
import { createSessionIntegration, type SessionIntegrationOptions } from '../gateway/session/session-integration.ts'
import type { Ports } from '../ports/ports.ts'
import { createHttpServer } from '../server/create-http-server.ts'
import type { Handler } from '../server/exchange.ts'
import { gatewayClient } from './execute-api-handler.ts'
import type { TemplateSystem } from './template-system.ts'

export interface ReferenceAppOptions extends Pick<SessionIntegrationOptions, 'store' | 'keySource' | 'fetch'> {
  readonly ports: Ports
  readonly system: TemplateSystem
  readonly gateway: Pick<Gateway, 'handle'>
  readonly appOrigin: string
  readonly identityUrl: string
  readonly apiUrl: (apiId: string, stage: string) => string
  readonly assetsDirectory: string
}

export interface ReferenceApp {
  readonly handler: Handler<'app'>
  readonly sweep: () => Promise<number>
}

/** The reference system's web app: its files, with the session integration in front of them. */
export async function openReferenceApp(options: ReferenceAppOptions): Promise<ReferenceApp> {
  const { ports, system, gateway, appOrigin, identityUrl, apiUrl, assetsDirectory } = options
  const userPoolId = requireOutput(system, 'UserPoolId')
  const sessionClientId = requireOutput(system, 'SessionClientId')
  const client = await ports.storage.appClients.find(sessionClientId)
  const [domain] = await ports.storage.userPools.listDomains(userPoolId)
  if (!client || !domain) throw new Error('The reference template has no session client or no domain')

  const endpoints = {
    ...cognitoEndpoints(ports.addresses.domainOrigin(domain)),
    // Called by this process, which may be unable to resolve the domain's name.
    token: `${ports.addresses.endpointsBase(userPoolId, domain)}/oauth2/token`,
    revocation: `${ports.addresses.endpointsBase(userPoolId, domain)}/oauth2/revoke`,
  }
  const notes = apiOf(system, 'NotesApi')
  const reading = apiOf(system, 'ReadingApi')
  const session = createSessionIntegration({
    ...options,
    ...ports,
    configuration: {
      app: 'notes',
      origin: appOrigin,
      issuer: ports.addresses.issuer(userPoolId),
      endpoints,
      clientId: client.id,
      clientSecret: client.secrets.at(-1)?.value,
      scopes: client.configuration.AllowedOAuthScopes ?? [],
      absoluteSeconds: tokenValidity(client.configuration).refreshTokenSeconds,
      apis: [
        { prefix: '/api', ...notes },
        { prefix: '/api/reading', ...reading },
      ],
    },
    gateway,
  })
  const app = createAppServer({
    assetsDirectory,
    config: {
      region: userPoolId.slice(0, userPoolId.lastIndexOf('_')),
      userPoolId,
      userPoolClientId: requireOutput(system, 'WebClientId'),
      userPoolEndpoint: identityUrl,
      notesApiUrl: apiUrl(notes.apiId, notes.stage),
      readingApiUrl: apiUrl(reading.apiId, reading.stage),
    },
  })
  let bundled: Promise<void> | undefined
  return {
    async handler({ request, response, client: facts }, { url }) {
      const target = { path: url, client: gatewayClient(facts, request.socket.localPort) }
      if (await session.handle(request, response, target)) return
      bundled ??= ensureBundled(assetsDirectory)
      await bundled
      await app(request, response)
    },
    sweep: () => session.sweep(),
  }
}

/** Bundled at the first visit: nobody who only calls the API waits for it. */
async function ensureBundled(directory: string): Promise<void> {
  const isThere = await stat(join(directory, 'index.html')).catch(() => undefined)
  if (isThere) return
  const { buildWebApp } = await import('../../examples/notes/build.ts')
  await buildWebApp(directory)
}

/** The small HTTP service behind the HTTP API, on a free port of this machine. */
export async function openReadingService(): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createHttpServer((request, response) => {
    handleReading(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
}

function requireOutput({ outputs }: TemplateSystem, name: string): string {
  const value = outputs[name]
  if (typeof value !== 'string') throw new Error(`The reference template has no output ${name}`)
  return value
}

function apiOf({ definitions }: TemplateSystem, logicalId: string): { readonly apiId: string; readonly stage: string } {
  const definition = definitions.find((item) => item.logicalId === logicalId)
  const [stage] = definition?.stages.keys() ?? []
  if (!definition || stage === undefined) throw new Error(`The reference template has no API ${logicalId} with a stage`)
  return { apiId: definition.apiId, stage }
}
