import type { LambdaAuthorizer } from '../../definition/authorizer.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import { requestMembersV1 } from '../../integrations/lambda-event-v1.ts'
import { requestMembersV2 } from '../../integrations/lambda-event-v2.ts'
import { requestContextV1 } from '../../integrations/request-context-v1.ts'
import { methodArn } from '../../resource-policy/method-arn.ts'
import type { Identity } from './identity.ts'

/** What an authorizer's function is asked. It never sees a body. */
export function authorizerEvent({ event }: LambdaAuthorizer, exchange: RoutedExchange, identity: Identity): unknown {
  const arn = methodArn(exchange)
  const sources = identity.map((values) => values.join(','))
  switch (event) {
    case 'TOKEN':
      return { type: 'TOKEN', methodArn: arn, authorizationToken: sources.join(',') }
    case 'REQUEST':
      return { type: 'REQUEST', methodArn: arn, ...requestV1(exchange) }
    case '1.0': {
      const source = sources.join(',')
      const identified = { identitySource: source, authorizationToken: source }
      return { version: '1.0', type: 'REQUEST', methodArn: arn, ...identified, ...requestV1(exchange) }
    }
    case '2.0': {
      const identitySource = sources.length === 0 ? null : sources
      return { type: 'REQUEST', routeArn: arn, identitySource, ...requestMembersV2(exchange) }
    }
  }
}

function requestV1(exchange: RoutedExchange): object {
  return { ...requestMembersV1(exchange, {}), requestContext: requestContextV1(exchange) }
}
