import { asksConsent } from '../../domain/authorization/consent-policy.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

export type ConsentVerdict =
  /** Nothing is in the way; `writes` hold to it at the commit. */
  { readonly kind: 'given'; readonly writes: readonly Write[] } | { readonly kind: 'missing' }

/** Whether a user lets a client have what it asks for; `isGiven` where they say so with this very request. */
export async function judgeConsent(
  ports: Pick<Ports, 'clock' | 'storage'>,
  {
    pool,
    client,
    user,
    request,
    isGiven,
  }: {
    readonly pool: UserPool
    readonly client: AppClient
    readonly user: Pick<User, 'sub'>
    readonly request: AuthorizationRequest
    readonly isGiven: boolean
  },
): Promise<ConsentVerdict> {
  if (!asksConsent(pool, client)) return { kind: 'given', writes: [] }
  const { scopes } = request
  const parties = { poolId: pool.id, sub: user.sub, clientId: client.id }
  if (isGiven) return { kind: 'given', writes: [{ write: 'grantConsent', ...parties, scopes, at: ports.clock.now() }] }
  if (request.prompts.includes('consent')) return { kind: 'missing' }
  const consent = await ports.storage.consents.find(parties)
  const isEnough = scopes.every((scope) => consent?.scopes.includes(scope))
  return isEnough ? { kind: 'given', writes: [{ write: 'requireConsent', ...parties, scopes }] } : { kind: 'missing' }
}
