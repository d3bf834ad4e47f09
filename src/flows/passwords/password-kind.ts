import { needsSrpVerifiers } from '../../domain/sign-in/auth-flows.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { PasswordKind } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

const pageSize = 60

/**
 * How the pool keeps passwords: as SRP verifiers where a client needs them, else as the slower argon2id hash.
 * A pool that has no client yet keeps verifiers, since that is what a client asks for unless told otherwise.
 * `client` is one of the pool's, to look at first.
 */
export async function passwordKind(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  client?: AppClient,
): Promise<PasswordKind> {
  if (client !== undefined && needsSrpVerifiers(client)) return 'srp'
  let seen = 0
  let after: string | undefined
  do {
    const page = await ports.storage.appClients.list(pool.id, { limit: pageSize, after })
    if (page.items.some(needsSrpVerifiers)) return 'srp'
    seen += page.items.length
    after = page.next
  } while (after !== undefined)
  return seen === 0 ? 'srp' : 'argon2id'
}
