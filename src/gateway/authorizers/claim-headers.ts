import type { Principal } from '../exchange/principal.ts'
import type { ClaimHeader } from '../definition/api-extras.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { isWritableHeader, withHeader } from '../../http/header-list.ts'

/**
 * Tells backends who calls, in headers that were taken off the request when it came. A claim that is missing, or that
 * cannot be written to a header, leaves its header out.
 */
export function withClaimHeaders(exchange: RoutedExchange): RoutedExchange {
  const { principal, request, stage } = exchange
  const wanted = stage.extras['claim-headers']
  if (wanted === undefined || principal === undefined) return exchange
  const headers = wanted.reduce((list, { claim, header }) => {
    const value = Buffer.from(claimOf(principal, claim) ?? '', 'utf8').toString('latin1')
    return value === '' || !isWritableHeader(header, value) ? list : withHeader(list, header, value)
  }, request.headers)
  return { ...exchange, request: { ...request, headers } }
}

/** The headers that the stage vouches for, in lower case. */
export function claimHeaderNames(wanted: readonly ClaimHeader[] = []): readonly string[] {
  return wanted.map(({ header }) => header.toLowerCase())
}

function claimOf(principal: Principal, claim: string): string | undefined {
  if (principal.kind === 'signed') return undefined
  const { [claim]: value } = principal.kind === 'token' ? principal.claimTexts : principal.contextTexts
  return value
}
