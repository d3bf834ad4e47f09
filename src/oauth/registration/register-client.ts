import { newClientId, newClientSecret } from '../../crypto/identifiers.ts'
import { appClientFault } from '../../domain/app-clients/app-client-rules.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { addedClientSecret } from '../../domain/app-clients/client-secret.ts'
import { quotas } from '../../domain/user-pools/quotas.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { keepExistingScopes } from '../../flows/app-clients/existing-scopes.ts'
import { holdOfferedProviders } from '../../flows/app-clients/offered-providers.ts'
import { addressSubject, countAttempt } from '../../flows/throttle.ts'
import type { Ports } from '../../ports/ports.ts'
import type { ClientMetadata, RegistrationProblem } from './client-metadata.ts'
import { registeredConfiguration } from './registered-configuration.ts'

export interface RegistrationRequest {
  readonly pool: UserPool
  readonly metadata: ClientMetadata
  readonly isAuthenticated: boolean
  readonly sourceIp: string
}

export type RegistrationOutcome =
  | { readonly kind: 'registered'; readonly client: AppClient }
  | RegistrationProblem
  /** The pool is full of clients, or this address has registered too many within the hour. */
  | { readonly kind: 'too-many' }

/** Makes a client out of what it says of itself. */
export async function registerClient(
  ports: Pick<Ports, 'clock' | 'random' | 'storage'>,
  { pool, metadata, isAuthenticated, sourceIp }: RegistrationRequest,
): Promise<RegistrationOutcome> {
  const providers = await listProviders(ports, pool)
  const asked = registeredConfiguration({ pool, metadata, isAuthenticated, providers })
  if ('kind' in asked) return asked
  const AllowedOAuthScopes = await keepExistingScopes(ports, pool, asked.AllowedOAuthScopes ?? [])
  const configuration = { ...asked, AllowedOAuthScopes }
  const createdAt = ports.clock.now()
  const id = newClientId(ports.random.bytes)
  const isPublic = metadata.authenticationMethod === 'none'
  const fault = appClientFault(configuration, pool, !isPublic)
  if (fault !== undefined) return { kind: 'problem', error: 'invalid_client_metadata', description: fault.message }
  const secret = addedClientSecret({ id, secrets: [] }, newClientSecret(ports.random.bytes), createdAt)
  const client: AppClient = {
    poolId: pool.id,
    id,
    name: metadata.name ?? `client-${id}`,
    secrets: isPublic ? [] : [secret],
    configuration,
    createdAt,
    updatedAt: createdAt,
    version: 1,
  }
  const counted = countAttempt(ports, { poolId: pool.id, subject: addressSubject(sourceIp), action: 'register-client' })
  const committed = await ports.storage.commit([
    ...(isAuthenticated ? [] : [counted]),
    { write: 'requireRoom', quota: { kind: 'app-clients', poolId: pool.id }, limit: quotas.appClients.limit },
    ...holdOfferedProviders(pool, configuration),
    { write: 'createAppClient', client },
  ])
  if (committed.committed) return { kind: 'registered', client }
  if (committed.guard === 'under-limit') return { kind: 'too-many' }
  return {
    kind: 'problem',
    error: 'invalid_client_metadata',
    description: 'The user pool has just changed. Try again.',
  }
}

/** All ways in that the pool has, but for providers that start sign-ins themselves, which share a client with no other. */
async function listProviders({ storage }: Pick<Ports, 'storage'>, { id }: UserPool): Promise<readonly string[]> {
  const { items } = await storage.identityProviders.list(id, {
    limit: quotas.identityProviders.limit,
    after: undefined,
  })
  const usual = items.filter(({ details }) => details.IDPInit !== 'true')
  return ['COGNITO', ...usual.map(({ name }) => name)]
}
