import { isJwtExpired } from '../../crypto/jose/jwt.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { registrationScope } from '../../domain/app-clients/oauth-scopes.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { checkAccessToken } from '../../flows/tokens/check-access-token.ts'
import { verifyAccessJwt, type GenuineAccessJwt } from '../../flows/tokens/verify-access-jwt.ts'
import type { Ports } from '../../ports/ports.ts'

type Needs = Pick<Ports, 'addresses' | 'clock' | 'storage'>

/** Whether this token lets its bearer register clients: a living one, of a client that may do so still. */
export async function checkRegistrationToken(
  ports: Needs,
  pool: UserPool,
  token: string,
): Promise<'good' | 'invalid' | 'scope-missing'> {
  const genuine = await verifyAccessJwt(ports, token)
  if (genuine.kind === 'invalid' || genuine.pool.id !== pool.id) return 'invalid'
  const holder = await findHolder(ports, token, genuine)
  if (holder === undefined) return 'invalid'
  const granted = String(genuine.claims.scope).split(' ').includes(registrationScope)
  return granted && mayRegister(holder) ? 'good' : 'scope-missing'
}

/** The client that a user's token, or a client's own, was issued to. */
async function findHolder(
  ports: Needs,
  token: string,
  { pool, claims }: GenuineAccessJwt,
): Promise<AppClient | undefined> {
  if (claims.username !== undefined) {
    const checked = await checkAccessToken(ports, token, { requiredScope: null })
    return checked.kind === 'valid' ? checked.client : undefined
  }
  // A token that is bound to a key is none without it (RFC 9449), and nobody proves a key here.
  const isBound = claims.cnf !== undefined
  if (isBound || isJwtExpired(claims, ports.clock.now()) || typeof claims.client_id !== 'string') return undefined
  const client = await ports.storage.appClients.find(claims.client_id)
  return client?.poolId === pool.id ? client : undefined
}

/** A client that was registered must not register others. */
function mayRegister({ configuration }: AppClient): boolean {
  const isRegular = (configuration.ClientType ?? 'REGULAR') === 'REGULAR'
  return isRegular && (configuration.AllowedOAuthScopes?.includes(registrationScope) ?? false)
}
