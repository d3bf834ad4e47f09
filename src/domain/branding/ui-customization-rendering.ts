import { createHash } from 'node:crypto'
import type { UICustomizationType } from '../../contract/shapes.gen.ts'
import { classicCssVersion } from './classic-css.ts'
import type { Logo, UiCustomization } from './ui-customization.ts'

/** Where a pool's domain serves the logos of its classic pages. */
export const logoPath = '/assets/logo'

export function renderUiCustomization(
  customization: UiCustomization,
  domainBase: string | undefined,
): UICustomizationType {
  const { clientId, logo } = customization
  const query = logo && new URLSearchParams({ client_id: clientId, v: logoVersion(logo) }).toString()
  return {
    UserPoolId: customization.poolId,
    ClientId: clientId,
    ImageUrl: domainBase !== undefined && query !== undefined ? `${domainBase}${logoPath}?${query}` : undefined,
    CSS: customization.css,
    CSSVersion: classicCssVersion,
    LastModifiedDate: customization.updatedAt,
    CreationDate: customization.createdAt,
  }
}

/** Names the logo's content, so that browsers may keep it for ever. */
export function logoVersion({ bytes }: Logo): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 16)
}
