import type { BrandingWrite } from '../../../ports/storage/branding.ts'
import { toBrandingRow, toUiCustomizationRow } from './rows.ts'
import type { BrandingRow, UiCustomizationRow } from './tables.ts'

export type SqlBrandingWrite =
  | { readonly write: 'createBranding' | 'updateBranding'; readonly row: BrandingRow }
  | { readonly write: 'putUiCustomization'; readonly row: UiCustomizationRow }
  | Extract<BrandingWrite, { readonly write: 'deleteBranding' | 'deleteUiCustomization' }>

export function prepareBrandingWrite(write: BrandingWrite): SqlBrandingWrite {
  switch (write.write) {
    case 'createBranding':
    case 'updateBranding':
      return { write: write.write, row: toBrandingRow(write.branding) }
    case 'putUiCustomization':
      return { write: write.write, row: toUiCustomizationRow(write.customization) }
    case 'deleteBranding':
    case 'deleteUiCustomization':
      return write
  }
}
