import { commonLogTime, domainName } from '../observation/context-variables.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { findHeader, headerValues, withoutHeaders, type HeaderList } from '../../http/header-list.ts'
import { pathParameter } from '../mapping/parameter-mapping.ts'
import { forwardedForHeaders } from './forwarded-headers.ts'
import type { EventBody } from './lambda-event-v1.ts'

/** Payload format 2.0: lower-case headers joined by commas, cookies apart, absent members left out. */
export function lambdaEventV2(exchange: RoutedExchange, { body, isBase64Encoded }: EventBody): unknown {
  return { ...requestMembersV2(exchange), ...(body === null ? {} : { body }), isBase64Encoded }
}

/** All but the body. */
export function requestMembersV2(exchange: RoutedExchange): object {
  const { definition, match, principal, receivedAt, request, stage, client } = exchange
  const host = domainName(request.host)
  const path = decodedPath(exchange)
  const cookies = headerValues(request.headers, 'cookie').flatMap((value) => value.split('; '))
  const parameters = match.parameters.map(([name]) => [name, decodeURIComponent(pathParameter(exchange, name) ?? '')])
  return {
    version: '2.0',
    routeKey: match.route.id,
    rawPath: path,
    rawQueryString: request.query.text,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: joined(headersOf(exchange), ', '),
    ...(request.query.pairs.length === 0 ? {} : { queryStringParameters: joined(request.query.pairs, ',') }),
    requestContext: {
      accountId: definition.accountId,
      apiId: definition.apiId,
      ...(client.certified && { authentication: { clientCert: client.certified.certificate } }),
      ...authorizerMember(principal),
      domainName: host,
      domainPrefix: host.split('.', 1)[0],
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: client.sourceIp,
        userAgent: findHeader(request.headers, 'user-agent') ?? '',
      },
      requestId: exchange.requestId,
      routeKey: match.route.id,
      stage: stage.name,
      time: commonLogTime(receivedAt),
      timeEpoch: receivedAt.getTime(),
    },
    ...(parameters.length === 0 ? {} : { pathParameters: Object.fromEntries(parameters) }),
    ...(Object.keys(stage.variables).length === 0 ? {} : { stageVariables: stage.variables }),
  }
}

function authorizerMember(principal: RoutedExchange['principal']): object {
  switch (principal?.kind) {
    case undefined:
      return {}
    case 'token':
      return { authorizer: { jwt: { claims: principal.claimTexts, scopes: principal.scopes } } }
    case 'function':
      return { authorizer: { lambda: principal.context ?? null } }
    case 'signed': {
      const { accessKey, accountId, userArn, userId } = principal
      const unknown = { cognitoIdentity: null, principalOrgId: null }
      return { authorizer: { iam: { accessKey, accountId, callerId: userId, ...unknown, userArn, userId } } }
    }
  }
}

/** `rawPath` is decoded in spite of its name. Else it is the path as sent: with a named stage, or with a base path. */
function decodedPath({ customDomain, request, stage }: RoutedExchange): string {
  const { segments, hasTrailingSlash } = customDomain?.path ?? request.path
  const all = customDomain !== undefined || stage.name === '$default' ? segments : [stage.name, ...segments]
  return `/${all.join('/')}${hasTrailingSlash && all.length > 0 ? '/' : ''}`
}

function headersOf(exchange: RoutedExchange): HeaderList {
  const own = forwardedForHeaders(exchange).map(([name, value]) => [name.toLowerCase(), value] as const)
  const sent = withoutHeaders(exchange.request.headers, (name) => name === 'cookie' || name === 'x-amzn-trace-id')
  return [...sent.map(([name, value]) => [name.toLowerCase(), value] as const), ...own]
}

function joined(pairs: readonly (readonly [string, string])[], separator: string): object {
  return Object.fromEntries(
    [...Map.groupBy(pairs, ([name]) => name)].map(([name, group]) => [
      name,
      group.map(([, value]) => value).join(separator),
    ]),
  )
}
