import { readFile } from 'node:fs/promises'
import { parseSessionApps, type SessionApp } from '../../config/files/session-apps.ts'
import { tokenValidity } from '../../domain/app-clients/token-validity.ts'
import type { GatewayDefinition } from '../../gateway/definition/gateway.ts'
import type { SessionConfiguration } from '../../gateway/session/session-configuration.ts'
import { cognitoEndpoints } from '../../gateway/session/session-configuration.ts'
import {
  createSessionIntegration,
  type SessionIntegration,
  type SessionIntegrationOptions,
} from '../../gateway/session/session-integration.ts'
import { issuerOf } from '../../flows/user-pools/issuer-of.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Handler } from '../../server/exchange.ts'
import { refuse } from '../../server/refuse.ts'
import { gatewayClient } from '../hosts/execute-api-handler.ts'

export interface SessionAppOptions extends Pick<
  SessionIntegrationOptions,
  'gateway' | 'store' | 'keySource' | 'fetch'
> {
  readonly ports: Ports
  readonly publicUrl: string
  /** Ids by the logical ids of the template. */
  readonly existing: Readonly<Record<string, string>>
  readonly definition: GatewayDefinition
}

/** The session integrations of web apps, by their hosts. */
export type SessionApps = ReadonlyMap<string, SessionIntegration>

/** Opens the apps of a file. Throws where one of them names what is not there. */
export async function openSessionApps(file: string, options: SessionAppOptions): Promise<SessionApps> {
  const apps = new Map<string, SessionIntegration>()
  for (const app of parseSessionApps(await readFile(file, 'utf8'))) {
    const configuration = await configurationOf(app, options)
    apps.set(new URL(app.origin).hostname, createSessionIntegration({ ...options, ...options.ports, configuration }))
  }
  return apps
}

/** `/auth/*` and `/api/*` of an app's origin; its files are served by somebody else. */
export function sessionAppHandler(apps: () => SessionApps): Handler<'app'> {
  return async ({ request, response, client, host }, { url }) => {
    const target = { path: url, client: gatewayClient(client, request.socket.localPort) }
    const isAnswered = await apps().get(host)?.handle(request, response, target)
    if (isAnswered !== true) refuse(response, 404, 'Not found.')
  }
}

async function configurationOf(app: SessionApp, options: SessionAppOptions): Promise<SessionConfiguration> {
  const { existing, ports, publicUrl } = options
  const { addresses, storage } = ports
  const fail = (what: string) => new Error(`The session app ${app.name} cannot be served: ${what}.`)
  const client = await storage.appClients.find(existing[app.client] ?? app.client)
  const pool = client && (await storage.userPools.find(client.poolId))
  if (client === undefined || pool === undefined) throw fail(`there is no app client ${app.client}`)
  const [domain] = await storage.userPools.listDomains(pool.id)
  if (domain === undefined) throw fail('its user pool has no domain, and so no sign-in page')
  return {
    app: app.name,
    origin: app.origin,
    issuer: issuerOf(ports, pool),
    endpoints: {
      ...cognitoEndpoints(addresses.domainOrigin(domain)),
      token: `${publicUrl}/${pool.id}/oauth2/token`,
      revocation: `${publicUrl}/${pool.id}/oauth2/revoke`,
    },
    clientId: client.id,
    findClientSecret: async () => (await storage.appClients.find(client.id))?.secrets.at(-1)?.value,
    scopes: client.configuration.AllowedOAuthScopes ?? [],
    absoluteSeconds: tokenValidity(client.configuration).refreshTokenSeconds,
    ...(app.idleSeconds !== undefined && { idleSeconds: app.idleSeconds }),
    apis: app.apis.map(({ prefix, api, stage, token }) => {
      const found = options.definition.apis.find(({ logicalId }) => logicalId === api)
      const [first] = found?.stages.keys() ?? []
      const named = stage ?? first
      if (found === undefined || named === undefined || !found.stages.has(named)) {
        throw fail(`the template has no API ${api} with ${stage === undefined ? 'a stage' : `the stage ${stage}`}`)
      }
      return { prefix, apiId: found.apiId, stage: named, token }
    }),
  }
}
