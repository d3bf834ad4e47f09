import type { UserPoolDomain } from '../domain/user-pool-domain.ts'
import type { UserPool } from '../domain/user-pool.ts'
import { issuerOf } from '../flows/user-pools/issuer-of.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'

type Needs = Pick<Ports, 'addresses' | 'clock' | 'storage'>

/** The documents below a pool's issuer, by their path there. Anybody may read them from anywhere. */
const documents: ReadonlyMap<string, (ports: Needs, pool: UserPool) => Promise<object>> = new Map([
  ['/.well-known/openid-configuration', discoveryDocument],
  ['/.well-known/jwks.json', keySet],
])

/** How long others may keep them: new keys are published long before they sign. */
const maxAgeSeconds = 300

/**
 * Answers `GET <issuer><path>` for this pool (cognito-web contract, section 1). Undefined for a path that is none of
 * these documents.
 */
export async function answerIssuerDocument(
  ports: Needs,
  pool: UserPool,
  { method, path, requestId }: { readonly method: string; readonly path: string; readonly requestId: string },
): Promise<HttpResponse | undefined> {
  const document = documents.get(path)
  if (document === undefined) return undefined
  const common = {
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    'x-amzn-requestid': requestId,
  }
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, headers: { ...common, allow: 'GET, HEAD' }, body: '' }
  const headers = { ...common, 'content-type': 'application/json', 'cache-control': `public, max-age=${maxAgeSeconds}` }
  return { status: 200, headers, body: method === 'HEAD' ? '' : JSON.stringify(await document(ports, pool)) }
}

/** Cognito's members in its order, which is alphabetical, and no others. */
async function discoveryDocument(ports: Needs, pool: UserPool): Promise<object> {
  const issuer = issuerOf(ports, pool)
  const base = ports.addresses.endpointsBase(pool.id, shownDomain(await ports.storage.userPools.listDomains(pool.id)))
  return {
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
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${base}/oauth2/userInfo`,
  }
}

/** Cognito: of two domains the custom one is shown. */
function shownDomain(domains: readonly UserPoolDomain[]): UserPoolDomain | undefined {
  return domains.find(({ customDomainConfig }) => customDomainConfig !== undefined) ?? domains[0]
}

async function keySet({ clock, storage }: Needs, pool: UserPool): Promise<object> {
  const published = await storage.userPools.listSigningKeys(pool.id)
  const now = clock.now()
  const keys = published.filter(({ retiredAt }) => retiredAt === undefined || retiredAt > now)
  return { keys: keys.map(({ publicJwk }) => publicJwk) }
}
