import type { Principal } from '../exchange/principal.ts'
import { findHeader } from '../../http/header-list.ts'
import type { EventExchange, Exchange, RoutedExchange } from '../exchange/exchange.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `$context.<name>` as text; undefined where this request has no such value. */
export function contextVariable(exchange: Exchange | RoutedExchange | EventExchange, name: string): string | undefined {
  if ('variable' in exchange) return exchange.variable(name)
  const { definition, request, stage } = exchange
  if (name.startsWith('authorizer.')) {
    return 'principal' in exchange
      ? authorizerVariable(exchange.principal, name.slice('authorizer.'.length))
      : undefined
  }
  const signer = 'principal' in exchange && exchange.principal?.kind === 'signed' ? exchange.principal : undefined
  switch (name) {
    case 'accountId':
      return definition.accountId
    case 'apiId':
      return definition.apiId
    case 'customDomain.basePathMatched':
      return exchange.customDomain?.basePathMatched
    case 'domainName':
      return domainName(request.host)
    case 'domainPrefix':
      return domainName(request.host).split('.', 1)[0]
    case 'extendedRequestId':
      return exchange.extendedRequestId
    case 'httpMethod':
      return request.method
    case 'identity.accessKey':
      return signer?.accessKey
    case 'identity.accountId':
      return signer?.accountId
    case 'identity.caller':
    case 'identity.user':
      return signer?.userId
    case 'identity.userArn':
      return signer?.userArn
    case 'identity.clientCert.clientCertPem':
      return exchange.client.certified?.certificate.clientCertPem
    case 'identity.clientCert.subjectDN':
      return exchange.client.certified?.certificate.subjectDN
    case 'identity.clientCert.issuerDN':
      return exchange.client.certified?.certificate.issuerDN
    case 'identity.clientCert.serialNumber':
      return exchange.client.certified?.certificate.serialNumber
    case 'identity.clientCert.validity.notBefore':
      return exchange.client.certified?.certificate.validity.notBefore
    case 'identity.clientCert.validity.notAfter':
      return exchange.client.certified?.certificate.validity.notAfter
    case 'identity.apiKeyId':
      return 'holder' in exchange ? exchange.holder?.key.id : undefined
    case 'identity.sourceIp':
      return exchange.client.sourceIp
    case 'identity.userAgent':
      return findHeader(request.headers, 'user-agent')
    case 'isCanaryRequest':
      return isCanaryRequest(stage)
    case 'path':
      return sentPath(exchange)
    case 'protocol':
      return `HTTP/${request.httpVersion}`
    case 'requestId':
      return exchange.requestId
    case 'requestTime':
      return commonLogTime(exchange.receivedAt)
    case 'requestTimeEpoch':
      return String(exchange.receivedAt.getTime())
    case 'resourceId':
    case 'routeKey':
      return 'match' in exchange ? exchange.match.route.id : undefined
    case 'resourcePath':
      return 'match' in exchange ? exchange.match.route.path : undefined
    case 'stage':
      return stage.name
    default:
      return undefined
  }
}

/** Told of stages that have a canary only. */
function isCanaryRequest({ canary, isCanary }: Exchange['stage']): string | undefined {
  if (isCanary === true) return 'true'
  return canary === undefined ? undefined : 'false'
}

/** `$context.authorizer.<name>`: a claim of the token, or what a Lambda authorizer said of the caller. */
export function authorizerVariable(principal: Principal | undefined, name: string): string | undefined {
  switch (principal?.kind) {
    case undefined:
    case 'signed':
      return undefined
    case 'token':
      return name.startsWith('claims.') ? principal.claimTexts[name.slice('claims.'.length)] : undefined
    case 'function':
      if (name === 'principalId') return principal.principalId
      if (name === 'integrationLatency') return String(principal.integrationLatency)
      return principal.contextTexts[name]
  }
}

/** The path as the client sent it: with the base path of a custom domain, else with a named stage. */
export function sentPath({ customDomain, stage, request }: Exchange): string {
  if (customDomain !== undefined) return customDomain.path.text
  return stage.name === '$default' ? request.path.text : `/${stage.name}${request.path.text}`
}

export function domainName(host: string): string {
  return host.replace(/:\d+$/, '')
}

/** `12/Mar/2020:19:03:58 +0000` */
export function commonLogTime(time: Date): string {
  const day = String(time.getUTCDate()).padStart(2, '0')
  return `${day}/${MONTHS[time.getUTCMonth()]}/${time.getUTCFullYear()}:${time.toISOString().slice(11, 19)} +0000`
}
