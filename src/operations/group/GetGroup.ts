import { renderGroup } from '../../domain/groups/group-rendering.ts'
import { requireGroup } from '../../flows/groups/require-group.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetGroup = operation('GetGroup', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const group = await requireGroup(ports, refuse, input.UserPoolId, input.GroupName)
  return { Group: renderGroup(group) }
})
