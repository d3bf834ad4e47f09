import type { Refuse } from '../../contract/refusal.ts'
import { userPoolArn } from '../../domain/user-pools/user-pool-rendering.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { requireUserPool } from './require-user-pool.ts'

const arnOfPool = /^arn:[\w-]+:cognito-idp:[\w-]+:\d{12}:userpool\/([\w-]+_[0-9a-zA-Z]+)$/

/** The pool that an ARN names. One of another account or of a region where the pool is not names none. */
export async function requirePoolOfArn(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'InvalidParameterException' | 'ResourceNotFoundException'>,
  arn: string,
  region: string,
): Promise<UserPool> {
  const poolId = arnOfPool.exec(arn)?.[1]
  if (poolId === undefined) throw refuse('InvalidParameterException', 'Invalid ARN provided.')
  const pool = await requireUserPool(ports, refuse, poolId)
  if (userPoolArn(pool) !== arn || pool.region !== region) {
    throw refuse('ResourceNotFoundException', `User pool ${poolId} does not exist.`)
  }
  return pool
}
