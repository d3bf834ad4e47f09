import type { RoutedExchange } from '../exchange.ts'
import { headerValues, withoutHeaders } from './header-list.ts'

/** A signature is for the gateway: neither it nor the token that belongs to it goes on to a backend (1.5). */
export function dropSignature(exchange: RoutedExchange): RoutedExchange {
  const { match, request } = exchange
  const { authorization } = match.route
  const isSigned = headerValues(request.headers, 'authorization').some((value) => /^AWS4-/i.test(value.trim()))
  if (!isSigned && !(authorization.kind === 'authorizer' && authorization.authorizer.kind === 'iam')) return exchange
  const headers = withoutHeaders(request.headers, (name) => name === 'authorization' || name === 'x-amz-security-token')
  return { ...exchange, request: { ...request, headers } }
}
