import type { Refuse } from '../../contract/refusal.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { findUser } from './find-user.ts'
import { requireUserPool } from '../user-pools/require-user-pool.ts'

export interface UserOfPool {
  readonly pool: UserPool
  readonly user: User
}

/** The user that an administrative operation names, or Cognito's refusals for pool and user. */
export async function requireUser(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException' | 'UserNotFoundException'>,
  poolId: string,
  username: string,
): Promise<UserOfPool> {
  const pool = await requireUserPool(ports, refuse, poolId)
  const user = await findUser(ports, pool, username)
  if (!user) throw refuse('UserNotFoundException', 'User does not exist.')
  return { pool, user }
}
