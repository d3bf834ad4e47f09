import type { BrandingWrite } from '../../../ports/storage/branding.ts'
import { toBrandingRow, toUiCustomizationRow } from './rows.ts'
import type { BrandingRow, UiCustomizationRow } from './tables.ts'

export type SqlBrandingWrite =
  | { readonly write: 'createBranding'; readonly row: BrandingRow }
  | { readonly write: 'updateBranding'; readonly row: BrandingRow; readonly kept: number }
  | { readonly write: 'putUiCustomization'; readonly row: UiCustomizationRow }
  | Extract<BrandingWrite, { readonly write: 'deleteBranding' | 'deleteUiCustomization' }>

export function prepareBrandingWrite(write: BrandingWrite): SqlBrandingWrite {
  switch (write.write) {
    case 'createBranding':
      return { write: write.write, row: toBrandingRow(write.branding) }
    case 'updateBranding':
      return { write: write.write, row: toBrandingRow(write.branding), kept: write.kept }
    case 'putUiCustomization':
      return { write: write.write, row: toUiCustomizationRow(write.customization) }
    case 'deleteBranding':
    case 'deleteUiCustomization':
      return write
  }
}
