import { renderResourceServer } from '../../domain/authorization/resource-server-rendering.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireResourceServer } from './require-resource-server.ts'

export const DescribeResourceServer = operation(
  'DescribeResourceServer',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => ({
    ResourceServer: renderResourceServer(await requireResourceServer(ports, refuse, input)),
  }),
)
