import type { Refuse } from '../../contract/refusal.ts'
import type { Ports } from '../../ports/ports.ts'
import { requireUser, type UserOfPool } from '../users/require-user.ts'

/**
 * The user whose devices an administrative operation reads. Cognito: those operations have no UserNotFoundException, so
 * a user who is not there is a resource that is not there.
 */
export async function requireDeviceOwner(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  poolId: string,
  username: string,
): Promise<UserOfPool> {
  return requireUser(ports, (_exception, message) => refuse('ResourceNotFoundException', message), poolId, username)
}
