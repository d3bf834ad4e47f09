import { commonLogTime, domainName, sentPath } from '../observation/context-variables.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { findHeader } from '../../http/header-list.ts'

/** `requestContext` of format 1.0: who asks for what, as far as it is known so far. */
export function requestContextV1(exchange: RoutedExchange): object {
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
    path: sentPath(exchange),
    accountId: definition.accountId,
    protocol: `HTTP/${request.httpVersion}`,
    stage: stage.name,
    domainPrefix: host.split('.', 1)[0],
    requestTimeEpoch: receivedAt.getTime(),
    requestId: exchange.requestId,
    identity: {
      ...signerMembers(principal),
      ...(isRest ? apiKeyMembers(exchange) : {}),
      ...(client.certified && { clientCert: client.certified.certificate }),
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: client.sourceIp,
      userAgent: findHeader(request.headers, 'user-agent') ?? null,
    },
    domainName: host,
    ...(isRest && stage.deploymentId !== undefined && { deploymentId: stage.deploymentId }),
    apiId: definition.apiId,
  }
}

/** Null unless the request was signed: who an access key belongs to is part of the identity in format 1.0. */
function signerMembers(principal: RoutedExchange['principal']) {
  if (principal?.kind !== 'signed') return { accessKey: null, accountId: null, caller: null, user: null, userArn: null }
  const { accessKey, accountId, userArn, userId } = principal
  return { accessKey, accountId, caller: userId, user: userId, userArn }
}

function apiKeyMembers({ holder }: RoutedExchange) {
  return { apiKey: holder?.key.value ?? null, apiKeyId: holder?.key.id ?? null }
}

function authorizerMember({ definition }: RoutedExchange, principal: RoutedExchange['principal']): object {
  const isRest = definition.kind === 'REST'
  switch (principal?.kind) {
    case undefined:
    case 'signed':
      return {}
    case 'token': {
      const { claimTexts: claims, scopes } = principal
      return { authorizer: isRest ? { claims } : { claims, scopes } }
    }
    case 'function': {
      const { context, contextTexts, integrationLatency, principalId } = principal
      const named = principalId === undefined ? {} : { principalId }
      return { authorizer: { ...(isRest ? contextTexts : context), ...named, integrationLatency } }
    }
  }
}
