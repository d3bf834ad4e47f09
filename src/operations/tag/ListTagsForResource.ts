import { requirePoolOfArn } from '../../flows/user-pools/require-pool-of-arn.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListTagsForResource = operation(
  'ListTagsForResource',
  async ({ input, refuse, request }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requirePoolOfArn(ports, refuse, input.ResourceArn, request.region)
    return { Tags: pool.configuration.UserPoolTags ?? {} }
  },
)
