import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import { refuseDuringImport } from '../../flows/user-import/refuse-during-import.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteUserPool = operation('DeleteUserPool', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const pool = await requireUserPool(ports, refuse, input.UserPoolId)
  if (pool.configuration.DeletionProtection === 'ACTIVE') {
    throw refuse(
      'InvalidParameterException',
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    )
  }
  const result = await ports.storage.commit([
    { write: 'requireNoImport', poolId: pool.id },
    { write: 'deleteUserPool', poolId: pool.id },
  ])
  refuseDuringImport(refuse, result)
  if (result.committed) return
  if (result.guard === 'user-pool-has-no-domain') {
    throw refuse(
      'InvalidParameterException',
      'User pool cannot be deleted. It has a domain configured that should be deleted first.',
    )
  }
  throw refuse('ResourceNotFoundException', `User pool ${pool.id} does not exist.`)
})
