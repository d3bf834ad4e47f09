import type { ApiExtras } from '../definition/api-extras.ts'
import { headerValues } from '../../http/header-list.ts'
import type { GuardedRequest } from './request-guard.ts'

const METHODS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])

/**
 * API Gateway: `X-HTTP-Method-Override` of a POST to a REST API, where its stage has the extra. The header itself is taken
 * off all requests (GW-04), so that no backend decides otherwise than the authorizer did.
 */
export function effectiveMethod({ headers, method }: GuardedRequest, extras: ApiExtras): string {
  if (!extras['method-override'] || method !== 'POST') return method
  const [written, ...more] = headerValues(headers, 'x-http-method-override')
  const override = more.length === 0 ? written?.toUpperCase() : undefined
  return override !== undefined && METHODS.has(override) ? override : method
}
