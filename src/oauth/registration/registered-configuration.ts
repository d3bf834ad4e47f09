import type { OAuthFlowType } from '../../contract/shapes.gen.ts'
import { appClientSettings } from '../../domain/app-clients/app-client-configuration.ts'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import { customScope } from '../../domain/app-clients/oauth-scopes.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { ClientMetadata, GrantType, RegistrationProblem } from './client-metadata.ts'

const openIdScopes = ['openid', 'email', 'phone', 'profile']

const flowOf: Readonly<Record<GrantType, OAuthFlowType | undefined>> = {
  authorization_code: 'code',
  implicit: 'implicit',
  client_credentials: 'client_credentials',
  // Goes with the code, and needs no leave of its own.
  refresh_token: undefined,
}

export interface Registration {
  readonly pool: UserPool
  readonly metadata: ClientMetadata
  readonly isAuthenticated: boolean
  /** What the pool's people may sign in with. */
  readonly providers: readonly string[]
}

/**
 * The settings that a client gets which registers itself: what it asks for, within what the pool's DcrConfiguration lets
 * such clients have (cognito-web contract, section 2.9).
 */
export function registeredConfiguration({
  pool,
  metadata,
  isAuthenticated,
  providers,
}: Registration): AppClientConfiguration | RegistrationProblem {
  const flows = metadata.grantTypes.flatMap((grant) => flowOf[grant] ?? [])
  const allowed = allowedFlows(pool, isAuthenticated)
  if (flows.some((flow) => !allowed.includes(flow))) return invalid('grant_types has one that is not allowed here.')
  // Cognito: openly, implicit may be asked for and is not given.
  const given = isAuthenticated ? flows : flows.filter((flow) => flow !== 'implicit')
  if (given.length === 0) return invalid('No grant type is left.')
  const isMachine = given.includes('client_credentials')
  const scopes = [...openIdScopes, ...(pool.configuration.DcrConfiguration?.AllowedScopes ?? [])]
  const grantable = isMachine ? scopes.filter((scope) => customScope(scope) !== undefined) : scopes
  const asked = metadata.scopes ?? grantable
  if (asked.length === 0 || asked.some((scope) => !grantable.includes(scope)))
    return invalid('scope is not allowed here.')
  return {
    ...appClientSettings({
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: given,
      AllowedOAuthScopes: asked,
      CallbackURLs: isMachine ? undefined : metadata.redirectUris,
      LogoutURLs: metadata.logoutUris.length > 0 ? metadata.logoutUris : undefined,
      SupportedIdentityProviders: isMachine ? undefined : providers,
      ExplicitAuthFlows: isMachine ? [] : ['ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    }),
    ClientType: 'DCR',
  }
}

/** Cognito: codes for whoever asks, and tokens for the client itself where somebody vouches for it, unless set otherwise. */
function allowedFlows({ configuration }: UserPool, isAuthenticated: boolean): readonly OAuthFlowType[] {
  const { AuthenticatedGrantTypes, OpenDcrGrantTypes } = configuration.DcrConfiguration ?? {}
  return isAuthenticated ? (AuthenticatedGrantTypes ?? ['code', 'client_credentials']) : (OpenDcrGrantTypes ?? ['code'])
}

function invalid(description: string): RegistrationProblem {
  return { kind: 'problem', error: 'invalid_client_metadata', description }
}
