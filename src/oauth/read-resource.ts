import type { AppClient } from '../domain/app-clients/app-client.ts'
import { extraOf } from '../domain/extras/extras.ts'
import { isResourceIndicator } from '../domain/authorization/resource-indicator.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { OAuthForm } from './read-form.ts'
import { oauthError, type OAuthError } from './responses.ts'

export interface RequestedResource {
  readonly kind: 'resource'
  readonly resource: string | undefined
}

/** RFC 8707 section 2.2. Cognito: the token endpoint ignores `resource`. */
export function readResource(
  { pool, client }: { readonly pool: UserPool; readonly client: AppClient },
  form: OAuthForm,
): RequestedResource | OAuthError {
  const resource = extraOf(pool, 'resource-at-token', client) ? form.find('resource') : undefined
  const isFit = resource === undefined || isResourceIndicator(resource)
  return isFit ? { kind: 'resource', resource } : oauthError('invalid_target')
}
