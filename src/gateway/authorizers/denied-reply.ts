import type { RoutedExchange } from '../exchange.ts'
import { gatewayResponse } from '../responses/gateway-responses.ts'
import { httpError } from '../responses/http-errors.ts'
import type { Reply } from '../responses/reply.ts'
import { invokeAction, methodArn } from './method-arn.ts'

export interface Denial {
  readonly decision: 'deny' | 'silent'
  /** Of the authorizer's own policy, not of the API's resource policy. */
  readonly isOwn: boolean
}

/** AWS says whether a statement denies, or none allows; and of a resource policy, whom and what it is about. */
export function deniedReply(exchange: RoutedExchange, { decision, isOwn }: Denial): Reply {
  if (exchange.definition.kind === 'HTTP') return httpError(403)
  const suffix = decision === 'deny' ? ' with an explicit deny' : ''
  const message = isOwn ? 'User is not authorized to access this resource' : policyText(exchange)
  return gatewayResponse(exchange, { type: 'ACCESS_DENIED', message: `${message}${suffix}` })
}

/** The account's number is hidden but for its end, as on AWS. */
function policyText(exchange: RoutedExchange): string {
  const resource = methodArn(exchange).replace(/:\d{8}(\d{4}):/, ':********$1:')
  return `User: anonymous is not authorized to perform: ${invokeAction} on resource: ${resource}`
}
