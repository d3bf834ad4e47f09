import { invokeAction, methodArn } from './method-arn.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { evaluatePolicy, type PolicyDecision } from '../policies/evaluate-policy.ts'
import { requestConditions, type SignedCaller } from './request-conditions.ts'

/** What the API's resource policy says of a request; undefined where the API has none. */
export function resourceDecision(
  exchange: RoutedExchange,
  caller: SignedCaller | undefined,
  action: string = invokeAction,
): PolicyDecision | undefined {
  const { resourcePolicy } = exchange.definition
  if (resourcePolicy === undefined) return undefined
  const names = caller === undefined ? [] : [caller.userArn, `arn:aws:iam::${caller.accountId}:root`]
  return evaluatePolicy(resourcePolicy, {
    action,
    resource: methodArn(exchange),
    principals: names,
    conditions: requestConditions(exchange, caller),
  })
}
