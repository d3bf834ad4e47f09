import type { WebSocketStage } from '../definition/websocket-api.ts'
import type { ClientFacts } from '../exchange.ts'
import { commonLogTime } from '../observation/context-variables.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import { withoutHeaders, type HeaderList } from '../request/header-list.ts'

/** What is known of a connection as long as it lives. */
export interface ConnectionFacts {
  readonly apiId: string
  readonly stageName: string
  readonly connectionId: string
  readonly connectedAt: Date
  readonly domainName: string
  readonly sourceIp: string
  readonly userAgent: string | undefined
  /** What the authorizer of `$connect` said. */
  readonly authorizer: Readonly<Record<string, unknown>> | undefined
}

/** What differs between two events of one connection. */
export interface EventFacts {
  readonly routeKey: string
  readonly requestId: string
  readonly at: Date
  readonly stage: Pick<WebSocketStage, 'variables'>
}

export interface Handshake {
  readonly request: GuardedRequest
  readonly client: ClientFacts
  readonly traceId: string
}

export function connectEvent(facts: ConnectionFacts, event: EventFacts, handshake: Handshake): object {
  return {
    ...handshakeMembers(handshake),
    ...variablesOf(event),
    requestContext: requestContext(facts, event, { eventType: 'CONNECT' }),
    isBase64Encoded: false,
  }
}

/** Developer guide, "Control access to WebSocket APIs with AWS Lambda REQUEST authorizers". */
export function authorizerEvent(
  facts: ConnectionFacts,
  event: EventFacts,
  { handshake, methodArn }: { readonly handshake: Handshake; readonly methodArn: string },
): object {
  return {
    type: 'REQUEST',
    methodArn,
    queryStringParameters: {},
    multiValueQueryStringParameters: {},
    ...handshakeMembers(handshake),
    stageVariables: event.stage.variables,
    requestContext: requestContext(facts, event, { eventType: 'CONNECT' }),
  }
}

export function messageEvent(facts: ConnectionFacts, event: EventFacts, body: string): object {
  const message = { eventType: 'MESSAGE', messageId: event.requestId }
  return {
    ...variablesOf(event),
    requestContext: requestContext(facts, event, message),
    body,
    isBase64Encoded: false,
  }
}

export function disconnectEvent(facts: ConnectionFacts, event: EventFacts, code: number, reason: string): object {
  const headers = { Host: facts.domainName, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' }
  return {
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    ...variablesOf(event),
    requestContext: requestContext(facts, event, {
      eventType: 'DISCONNECT',
      disconnectStatusCode: code,
      disconnectReason: reason,
    }),
    isBase64Encoded: false,
  }
}

function requestContext(facts: ConnectionFacts, { at, requestId, routeKey }: EventFacts, particulars: object): object {
  const { authorizer, userAgent } = facts
  return {
    routeKey,
    ...particulars,
    ...(authorizer === undefined ? {} : { authorizer }),
    extendedRequestId: requestId,
    requestTime: commonLogTime(at),
    messageDirection: 'IN',
    stage: facts.stageName,
    connectedAt: facts.connectedAt.getTime(),
    requestTimeEpoch: at.getTime(),
    identity: { ...(userAgent === undefined ? {} : { userAgent }), sourceIp: facts.sourceIp },
    requestId,
    domainName: facts.domainName,
    connectionId: facts.connectionId,
    apiId: facts.apiId,
  }
}

function variablesOf({ stage }: EventFacts): object {
  return Object.keys(stage.variables).length === 0 ? {} : { stageVariables: stage.variables }
}

function handshakeMembers({ client, request, traceId }: Handshake): object {
  const own: HeaderList = [
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', client.sourceIp],
    ['X-Forwarded-Port', String(client.port)],
    ['X-Forwarded-Proto', client.scheme],
  ]
  const sent = withoutHeaders(request.headers, (name) => own.some(([ours]) => ours.toLowerCase() === name))
  const headers = grouped([...sent, ...own], (name) => name.toLowerCase())
  const query = grouped(request.query.pairs, (name) => name)
  return {
    headers: lastOf(headers),
    multiValueHeaders: Object.fromEntries(headers),
    ...(query.length === 0
      ? {}
      : { queryStringParameters: lastOf(query), multiValueQueryStringParameters: Object.fromEntries(query) }),
  }
}

type Groups = readonly (readonly [name: string, values: readonly string[]])[]

/** Fields of one name under the spelling that came first. */
function grouped(pairs: HeaderList, keyOf: (name: string) => string): Groups {
  const groups = Map.groupBy(pairs, ([name]) => keyOf(name))
  return [...groups.values()].map((fields) => [fields[0]?.[0] ?? '', fields.map(([, value]) => value)])
}

function lastOf(groups: Groups): object {
  return Object.fromEntries(groups.map(([name, values]) => [name, values.at(-1)]))
}
