import type { JsonObject } from '../json.ts'
import { mapAt, mapOperations, securityOf, securityWithout } from './openapi-body.ts'
import { authorizerScopes, requireAuthorizer, restSecurityDefinition } from './rest-authorizer.ts'
import { allowOnly, child, childrenOf, isTrue, madeFrom } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

const authKeys = [
  'Authorizers',
  'DefaultAuthorizer',
  'AddDefaultAuthorizerToCorsPreflight',
  'AddApiKeyRequiredToCorsPreflight',
  'ApiKeyRequired',
  'InvokeRole',
  'ResourcePolicy',
  'UsagePlan',
]

/** Defines the authorizers of the API in its body, and puts the defaults on every operation that names none. */
export function withRestAuth(body: JsonObject, api: SamNode): JsonObject {
  const auth = child(api, 'Auth')
  allowOnly(auth, authKeys)
  const authorizers = childrenOf(child(auth, 'Authorizers'))
  const definitions = Object.fromEntries(authorizers.map(([name, node]) => [name, restSecurityDefinition(node)]))
  for (const [name, node] of authorizers) {
    for (const schemes of [['securityDefinitions'], ['components', 'securitySchemes']]) {
      madeFrom(node, api, [...schemes, name])
    }
  }
  const names = [...Object.keys(definitions), 'AWS_IAM']
  const fallback = child(auth, 'DefaultAuthorizer')
  const name = fallback.value === undefined ? undefined : requireAuthorizer(fallback, api, ['AWS_IAM'])
  const entry = name === undefined ? undefined : { [name]: authorizerScopes(api, name) ?? [] }
  const keyByDefault = isTrue(child(auth, 'ApiKeyRequired'))
  // Cognito: SAM puts the default authorizer on preflights too unless told otherwise, and browsers then fail (SAM#717).
  const onPreflight = child(auth, 'AddDefaultAuthorizerToCorsPreflight').value !== false
  const keyOnPreflight = child(auth, 'AddApiKeyRequiredToCorsPreflight').value !== false

  const guarded = mapOperations(body, (operation, method) => {
    const own = securityOf(operation)
    const others = securityWithout(
      operation,
      (key) => names.includes(key) || key === 'NONE' || key.startsWith('api_key'),
    )
    const chosen = own.filter((item) => Object.keys(item).some((key) => names.includes(key)))
    const stepsOut = own.some((item) => Object.hasOwn(item, 'NONE'))
    const usesDefault = !stepsOut && chosen.length === 0 && entry !== undefined && (onPreflight || method !== 'options')
    const key = own.some((item) => Object.hasOwn(item, 'api_key'))
    const keyRefused = own.some((item) => Object.hasOwn(item, 'api_key_false'))
    const usesKey = key || (keyByDefault && !keyRefused && (keyOnPreflight || method !== 'options'))
    const security = [
      ...others,
      ...(usesDefault ? [entry] : stepsOut ? [] : chosen),
      ...(usesKey ? [{ api_key: [] }] : []),
    ]
    const { security: _, ...rest } = operation
    return security.length > 0 ? { ...rest, security } : rest
  })
  const used = [...JSON.stringify(guarded.paths).matchAll(/"(AWS_IAM|api_key)":\[\]/g)].map((match) => match[1])
  const securityDefinitions = {
    ...mapAt(body, 'securityDefinitions'),
    ...definitions,
    ...(used.includes('AWS_IAM') && {
      AWS_IAM: { ...apiKeyScheme('Authorization'), 'x-amazon-apigateway-authtype': 'awsSigv4' },
    }),
    ...(used.includes('api_key') && { api_key: apiKeyScheme('x-api-key') }),
  }
  return Object.keys(securityDefinitions).length > 0 ? { ...guarded, securityDefinitions } : guarded
}

function apiKeyScheme(name: string): JsonObject {
  return { type: 'apiKey', name, in: 'header' }
}
