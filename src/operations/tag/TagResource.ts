import { checkExtras } from '../../flows/user-pools/check-tags.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { changeTags } from './change-tags.ts'

export const TagResource = operation(
  'TagResource',
  async ({ input, refuse, request }, ports: Pick<Ports, 'storage'>) => {
    checkExtras(refuse, input.Tags)
    const named = { arn: input.ResourceArn, region: request.region }
    await changeTags(ports, refuse, named, (tags) => ({ ...tags, ...input.Tags }))
    return {}
  },
)
