import { sentPath } from '../observation/context-variables.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { withoutHeaders, type HeaderList } from '../../http/header-list.ts'
import { pathParameter } from '../mapping/parameter-mapping.ts'
import { forwardedForHeaders } from './forwarded-headers.ts'
import { requestContextV1 } from './request-context-v1.ts'

export interface EventBody {
  readonly body: string | null
  readonly isBase64Encoded: boolean
}

/** Payload format 1.0: all of REST, and HTTP APIs that ask for it. */
export function lambdaEventV1(exchange: RoutedExchange, { body, isBase64Encoded }: EventBody): unknown {
  return {
    ...(exchange.definition.kind === 'REST' ? {} : { version: '1.0' }),
    ...requestMembersV1(exchange, null),
    requestContext: requestContextV1(exchange),
    body,
    isBase64Encoded,
  }
}

/** The request itself. Single values are the last; a map without members is null to backends, `{}` to authorizers. */
export function requestMembersV1(exchange: RoutedExchange, whenEmpty: null | Record<string, never>): object {
  const { definition, match, request, stage } = exchange
  const isRest = definition.kind === 'REST'
  const headers = groupByName(headersOf(exchange))
  const query = groupExactly(request.query.pairs)
  const parameters = match.parameters.map(([name]) => [name, pathParameterText(exchange, name)] as const)
  const record = (entries: readonly (readonly [string, unknown])[]) =>
    entries.length === 0 ? whenEmpty : Object.fromEntries(entries)
  return {
    resource: match.route.path,
    path: isRest ? (exchange.customDomain?.path ?? request.path).text : sentPath(exchange),
    httpMethod: request.method,
    headers: record(headers.map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: record(headers),
    queryStringParameters: record(query.map(([name, values]) => [name, values.at(-1)])),
    multiValueQueryStringParameters: record(query),
    pathParameters: record(parameters),
    stageVariables: record(Object.entries(stage.variables)),
  }
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
