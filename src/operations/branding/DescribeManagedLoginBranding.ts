import { renderBranding } from '../../domain/branding/branding-rendering.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireBranding } from './require-branding.ts'

export const DescribeManagedLoginBranding = operation(
  'DescribeManagedLoginBranding',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const branding = await requireBranding(ports, refuse, input.UserPoolId, input.ManagedLoginBrandingId)
    return { ManagedLoginBranding: renderBranding(branding, { withDefaults: input.ReturnMergedResources ?? false }) }
  },
)
