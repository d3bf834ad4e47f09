import type { SchemaAttributeType } from '../contract/shapes.gen.ts'
import type { AppClientConfiguration } from './app-client.ts'
import { abovePlanText } from './feature-plan.ts'
import { isRegistrableUri } from './redirect-uri.ts'
import { isTokenValidityInRange, tokenValidity } from './token-validity.ts'
import type { UserPool } from './user-pool.ts'

export interface AppClientFault {
  readonly exception: 'InvalidParameterException' | 'InvalidOAuthFlowException' | 'FeatureUnavailableInTierException'
  readonly message: string
}

type Rule = (configuration: AppClientConfiguration, pool: UserPool, hasSecret: boolean) => AppClientFault | undefined

/** The first thing wrong with a client's settings; the same rules on creation and on update. */
export function appClientFault(
  configuration: AppClientConfiguration,
  pool: UserPool,
  hasSecret: boolean,
): AppClientFault | undefined {
  for (const rule of rules) {
    const fault = rule(configuration, pool, hasSecret)
    if (fault) return fault
  }
  return undefined
}

const rules: readonly Rule[] = [
  requireOneKindOfFlows,
  requirePlan,
  requireRotationAlone,
  requireValidityInRange,
  requireOAuthMembers,
  requireLoneClientCredentials,
  requireRegistrableUris,
  requireKnownAttributes,
  requireWritableRequiredAttributes,
]

function invalid(message: string): AppClientFault {
  return { exception: 'InvalidParameterException', message }
}

function requireOneKindOfFlows({ ExplicitAuthFlows: flows = [] }: AppClientConfiguration): AppClientFault | undefined {
  const modern = flows.filter((flow) => flow.startsWith('ALLOW_')).length
  if (modern === 0 || modern === flows.length) return undefined
  return invalid(
    'The ExplicitAuthFlows ADMIN_NO_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY and USER_PASSWORD_AUTH cannot be combined with flows that have the ALLOW_ prefix.',
  )
}

function requirePlan(configuration: AppClientConfiguration, pool: UserPool): AppClientFault | undefined {
  if (pool.configuration.UserPoolTier !== 'LITE') return undefined
  const features = [
    ...(configuration.RefreshTokenRotation?.Feature === 'ENABLED' ? ['Refresh Token Rotation'] : []),
    ...(configuration.ExplicitAuthFlows?.includes('ALLOW_USER_AUTH') ? ['Choice Based Authentication'] : []),
  ]
  return features.length > 0
    ? { exception: 'FeatureUnavailableInTierException', message: abovePlanText('LITE', features) }
    : undefined
}

function requireRotationAlone({
  ExplicitAuthFlows: flows,
  RefreshTokenRotation: rotation,
}: AppClientConfiguration): AppClientFault | undefined {
  if (rotation?.Feature !== 'ENABLED' || !flows?.includes('ALLOW_REFRESH_TOKEN_AUTH')) return undefined
  return invalid('ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.')
}

function requireValidityInRange(configuration: AppClientConfiguration): AppClientFault | undefined {
  const validity = tokenValidity(configuration)
  if (!isTokenValidityInRange(validity)) return invalid('Invalid range for token validity.')
  const { accessTokenSeconds, idTokenSeconds, refreshTokenSeconds } = validity
  if (
    !configuration.AllowedOAuthFlowsUserPoolClient ||
    Math.max(accessTokenSeconds, idTokenSeconds) <= refreshTokenSeconds
  )
    return undefined
  return invalid('Invalid range for token validity.')
}

function requireOAuthMembers(configuration: AppClientConfiguration): AppClientFault | undefined {
  if (!configuration.AllowedOAuthFlowsUserPoolClient) return undefined
  if (configuration.AllowedOAuthFlows?.length && configuration.AllowedOAuthScopes?.length) return undefined
  return {
    exception: 'InvalidOAuthFlowException',
    message: 'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
  }
}

function requireLoneClientCredentials(
  configuration: AppClientConfiguration,
  _pool: UserPool,
  hasSecret: boolean,
): AppClientFault | undefined {
  const flows = configuration.AllowedOAuthFlows ?? []
  if (!flows.includes('client_credentials')) return undefined
  if (flows.length > 1) {
    return {
      exception: 'InvalidOAuthFlowException',
      message: 'client_credentials flow can not be selected along with code flow or implicit flow.',
    }
  }
  if (hasSecret) return undefined
  return {
    exception: 'InvalidOAuthFlowException',
    message: 'client_credentials flow can not be selected if client does not have a client secret.',
  }
}

function requireRegistrableUris(configuration: AppClientConfiguration): AppClientFault | undefined {
  const { CallbackURLs = [], LogoutURLs = [], DefaultRedirectURI } = configuration
  const wrong = [...CallbackURLs, ...LogoutURLs].find((uri) => !isRegistrableUri(uri))
  if (wrong !== undefined) {
    return invalid(
      `${wrong} is not a valid redirect URI: it must be absolute, without a fragment, and use https, http on a loopback host, or an app's own scheme.`,
    )
  }
  if (DefaultRedirectURI && !CallbackURLs.includes(DefaultRedirectURI))
    return invalid('defaultRedirectURI must be one of the callbackURLs.')
  return undefined
}

function requireKnownAttributes(configuration: AppClientConfiguration, pool: UserPool): AppClientFault | undefined {
  const names = new Set((pool.configuration.SchemaAttributes ?? []).map((item) => item.Name))
  names.add('identities')
  if (configuration.ReadAttributes?.some((name) => !names.has(name)))
    return invalid('Invalid read attributes specified while creating a client')
  const unwritable = new Set(['sub', 'identities', 'email_verified', 'phone_number_verified'])
  const writable = (name: string): boolean => names.has(name) && !unwritable.has(name)
  if (configuration.WriteAttributes?.some((name) => !writable(name)))
    return invalid('Invalid write attributes specified while creating a client')
  return undefined
}

function requireWritableRequiredAttributes(
  { WriteAttributes: names }: AppClientConfiguration,
  pool: UserPool,
): AppClientFault | undefined {
  const isMissing = (item: SchemaAttributeType): boolean =>
    item.Required === true && item.Name !== 'sub' && !names?.includes(item.Name ?? '')
  if (!names || !pool.configuration.SchemaAttributes?.some(isMissing)) return undefined
  return invalid('Invalid write attributes specified while creating a client')
}
