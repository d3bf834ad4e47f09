import type { AssetType } from '../../../contract/shapes.gen.ts'
import type { FormerStyle } from '../../../domain/branding/former-style.ts'
import type { ManagedLoginBranding } from '../../../domain/branding/managed-login-branding.ts'
import { everyClient, type Logo, type UiCustomization } from '../../../domain/branding/ui-customization.ts'
import { fromTime, toTime } from '../stored-time.ts'
import type { BrandingRow, FormerStyleRow, UiCustomizationRow } from './tables.ts'

type StoredAsset = Omit<AssetType, 'Bytes'> & { readonly Bytes?: string | undefined }
interface Style extends Pick<ManagedLoginBranding, 'useCognitoProvidedValues' | 'settings'> {
  readonly assets: readonly StoredAsset[]
}
interface ClassicStyle extends Pick<UiCustomization, 'css'> {
  readonly logo: (Pick<Logo, 'type'> & { readonly bytes: string }) | undefined
}

export function toBrandingRow(branding: ManagedLoginBranding): BrandingRow {
  const { poolId, id, clientId, useCognitoProvidedValues, settings } = branding
  const assets = branding.assets.map((asset) => ({ ...asset, Bytes: asset.Bytes && toBase64(asset.Bytes) }))
  const style: Style = { useCognitoProvidedValues, settings, assets }
  return {
    pool_id: poolId,
    id,
    client_id: clientId,
    style: JSON.stringify(style),
    created_at: toTime(branding.createdAt),
    updated_at: toTime(branding.updatedAt),
    version: branding.version,
  }
}

export function fromBrandingRow(row: BrandingRow): ManagedLoginBranding {
  return {
    poolId: row.pool_id,
    id: row.id,
    clientId: row.client_id,
    ...fromStyle(row.style),
    createdAt: fromTime(row.created_at),
    updatedAt: fromTime(row.updated_at),
    version: row.version,
  }
}

export function fromFormerStyleRow({ style, updated_at, version }: FormerStyleRow): FormerStyle {
  return { ...fromStyle(style), updatedAt: fromTime(updated_at), version }
}

function fromStyle(text: string): Pick<FormerStyle, 'useCognitoProvidedValues' | 'settings' | 'assets'> {
  const { useCognitoProvidedValues, settings, assets }: Style = JSON.parse(text)
  return {
    useCognitoProvidedValues,
    settings,
    assets: assets.map(({ Bytes, ...asset }) => ({
      ...asset,
      ...(Bytes !== undefined && { Bytes: Uint8Array.fromBase64(Bytes) }),
    })),
  }
}

export function toUiCustomizationRow(customization: UiCustomization): UiCustomizationRow {
  const { poolId, clientId, css, logo } = customization
  const style: ClassicStyle = { css, logo: logo && { ...logo, bytes: toBase64(logo.bytes) } }
  return {
    pool_id: poolId,
    client_id: clientId,
    owner_id: clientId === everyClient ? null : clientId,
    style: JSON.stringify(style),
    created_at: toTime(customization.createdAt),
    updated_at: toTime(customization.updatedAt),
  }
}

export function fromUiCustomizationRow(row: UiCustomizationRow): UiCustomization {
  const { css, logo }: ClassicStyle = JSON.parse(row.style)
  return {
    poolId: row.pool_id,
    clientId: row.client_id,
    css,
    logo: logo && { ...logo, bytes: Uint8Array.fromBase64(logo.bytes) },
    createdAt: fromTime(row.created_at),
    updatedAt: fromTime(row.updated_at),
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
