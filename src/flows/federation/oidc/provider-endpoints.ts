import { isJsonObject } from '../../../crypto/jose/strict-json.ts'
import type { ProviderDetails } from '../../../domain/federation/identity-provider-details.ts'
import type { ProtocolPorts } from '../federation-protocol.ts'
import { fetchShared } from './shared-fetch.ts'

/** Where a provider answers, and what it says of itself. */
export interface ProviderEndpoints {
  readonly issuer: string
  readonly authorization: string
  readonly token: string
  readonly userInfo: string | undefined
  readonly jwks: string | undefined
  /** Whether it knows PKCE by S256: then it is used. */
  readonly hasPkce: boolean
  /** Whether it names itself when it sends people back (RFC 9207). */
  readonly namesItself: boolean
  /** How it may sign ID tokens, where it says so. */
  readonly algorithms: readonly string[] | undefined
}

const keptSeconds = 600

/**
 * The endpoints in the provider's details, and for those that are not there what the issuer publishes (OpenID Connect
 * Discovery section 4). Undefined where it publishes nothing of use, or speaks for another issuer.
 */
export async function findEndpoints(
  ports: ProtocolPorts,
  details: ProviderDetails,
): Promise<ProviderEndpoints | undefined> {
  const { oidc_issuer: issuer, authorize_url, token_url, attributes_url, jwks_uri } = details
  const isWhole = authorize_url !== undefined && token_url !== undefined && jwks_uri !== undefined
  const published = isWhole || issuer === undefined ? {} : await discover(ports, issuer)
  if (published === undefined) return undefined
  const authorization = authorize_url ?? textOf(published.authorization_endpoint)
  const token = token_url ?? textOf(published.token_endpoint)
  if (authorization === undefined || token === undefined) return undefined
  return {
    issuer: issuer ?? '',
    authorization,
    token,
    userInfo: attributes_url ?? textOf(published.userinfo_endpoint),
    jwks: jwks_uri ?? textOf(published.jwks_uri),
    hasPkce: listOf(published.code_challenge_methods_supported)?.includes('S256') ?? false,
    namesItself: published.authorization_response_iss_parameter_supported === true,
    algorithms: listOf(published.id_token_signing_alg_values_supported),
  }
}

async function discover(ports: ProtocolPorts, issuer: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const document = await fetchShared(ports, `${issuer}/.well-known/openid-configuration`, keptSeconds)
    return isJsonObject(document) && document.issuer === issuer ? document : undefined
  } catch (error) {
    ports.log.warn({ issuer, error }, 'an identity provider does not tell its endpoints')
    return undefined
  }
}

/** Endpoints that a document names are as much a stranger's word as the rest of it: the port decides what is reached. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '') ? value : undefined
}

function listOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined
}
