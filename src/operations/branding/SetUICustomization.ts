import { classicCssFault } from '../../domain/branding/classic-css.ts'
import { isImageOfType } from '../../domain/branding/image-type.ts'
import { renderUiCustomization } from '../../domain/branding/ui-customization-rendering.ts'
import type { Logo, UiCustomization } from '../../domain/branding/ui-customization.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireCustomizable } from './require-customizable.ts'

const largestLogo = 100 * 1024

/** Cognito: style sheet and logo are set together, so what is left out goes; without either nothing is left. */
export const SetUICustomization = operation(
  'SetUICustomization',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { pool, clientId, domainBase } = await requireCustomizable(ports, refuse, input)
    const { CSS: css, ImageFile: image } = input
    if (domainBase === undefined) {
      throw refuse('InvalidParameterException', 'There has to be an existing domain associated with this user pool')
    }
    const fault = (css && classicCssFault(css)) || (image?.byteLength ? imageFault(image) : undefined)
    if (fault !== undefined && fault !== '') throw refuse('InvalidParameterException', fault)
    if (!css && !image?.byteLength) {
      await ports.storage.commit([{ write: 'deleteUiCustomization', poolId: pool.id, clientId }])
      return { UICustomization: {} }
    }
    const before = await ports.storage.branding.findUiCustomization(pool.id, clientId)
    const updatedAt = ports.clock.now()
    const customization: UiCustomization = {
      poolId: pool.id,
      clientId,
      css: css || undefined,
      logo: image?.byteLength ? logoOf(image) : undefined,
      createdAt: before?.createdAt ?? updatedAt,
      updatedAt,
    }
    const result = await ports.storage.commit([{ write: 'putUiCustomization', customization }])
    if (!result.committed) throw refuse('ResourceNotFoundException', 'User pool client does not exist.')
    return { UICustomization: renderUiCustomization(customization, domainBase) }
  },
)

function imageFault(image: Uint8Array): string | undefined {
  if (image.byteLength > largestLogo) return 'The image must not be larger than 100 KB.'
  return logoOf(image) ? undefined : 'The image must be a PNG or JPEG file.'
}

/** What the bytes are, whatever anybody says: never SVG, which could carry a script. */
function logoOf(bytes: Uint8Array): Logo | undefined {
  if (isImageOfType(bytes, 'PNG')) return { type: 'image/png', bytes }
  return isImageOfType(bytes, 'JPEG') ? { type: 'image/jpeg', bytes } : undefined
}
