import { isJsonObject } from '../json.ts'
import type { JsonObject } from '../json.ts'
import type { ApiEvent } from './api-event.ts'
import { invocationUri } from './function.ts'
import { httpSecurityScheme } from './http-authorizer.ts'
import {
  integrationKey,
  mapAt,
  mapOperations,
  operationAt,
  operationKey,
  securityOf,
  withOperation,
} from './openapi-body.ts'
import { authorizerScopes, requireAuthorizer } from './rest-authorizer.ts'
import { allowOnly, child, childrenOf, isTrue, listOf, madeFrom, mapOf, refuse, textOf } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'
import { writtenBody } from './written-body.ts'

const eventKeys = [
  'Path',
  'Method',
  'ApiId',
  'Stage',
  'Auth',
  'TimeoutInMillis',
  'RouteSettings',
  'PayloadFormatVersion',
]

/** The OpenAPI body of an `AWS::Serverless::HttpApi`. */
export function httpBody(api: SamNode, events: readonly ApiEvent[]): JsonObject {
  const written = writtenBody(api)
  const title = child(api, 'Name').value ?? { Ref: 'AWS::StackName' }
  let body = written ?? { openapi: '3.0.1', info: { version: '1.0', title }, paths: {} }
  const added = new Set<string>()
  for (const event of events) {
    const key = `${event.method} ${event.path}`
    if (added.has(key))
      throw refuse(
        event.node,
        `${event.method.toUpperCase()} ${event.path} is defined twice.`,
        'Keep one of the events.',
      )
    added.add(key)
    madeFrom(event.node, api, ['paths', event.path, operationKey(event.method)])
    const existing = operationAt(body, event.path, event.method) ?? {}
    body = withOperation(body, event.path, event.method, withIntegration(existing, event, api))
  }
  return withCors(withAuth(body, api), child(api, 'CorsConfiguration'))
}

function withIntegration(existing: JsonObject, event: ApiEvent, api: SamNode): JsonObject {
  allowOnly(event.node, eventKeys)
  const { TimeoutInMillis: timeout, PayloadFormatVersion: version = '2.0' } = mapOf(event.node)
  const integration = isJsonObject(existing[integrationKey])
    ? existing[integrationKey]
    : { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri(event.arnText) }
  const parameters = [...event.path.matchAll(/\{(.*?)\}/g)].map((match) => ({
    name: match[1] ?? '',
    in: 'path',
    required: true,
  }))
  return {
    responses: {},
    ...existing,
    [integrationKey]: {
      ...integration,
      payloadFormatVersion: version,
      ...(timeout !== undefined && { timeoutInMillis: timeout }),
    },
    ...(parameters.length > 0 && { parameters }),
    ...(event.path === '$default' && { isDefaultRoute: true }),
    ...securityOfEvent(child(event.node, 'Auth'), api),
  }
}

function securityOfEvent(auth: SamNode, api: SamNode): JsonObject {
  if (auth.value === undefined) return {}
  allowOnly(auth, ['Authorizer', 'AuthorizationScopes'])
  const apiAuth = child(api, 'Auth')
  const own = child(auth, 'Authorizer')
  const chosen = own.value === undefined ? child(apiAuth, 'DefaultAuthorizer') : own
  if (chosen.value === undefined) {
    throw refuse(auth, 'Auth needs an Authorizer here or a DefaultAuthorizer on the API.', 'Write "Authorizer: NAME".')
  }
  const builtIn = isTrue(child(apiAuth, 'EnableIamAuthorizer')) ? ['NONE', 'AWS_IAM'] : ['NONE']
  const name = requireAuthorizer(chosen, api, builtIn)
  if (name === 'NONE' && mapOf(apiAuth).DefaultAuthorizer === undefined) {
    throw refuse(own, 'NONE needs a DefaultAuthorizer to step out of.', 'Remove it: the route is open without it.')
  }
  const scopes = listOf(child(auth, 'AuthorizationScopes'))
  // Cognito: unlike a REST API's, an empty list here does not replace the authorizer's own scopes.
  const effective = scopes !== undefined && scopes.length > 0 ? scopes : authorizerScopes(api, name)
  return { security: [{ [name]: name === 'NONE' ? [] : (effective ?? []) }] }
}

function withAuth(body: JsonObject, api: SamNode): JsonObject {
  const auth = child(api, 'Auth')
  allowOnly(auth, ['Authorizers', 'DefaultAuthorizer', 'EnableIamAuthorizer'])
  const definitions = Object.fromEntries(
    childrenOf(child(auth, 'Authorizers')).map(([name, node]) => {
      madeFrom(node, api, ['components', 'securitySchemes', name])
      return [name, httpSecurityScheme(node)]
    }),
  )
  const usesIam = isTrue(child(auth, 'EnableIamAuthorizer'))
  const fallback = child(auth, 'DefaultAuthorizer')
  const name = fallback.value === undefined ? undefined : requireAuthorizer(fallback, api, usesIam ? ['AWS_IAM'] : [])
  const guarded = mapOperations(body, (operation, method) => {
    const own = securityOf(operation)
    const { security: _, ...rest } = operation
    // The marker has done its work; left in the body it would name a scheme that does not exist.
    if (own.some((entry) => Object.hasOwn(entry, 'NONE'))) return rest
    if (own.length > 0 || name === undefined || method === 'options') return operation
    return { ...rest, security: [{ [name]: authorizerScopes(api, name) ?? [] }] }
  })
  const components = mapAt(body, 'components')
  const securitySchemes = {
    ...mapAt(components, 'securitySchemes'),
    ...definitions,
    ...(usesIam && {
      AWS_IAM: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
    }),
  }
  return Object.keys(securitySchemes).length > 0
    ? { ...guarded, components: { ...components, securitySchemes } }
    : guarded
}

function withCors(body: JsonObject, cors: SamNode): JsonObject {
  const key = 'x-amazon-apigateway-cors'
  if (cors.value === undefined || cors.value === false) return body
  if (cors.value === true) return { ...body, [key]: { ...mapAt(body, key), allowOrigins: ['*'] } }
  allowOnly(cors, ['AllowOrigins', 'AllowHeaders', 'AllowMethods', 'ExposeHeaders', 'MaxAge', 'AllowCredentials'])
  const entries = Object.entries(mapOf(cors)).map(
    ([name, value]) => [name[0]?.toLowerCase() + name.slice(1), value] as const,
  )
  return { ...body, [key]: { ...mapAt(body, key), ...Object.fromEntries(entries) } }
}

export function httpStageName(api: SamNode): string {
  return textOf(child(api, 'StageName')) ?? '$default'
}
