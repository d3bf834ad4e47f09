import { unknownUserSub } from '../../domain/sign-in/unknown-user.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { findUser } from '../users/find-user.ts'

/** Whom a name stands for: `user` is absent for a stranger, `sub` never is. */
export interface SignInUser {
  readonly user: User | undefined
  readonly sub: string
}

/** Finds whoever signs in under this name, with the same reads and work whether there is such a user or not. */
export async function findSignInUser(
  ports: Pick<Ports, 'storage' | 'sealing'>,
  pool: UserPool,
  name: string,
): Promise<SignInUser> {
  const user = await findUser(ports, pool, name)
  const nobody = unknownUserSub(ports.sealing.keyFor('unknown-user'), pool, name)
  return { user, sub: user?.sub ?? nobody }
}
