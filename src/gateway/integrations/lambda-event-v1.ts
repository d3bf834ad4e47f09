import { commonLogTime, domainName, pathWithStage } from '../observation/context-variables.ts'
import type { RoutedExchange } from '../exchange.ts'
import { findHeader, withoutHeaders, type HeaderList } from '../request/header-list.ts'
import { pathParameter } from '../mapping/parameter-mapping.ts'
import { forwardedForHeaders } from './forwarded-headers.ts'

export interface EventBody {
  readonly body: string | null
  readonly isBase64Encoded: boolean
}

/** Payload format 1.0: all of REST, and HTTP APIs that ask for it. Absent maps are null, single values the last. */
export function lambdaEventV1(exchange: RoutedExchange, { body, isBase64Encoded }: EventBody): unknown {
  const { definition, match, request, stage } = exchange
  const isRest = definition.kind === 'REST'
  const headers = groupByName(headersOf(exchange))
  const query = groupExactly(request.query.pairs)
  const parameters = match.parameters.map(([name]) => [name, pathParameterText(exchange, name)] as const)
  return {
    ...(isRest ? {} : { version: '1.0' }),
    resource: match.route.path,
    path: isRest ? request.path.text : pathWithStage(exchange),
    httpMethod: request.method,
    headers: orNull(headers, ([name, values]) => [name, values.at(-1)]),
    multiValueHeaders: orNull(headers, (entry) => entry),
    queryStringParameters: orNull(query, ([name, values]) => [name, values.at(-1)]),
    multiValueQueryStringParameters: orNull(query, (entry) => entry),
    pathParameters: orNull(parameters, (entry) => entry),
    stageVariables: orNull(Object.entries(stage.variables), (entry) => entry),
    requestContext: requestContext(exchange),
    body,
    isBase64Encoded,
  }
}

function requestContext(exchange: RoutedExchange): unknown {
  const { client, definition, match, principal, receivedAt, request, stage } = exchange
  const isRest = definition.kind === 'REST'
  const host = domainName(request.host)
  return {
    ...(isRest ? { resourceId: match.route.id } : {}),
    ...authorizerMember(exchange, principal),
    resourcePath: match.route.path,
    httpMethod: request.method,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: commonLogTime(receivedAt),
    path: pathWithStage(exchange),
    accountId: definition.accountId,
    protocol: `HTTP/${request.httpVersion}`,
    stage: stage.name,
    domainPrefix: host.split('.', 1)[0],
    requestTimeEpoch: receivedAt.getTime(),
    requestId: exchange.requestId,
    identity: {
      accessKey: null,
      accountId: null,
      ...(isRest ? apiKeyMembers(exchange) : {}),
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: client.sourceIp,
      user: null,
      userAgent: findHeader(request.headers, 'user-agent') ?? null,
      userArn: null,
    },
    domainName: host,
    apiId: definition.apiId,
  }
}

function apiKeyMembers({ holder }: RoutedExchange) {
  return { apiKey: holder?.key.value ?? null, apiKeyId: holder?.key.id ?? null }
}

function authorizerMember({ definition }: RoutedExchange, principal: RoutedExchange['principal']): object {
  if (principal === undefined) return {}
  if (definition.kind === 'REST') return { authorizer: { claims: principal.claimTexts } }
  return { authorizer: { claims: principal.claimTexts, scopes: principal.scopes } }
}

/** Cognito: a REST API keeps path parameters encoded, an HTTP API decodes them. */
function pathParameterText(exchange: RoutedExchange, name: string): string {
  const text = pathParameter(exchange, name) ?? ''
  return exchange.definition.kind === 'REST' ? text : decodeURIComponent(text)
}

function headersOf(exchange: RoutedExchange): HeaderList {
  const { definition, request } = exchange
  const sent =
    definition.kind === 'REST' ? withoutHeaders(request.headers, (name) => name === 'content-length') : request.headers
  const own = forwardedForHeaders(exchange)
  const names = new Set(own.map(([name]) => name.toLowerCase()))
  return [...withoutHeaders(sent, (name) => names.has(name)), ...own]
}

type Group = readonly [name: string, values: readonly string[]]

/** Fields of one name under the spelling that came first. */
function groupByName(list: HeaderList): readonly Group[] {
  const groups = new Map<string, { readonly name: string; readonly values: string[] }>()
  for (const [name, value] of list) {
    const group = groups.get(name.toLowerCase())
    if (group === undefined) groups.set(name.toLowerCase(), { name, values: [value] })
    else group.values.push(value)
  }
  return [...groups.values()].map(({ name, values }) => [name, values])
}

function groupExactly(pairs: readonly (readonly [string, string])[]): readonly Group[] {
  return [...Map.groupBy(pairs, ([name]) => name)].map(([name, group]) => [name, group.map(([, value]) => value)])
}

function orNull<Item>(items: readonly Item[], entryOf: (item: Item) => readonly [string, unknown]): object | null {
  return items.length === 0 ? null : Object.fromEntries(items.map(entryOf))
}
