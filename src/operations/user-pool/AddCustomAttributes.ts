import { withCustomAttributes } from '../../domain/user-pools/pool-schema.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import { refuseDuringImport } from '../../flows/user-import/refuse-during-import.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AddCustomAttributes = operation(
  'AddCustomAttributes',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    for (;;) {
      const pool = await requireUserPool(ports, refuse, input.UserPoolId)
      const schema = withCustomAttributes(pool.configuration.SchemaAttributes ?? [], input.CustomAttributes)
      if ('fault' in schema) throw refuse('InvalidParameterException', schema.fault)
      const changed = {
        ...pool,
        configuration: { ...pool.configuration, SchemaAttributes: schema },
        updatedAt: ports.clock.now(),
        version: pool.version + 1,
      }
      // The contract knows no ConcurrentModificationException here: decide again on what the other change left.
      const result = await ports.storage.commit([
        { write: 'requireNoImport', poolId: pool.id },
        { write: 'updateUserPool', pool: changed },
      ])
      refuseDuringImport(refuse, result)
      if (result.committed) return {}
    }
  },
)
