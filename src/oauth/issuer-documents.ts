import { extraOf } from '../domain/extras/extras.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { discoveryDocument } from './discovery-document.ts'

type Needs = Pick<Ports, 'addresses' | 'clock' | 'storage'>

interface IssuerDocument {
  readonly isOffered?: (pool: UserPool) => boolean
  readonly make: (ports: Needs, pool: UserPool) => Promise<object>
}

/** The documents below a pool's issuer, by their path there. Anybody may read them from anywhere. */
const documents: ReadonlyMap<string, IssuerDocument> = new Map<string, IssuerDocument>([
  ['/.well-known/openid-configuration', { make: discoveryDocument }],
  [
    '/.well-known/oauth-authorization-server',
    { make: discoveryDocument, isOffered: (pool) => extraOf(pool, 'standards-discovery') },
  ],
  ['/.well-known/jwks.json', { make: keySet }],
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
  if (document === undefined || document.isOffered?.(pool) === false) return undefined
  const common = {
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    'x-amzn-requestid': requestId,
  }
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, headers: { ...common, allow: 'GET, HEAD' }, body: '' }
  const headers = { ...common, 'content-type': 'application/json', 'cache-control': `public, max-age=${maxAgeSeconds}` }
  return { status: 200, headers, body: method === 'HEAD' ? '' : JSON.stringify(await document.make(ports, pool)) }
}

async function keySet({ clock, storage }: Needs, pool: UserPool): Promise<object> {
  const published = await storage.userPools.listSigningKeys(pool.id)
  const now = clock.now()
  const keys = published.filter(({ retiredAt }) => retiredAt === undefined || retiredAt > now)
  return { keys: keys.map(({ publicJwk }) => publicJwk) }
}
