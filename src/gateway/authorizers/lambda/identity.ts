import type { IdentitySource, LambdaAuthorizer } from '../../definition/authorizer.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import { contextVariable } from '../../observation/context-variables.ts'
import { headerValues } from '../../../http/header-list.ts'

/** The values of each identity source, in the authorizer's order. */
export type Identity = readonly (readonly string[])[]

/** Undefined where a source is missing or empty: API Gateway refuses such a request without asking the function. */
export function identityOf(authorizer: LambdaAuthorizer, exchange: RoutedExchange): Identity | undefined {
  const identity = authorizer.identitySources.map((source) => valuesOf(source, exchange))
  const isComplete = identity.every((values) => values.length > 0 && values.every((value) => value.trim() !== ''))
  // Which of two tokens is the caller's would be the function's guess, and the cache's.
  const isClear = authorizer.event !== 'TOKEN' || identity.every((values) => values.length === 1)
  return isComplete && isClear ? identity : undefined
}

function valuesOf({ from, name }: IdentitySource, exchange: RoutedExchange): readonly string[] {
  const { request, stage } = exchange
  switch (from) {
    case 'header':
      return headerValues(request.headers, name)
    case 'querystring':
      return request.query.pairs.flatMap(([key, value]) => (key === name ? [value] : []))
    case 'stage-variable':
      return [(Object.hasOwn(stage.variables, name) ? stage.variables[name] : undefined) ?? '']
    case 'context':
      return [contextVariable(exchange, name) ?? '']
  }
}
