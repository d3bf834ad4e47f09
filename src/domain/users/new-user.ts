import { usernameMode } from './user-alias.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from './user.ts'

export type NewUser = Pick<User, 'sub' | 'username' | 'status' | 'attributes' | 'password' | 'createdAt'>

/** The real username of whoever is created under this name. Cognito: where people sign in by address it is the sub. */
export function realUsername(pool: UserPool, presented: string, sub: string): string {
  return usernameMode(pool) === 'attribute' ? sub : presented
}

/** The record of a user who has done nothing yet. */
export function newUser({ id }: UserPool, user: NewUser): User {
  return {
    poolId: id,
    ...user,
    enabled: true,
    pendingAttributes: {},
    passwordSetAt: user.password && user.createdAt,
    passwordHistory: [],
    mfaFactors: [],
    preferredMfaFactor: undefined,
    updatedAt: user.createdAt,
    version: 1,
  }
}
