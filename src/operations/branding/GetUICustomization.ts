import { renderUiCustomization } from '../../domain/branding/ui-customization-rendering.ts'
import { everyClient } from '../../domain/branding/ui-customization.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireCustomizable } from './require-customizable.ts'

/** Cognito: a client without a look of its own is told that of all; where there is neither, nothing. */
export const GetUICustomization = operation(
  'GetUICustomization',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'storage'>) => {
    const { pool, clientId, domainBase } = await requireCustomizable(ports, refuse, input)
    const own = await ports.storage.branding.findUiCustomization(pool.id, clientId)
    const found = own ?? (await ports.storage.branding.findUiCustomization(pool.id, everyClient))
    return { UICustomization: found === undefined ? {} : renderUiCustomization(found, domainBase) }
  },
)
