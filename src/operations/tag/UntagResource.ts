import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { changeTags } from './change-tags.ts'

export const UntagResource = operation(
  'UntagResource',
  async ({ input, refuse, request }, ports: Pick<Ports, 'storage'>) => {
    const gone = new Set(input.TagKeys)
    await changeTags(ports, refuse, { arn: input.ResourceArn, region: request.region }, (tags) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key))),
    )
    return {}
  },
)
