import type { DomainDefinition } from '../definition/domain.ts'
import type { WebSocketStage } from '../definition/websocket-api.ts'
import { findDomain } from '../domains/find-domain.ts'
import { placeOnDomain } from '../domains/place-on-domain.ts'
import type { ClientFacts } from '../exchange/exchange.ts'
import type { ArrivedTarget, GatewayTarget } from '../place-request.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import type { ServedApi } from './served-api.ts'

export type WebSocketTarget = GatewayTarget & {
  readonly client: ClientFacts
  /** Told to functions in place of the host, where `@connections` has another address. */
  readonly domainName?: string
}

export interface WebSocketPlace {
  readonly served: ServedApi
  readonly stage: WebSocketStage
  /** Behind the stage: empty for a handshake. */
  readonly rest: readonly string[]
}

export interface WebSocketPlaces {
  readonly apis: ReadonlyMap<string, ServedApi>
  readonly domains: ReadonlyMap<string, DomainDefinition>
}

/** The stage that a handshake, or a call of `@connections`, is for: by the mappings of a domain, or by the path. */
export function placeWebSocket(
  { apis, domains }: WebSocketPlaces,
  target: ArrivedTarget,
  request: GuardedRequest,
): WebSocketPlace | undefined {
  if (request.path.isAmbiguous) return undefined
  if ('host' in target) {
    const domain = findDomain(domains, target.host)
    // Where clients must show a certificate, one that has come by another name has shown none.
    if (domain?.truststore !== undefined && target.client?.certified?.serverName !== target.host) return undefined
    const place = domain && placeOnDomain(domain, request)
    return place && placed(apis.get(place.address.apiId), place.address.stage, place.path.segments)
  }
  const served = apis.get(target.apiId)
  if (served?.api.disablesDefaultEndpoint !== false) return undefined
  const { segments } = request.path
  const [name, ...rest] = target.stage === undefined ? segments : [target.stage, ...segments]
  return name === undefined ? undefined : placed(served, name, rest)
}

function placed(served: ServedApi | undefined, stageName: string, rest: readonly string[]): WebSocketPlace | undefined {
  const stage = served?.api.stages.get(stageName)
  return served === undefined || stage === undefined ? undefined : { served, stage, rest }
}
