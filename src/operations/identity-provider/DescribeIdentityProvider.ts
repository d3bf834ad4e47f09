import { renderIdentityProvider } from '../../domain/federation/identity-provider-rendering.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireIdentityProvider } from './require-identity-provider.ts'

export const DescribeIdentityProvider = operation(
  'DescribeIdentityProvider',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { provider } = await requireIdentityProvider(ports, refuse, input)
    return { IdentityProvider: renderIdentityProvider(provider) }
  },
)
