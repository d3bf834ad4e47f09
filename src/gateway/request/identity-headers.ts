import type { ParameterMapping } from '../definition/parameter-mapping.ts'
import type { StageDefinition } from '../definition/stage.ts'
import { onceForEachName } from '../../http/field-names.ts'

const IDENTITY_PREFIX = /^(?:x-user-|x-amzn-apigateway-|x-amzn-oidc-|x-forwarded-|x-auth-request-)/
const IDENTITY_NAMES = new Set([
  'forwarded',
  'via',
  'x-user',
  'x-forwarded',
  'x-real-ip',
  'x-client-ip',
  'x-remote-user',
  'remote-user',
  'x-sub',
  'true-client-ip',
  'cf-connecting-ip',
  'client-ip',
  'x-cluster-client-ip',
  'x-original-url',
  'x-rewrite-url',
  'x-original-host',
  'x-host',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-http-host-override',
  'x-apigateway-event',
  'x-apigateway-context',
])

/**
 * Tells by its name every header that a backend could believe to come from the gateway (GW-03). Those are taken off every
 * request, anonymous ones included, before anything is set.
 */
export function namesOfIdentity(alsoIdentity: ReadonlySet<string>): (name: string) => boolean {
  return onceForEachName((name) => {
    const folded = name.includes('_') ? name.replaceAll('_', '-') : name
    return IDENTITY_NAMES.has(folded) || alsoIdentity.has(folded) || IDENTITY_PREFIX.test(folded)
  })
}

/** The headers that some route of the stage fills from the request's context: backends trust them on all routes. */
export function mappedIdentityHeaders(stage: StageDefinition): readonly string[] {
  return stage.routes.flatMap(({ integration }) => {
    switch (integration.kind) {
      case 'http-proxy':
        return integration.mappings.flatMap((mapping) =>
          mapping.target === 'header' && vouchesForContext(mapping) ? [mapping.name.toLowerCase()] : [],
        )
      case 'mapped':
        return integration.request.parameters.flatMap(({ name, source, target }) =>
          target === 'header' && source.from === 'context' ? [name.toLowerCase()] : [],
        )
      case 'lambda-proxy':
      case 'service':
        return []
    }
  })
}

/** What the caller appends to is shared by design, unless it says who the caller is. */
function vouchesForContext({ action, value }: ParameterMapping): boolean {
  return value.some(
    (part) => part.from === 'context' && (action === 'overwrite' || part.name.startsWith('authorizer.')),
  )
}
