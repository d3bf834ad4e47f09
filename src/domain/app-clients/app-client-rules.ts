import type { SchemaAttributeType } from '../../contract/shapes.gen.ts'
import type { AppClientConfiguration } from './app-client.ts'
import { abovePlanText, planOf } from '../user-pools/feature-plan.ts'
import { clientFeaturesAbovePlan } from './client-plan.ts'
import { registrationScope } from './oauth-scopes.ts'
import { redirectUriFault } from './redirect-uri.ts'
import { isTokenValidityInRange, tokenValidity } from './token-validity.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

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
  requireLoneClientToken,
  requirePlan,
  requireRotationAlone,
  requireValidityInRange,
  requireOAuthMembers,
  requireLoneClientCredentials,
  requireCallback,
  requireNoRegistrar,
  requireRegistrableUris,
  requireSecretForContext,
  requireKnownAttributes,
  requireWritableRequiredAttributes,
]

function invalid(message: string): AppClientFault {
  return { exception: 'InvalidParameterException', message }
}

function requireOneKindOfFlows({ ExplicitAuthFlows: flows = [] }: AppClientConfiguration): AppClientFault | undefined {
  const modern = flows.filter((flow) => flow.startsWith('ALLOW_')).length
  if (modern === 0 || modern === flows.length) return undefined
  return invalid("Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.")
}

/** Cognito: a client that gets tokens for itself signs nobody in. */
function requireLoneClientToken(
  { ExplicitAuthFlows: flows = [] }: AppClientConfiguration,
  _pool: UserPool,
  hasSecret: boolean,
): AppClientFault | undefined {
  if (!flows.includes('ALLOW_CLIENT_TOKEN_AUTH')) return undefined
  if (flows.length > 1) return invalid('ALLOW_CLIENT_TOKEN_AUTH cannot be used with other auth flows.')
  return hasSecret ? undefined : invalid('ALLOW_CLIENT_TOKEN_AUTH requires a client secret.')
}

function requirePlan(configuration: AppClientConfiguration, pool: UserPool): AppClientFault | undefined {
  const tier = planOf(pool.configuration)
  const features = clientFeaturesAbovePlan(tier, configuration)
  if (features.length === 0) return undefined
  return { exception: 'FeatureUnavailableInTierException', message: abovePlanText(tier, features) }
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
  if (Math.max(accessTokenSeconds, idTokenSeconds) <= refreshTokenSeconds) return undefined
  return invalid('Access and Id Token expiration times must be less than or equal to refresh token expiration times.')
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

function requireCallback(configuration: AppClientConfiguration): AppClientFault | undefined {
  const {
    AllowedOAuthFlowsUserPoolClient: isForOAuth,
    AllowedOAuthFlows: flows = [],
    CallbackURLs = [],
  } = configuration
  const returns = flows.includes('code') || flows.includes('implicit')
  if (!isForOAuth || !returns || CallbackURLs.length > 0) return undefined
  return {
    exception: 'InvalidOAuthFlowException',
    message: 'CallbackUrls can not be empty when code flow or implicit flow is selected',
  }
}

/** Cognito: a client that was registered can never register others. */
function requireNoRegistrar({ ClientType, AllowedOAuthScopes }: AppClientConfiguration): AppClientFault | undefined {
  if (ClientType !== 'DCR' || !AllowedOAuthScopes?.includes(registrationScope)) return undefined
  return invalid(`${registrationScope} is not for clients that were registered dynamically.`)
}

function requireRegistrableUris(configuration: AppClientConfiguration): AppClientFault | undefined {
  const { CallbackURLs = [], LogoutURLs = [], DefaultRedirectURI } = configuration
  for (const uri of [...CallbackURLs, ...LogoutURLs]) {
    const fault = redirectUriFault(uri)
    if (fault !== undefined) return invalid(fault)
  }
  if (DefaultRedirectURI !== undefined && !CallbackURLs.includes(DefaultRedirectURI)) {
    return invalid(`The default redirect URI ${DefaultRedirectURI} is not in the callback URIs list.`)
  }
  return undefined
}

function requireSecretForContext(
  { EnablePropagateAdditionalUserContextData: isEnabled }: AppClientConfiguration,
  _pool: UserPool,
  hasSecret: boolean,
): AppClientFault | undefined {
  if (!isEnabled || hasSecret) return undefined
  return invalid('Client Secret is required to set EnablePropagateAdditionalUserContextData as true')
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
