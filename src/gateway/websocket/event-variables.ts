import { authorizerVariable, commonLogTime } from '../observation/context-variables.ts'
import type { RouteEvent } from './route-event.ts'

/** `$context` of WebSocket APIs, besides `authorizer` and `identity` (developer guide, "mapping template reference"). */
export const eventVariableNames: readonly string[] = [
  'apiId',
  'connectedAt',
  'connectionId',
  'disconnectReason',
  'disconnectStatusCode',
  'domainName',
  'eventType',
  'extendedRequestId',
  'messageDirection',
  'messageId',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'routeKey',
  'stage',
]

/** What parameter mappings may read. */
export const eventVariables: ReadonlySet<string> = new Set([
  ...eventVariableNames,
  'identity.accessKey',
  'identity.accountId',
  'identity.apiKey',
  'identity.apiKeyId',
  'identity.caller',
  'identity.sourceIp',
  'identity.user',
  'identity.userAgent',
  'identity.userArn',
])

/** `$context.<name>` as text; undefined where this event has no such value. */
export function eventVariable(
  { at, facts, happening, requestId, routeKey }: RouteEvent,
  name: string,
): string | undefined {
  const { principal } = facts
  if (name.startsWith('authorizer.')) return authorizerVariable(principal, name.slice('authorizer.'.length))
  const signer = principal?.kind === 'signed' ? principal : undefined
  switch (name) {
    case 'apiId':
      return facts.apiId
    case 'connectedAt':
      return String(facts.connectedAt.getTime())
    case 'connectionId':
      return facts.connectionId
    case 'disconnectReason':
      return happening.type === 'DISCONNECT' ? happening.reason : undefined
    case 'disconnectStatusCode':
      return happening.type === 'DISCONNECT' ? String(happening.code) : undefined
    case 'domainName':
      return facts.domainName
    case 'eventType':
      return happening.type
    case 'extendedRequestId':
    case 'requestId':
      return requestId
    case 'identity.accessKey':
      return signer?.accessKey
    case 'identity.accountId':
      return signer?.accountId
    case 'identity.apiKey':
      return facts.holder?.key.value
    case 'identity.apiKeyId':
      return facts.holder?.key.id
    case 'identity.caller':
    case 'identity.user':
      return signer?.userId
    case 'identity.sourceIp':
      return facts.sourceIp
    case 'identity.userAgent':
      return facts.userAgent
    case 'identity.userArn':
      return signer?.userArn
    case 'messageDirection':
      return 'IN'
    case 'messageId':
      return happening.type === 'MESSAGE' ? requestId : undefined
    case 'requestTime':
      return commonLogTime(at)
    case 'requestTimeEpoch':
      return String(at.getTime())
    case 'routeKey':
      return routeKey === '' ? undefined : routeKey
    case 'stage':
      return facts.stageName
    default:
      return undefined
  }
}
