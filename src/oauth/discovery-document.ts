import { proofAlgorithms } from '../crypto/jose/dpop-proof.ts'
import { extraOf, extraValues } from '../domain/extras/extras.ts'
import { isLowerPlan, planOf } from '../domain/user-pools/feature-plan.ts'
import { acrLevels, acrName } from '../domain/user-pools/acr.ts'
import type { UserPoolDomain } from '../domain/user-pools/user-pool-domain.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import { issuerOf } from '../flows/user-pools/issuer-of.ts'
import type { Ports } from '../ports/ports.ts'
import { deviceGrantType } from './grants/device-code.ts'

const grantTypes = ['authorization_code', 'implicit', 'refresh_token', 'client_credentials']
const authenticationMethods = ['client_secret_basic', 'client_secret_post']

/** Cognito's members, and no others but those of extras that the pool asks for; in its order, which is alphabetical. */
export async function discoveryDocument(ports: Pick<Ports, 'addresses' | 'storage'>, pool: UserPool): Promise<object> {
  const issuer = issuerOf(ports, pool)
  const base = ports.addresses.endpointsBase(pool.id, shownDomain(await ports.storage.userPools.listDomains(pool.id)))
  const members = {
    authorization_endpoint: `${base}/oauth2/authorize`,
    end_session_endpoint: `${base}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${base}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${base}/oauth2/token`,
    token_endpoint_auth_methods_supported: authenticationMethods,
    userinfo_endpoint: `${base}/oauth2/userInfo`,
    ...(pool.configuration.DcrConfiguration?.EnableStatus === 'Enabled' && {
      registration_endpoint: `${base}/oauth2/register`,
    }),
    ...(extraOf(pool, 'standards-discovery') && standardMembers(pool)),
    ...pushedRequestMembers(pool, base),
    ...(extraValues(pool, 'backchannel-logout-uri').some((value) => value !== 'off') && {
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    }),
    ...(extraOf(pool, 'device-grant') && { device_authorization_endpoint: `${base}/oauth2/device_authorization` }),
    ...(extraOf(pool, 'introspection') && { introspection_endpoint: `${base}/oauth2/introspect` }),
    ...(extraOf(pool, 'dpop') !== 'off' && { dpop_signing_alg_values_supported: proofAlgorithms }),
    // RFC 9207 section 3: a client that sees this refuses answers without `iss`, so that all must have it.
    ...(extraOf(pool, 'issuer-parameter') && { authorization_response_iss_parameter_supported: true }),
  }
  return Object.fromEntries(Object.entries(members).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** Cognito: of two domains the custom one is shown. */
function shownDomain(domains: readonly UserPoolDomain[]): UserPoolDomain | undefined {
  return domains.find(({ customDomainConfig }) => customDomainConfig !== undefined) ?? domains[0]
}

function pushedRequestMembers(pool: UserPool, base: string): Readonly<Record<string, unknown>> {
  const isRequired = extraOf(pool, 'require-pushed-requests')
  if (!isRequired && !extraOf(pool, 'pushed-requests')) return {}
  return {
    pushed_authorization_request_endpoint: `${base}/oauth2/par`,
    ...(isRequired && { require_pushed_authorization_requests: true }),
  }
}

/** What OpenID Connect Discovery 1.0 and RFC 8414 ask for, and Cognito leaves out. */
function standardMembers(pool: UserPool): Readonly<Record<string, unknown>> {
  const hasStepUp = !isLowerPlan(planOf(pool.configuration), 'ESSENTIALS')
  const attributes = pool.configuration.SchemaAttributes?.map(({ Name }) => Name ?? '') ?? []
  return {
    ...(hasStepUp && { acr_values_supported: acrLevels.map((level) => acrName(pool, level)).toReversed() }),
    claim_types_supported: ['normal'],
    claims_parameter_supported: false,
    claims_supported: [...new Set([...tokenClaims, ...attributes])].toSorted(),
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: [...grantTypes, ...(extraOf(pool, 'device-grant') ? [deviceGrantType] : [])],
    prompt_values_supported: ['none', 'login'],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    response_modes_supported: ['query', 'fragment'],
    revocation_endpoint_auth_methods_supported: [...authenticationMethods, 'none'],
    token_endpoint_auth_methods_supported: [...authenticationMethods, 'none'],
  }
}

const tokenClaims = [
  'acr',
  'amr',
  'at_hash',
  'aud',
  'auth_time',
  'cognito:groups',
  'cognito:username',
  'exp',
  'iat',
  'iss',
  'jti',
  'nonce',
  'origin_jti',
  'sub',
  'token_use',
]
