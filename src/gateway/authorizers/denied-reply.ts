import type { RoutedExchange } from '../exchange/exchange.ts'
import type { SignedCaller } from '../resource-policy/request-conditions.ts'
import { gatewayResponse } from '../responses/gateway-responses.ts'
import { httpError } from '../responses/http-errors.ts'
import type { Reply } from '../exchange/reply.ts'
import { invokeAction, methodArn } from '../resource-policy/method-arn.ts'

export interface Denial {
  readonly decision: 'deny' | 'silent'
  /** Of the authorizer's own policy, not of the API's resource policy. */
  readonly isOwn: boolean
  readonly caller: SignedCaller | undefined
}

/** AWS says whether a statement denies, or none allows; and of a resource policy, whom and what it is about. */
export function deniedReply(exchange: RoutedExchange, { caller, decision, isOwn }: Denial): Reply {
  if (exchange.definition.kind === 'HTTP') return httpError(403)
  const suffix = decision === 'deny' ? ' with an explicit deny' : ''
  const message =
    isOwn && caller === undefined ? 'User is not authorized to access this resource' : policyText(exchange, caller)
  return gatewayResponse(exchange, { type: 'ACCESS_DENIED', message: `${message}${suffix}` })
}

/** The account's number is hidden but for its end, as on AWS. */
function policyText(exchange: RoutedExchange, caller: SignedCaller | undefined): string {
  const resource = methodArn(exchange).replace(/:\d{8}(\d{4}):/, ':********$1:')
  return `User: ${caller?.userArn ?? 'anonymous'} is not authorized to perform: ${invokeAction} on resource: ${resource}`
}
