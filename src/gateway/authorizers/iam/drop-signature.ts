import type { RoutedExchange } from '../../exchange/exchange.ts'
import { namesAmong } from '../../../http/field-names.ts'
import { withoutHeaders } from '../../../http/header-list.ts'
import type { GuardedRequest } from '../../request/request-guard.ts'
import { spellQuery } from '../../request/request-query.ts'

const isAuthorization = namesAmong(['authorization'])

/** A signature is for the gateway: neither it nor the token that belongs to it goes on to a backend (1.5). */
export function dropSignature(exchange: RoutedExchange): RoutedExchange {
  const { match, request } = exchange
  const { authorization } = match.route
  if (!hasSignature(request) && !(authorization.kind === 'authorizer' && authorization.authorizer.kind === 'iam'))
    return exchange
  return { ...exchange, request: withoutSignature(request) }
}

/** Whoever signs for a route that asks for none does so by mistake, and a backend must not have it all the same. */
export function hasSignature({ headers }: Pick<GuardedRequest, 'headers'>): boolean {
  return headers.some(([name, value]) => isAuthorization(name) && /^\s*AWS4-/i.test(value))
}

/** The request without what it was signed with, in its headers and in its query. */
export function withoutSignature(request: GuardedRequest): GuardedRequest {
  const headers = withoutHeaders(request.headers, (name) => name === 'authorization' || name === 'x-amz-security-token')
  const pairs = request.query.pairs.filter(([name]) => !SIGNED_WITH.test(name))
  if (pairs.length === request.query.pairs.length) return { ...request, headers }
  return { ...request, headers, query: { text: spellQuery(pairs), pairs } }
}

const SIGNED_WITH = /^x-amz-(?:algorithm|credential|date|expires|security-token|signature|signedheaders)$/i
