import { identityMembers, principalMembers } from './principal-members.ts'
import { commonLogTime } from '../observation/context-variables.ts'
import { withoutHeaders, type HeaderList } from '../../http/header-list.ts'
import type { ConnectionFacts, EventFacts, Handshake, RouteEvent } from './route-event.ts'

/** What a function behind AWS_PROXY gets. */
export function proxyEvent(event: RouteEvent, isBase64Encoded: boolean): object {
  const { facts, happening } = event
  switch (happening.type) {
    case 'CONNECT':
      return {
        ...handshakeMembers(happening.handshake),
        ...variablesOf(event),
        requestContext: requestContext(facts, event, { eventType: 'CONNECT' }),
        isBase64Encoded: false,
      }
    case 'MESSAGE':
      return {
        ...variablesOf(event),
        requestContext: requestContext(facts, event, { eventType: 'MESSAGE', messageId: event.requestId }),
        body: happening.text,
        isBase64Encoded,
      }
    case 'DISCONNECT':
      return {
        ...disconnectHeaders(facts),
        ...variablesOf(event),
        requestContext: requestContext(facts, event, {
          eventType: 'DISCONNECT',
          disconnectStatusCode: happening.code,
          disconnectReason: happening.reason,
        }),
        isBase64Encoded: false,
      }
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

function requestContext(facts: ConnectionFacts, { at, requestId, routeKey }: EventFacts, particulars: object): object {
  const { principal, userAgent } = facts
  return {
    routeKey,
    ...particulars,
    ...(principal === undefined ? {} : principalMembers(principal)),
    extendedRequestId: requestId,
    requestTime: commonLogTime(at),
    messageDirection: 'IN',
    stage: facts.stageName,
    connectedAt: facts.connectedAt.getTime(),
    requestTimeEpoch: at.getTime(),
    identity: {
      ...identityMembers(facts),
      ...(userAgent === undefined ? {} : { userAgent }),
      sourceIp: facts.sourceIp,
    },
    requestId,
    domainName: facts.domainName,
    connectionId: facts.connectionId,
    apiId: facts.apiId,
  }
}

function disconnectHeaders({ domainName }: ConnectionFacts): object {
  const headers = { Host: domainName, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' }
  return {
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  }
}

function variablesOf({ stage }: EventFacts): object {
  return Object.keys(stage.variables).length === 0 ? {} : { stageVariables: stage.variables }
}

function handshakeMembers(handshake: Handshake): object {
  const { request } = handshake
  const headers = grouped(handshakeHeaders(handshake), (name) => name.toLowerCase())
  const query = grouped(request.query.pairs, (name) => name)
  return {
    headers: lastOf(headers),
    multiValueHeaders: Object.fromEntries(headers),
    ...(query.length === 0
      ? {}
      : { queryStringParameters: lastOf(query), multiValueQueryStringParameters: Object.fromEntries(query) }),
  }
}

/** What the client sent, and what the gateway says of it. */
export function handshakeHeaders({ client, request, traceId }: Handshake): HeaderList {
  const own: HeaderList = [
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', client.sourceIp],
    ['X-Forwarded-Port', String(client.port)],
    ['X-Forwarded-Proto', client.scheme],
  ]
  return [...withoutHeaders(request.headers, (name) => own.some(([ours]) => ours.toLowerCase() === name)), ...own]
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
