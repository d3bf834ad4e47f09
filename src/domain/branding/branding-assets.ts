import type { AssetCategoryType, AssetExtensionType, AssetType } from '../../contract/shapes.gen.ts'
import { isImageOfType } from './image-type.ts'

const pictures: readonly AssetExtensionType[] = ['PNG', 'JPEG', 'SVG', 'WEBP']

const extensions: Partial<Readonly<Record<AssetCategoryType, readonly AssetExtensionType[]>>> = {
  FAVICON_ICO: ['ICO'],
  FAVICON_SVG: ['SVG'],
  IDP_BUTTON_ICON: ['ICO', 'SVG'],
}

/** The first thing wrong with the assets of one request. */
export function assetsFault(assets: readonly AssetType[]): string | undefined {
  const places = assets.map(placeOf)
  const repeated = assets.find((_asset, position) => places.indexOf(places[position] ?? '') !== position)
  if (repeated !== undefined) return `The asset ${nameOf(repeated)} is given twice.`
  return assets.map(assetFault).find((fault) => fault !== undefined)
}

/** Assets laid upon others: one of the same place takes it. Cognito: one of another place is added. */
export function mergeAssets(beneath: readonly AssetType[], over: readonly AssetType[]): readonly AssetType[] {
  const byPlace = new Map([...beneath, ...over].map((asset) => [placeOf(asset), asset]))
  return [...byPlace.values()]
}

function assetFault(asset: AssetType): string | undefined {
  const { Category, Extension, Bytes, ResourceId } = asset
  const allowed = extensions[Category] ?? pictures
  if (!allowed.includes(Extension)) {
    return `The asset ${nameOf(asset)} must be of one of these types: ${allowed.join(', ')}.`
  }
  if (Bytes === undefined || Bytes.byteLength === 0) {
    return ResourceId === undefined ? `The asset ${nameOf(asset)} has neither Bytes nor ResourceId.` : undefined
  }
  return isImageOfType(Bytes, Extension)
    ? undefined
    : `The asset ${nameOf(asset)} is no ${Extension} that may be shown.`
}

function nameOf({ Category, ColorMode }: AssetType): string {
  return `${Category} (${ColorMode})`
}

/** Providers' buttons have an icon each. */
function placeOf({ Category, ColorMode, ResourceId }: AssetType): string {
  return `${Category} ${ColorMode} ${Category === 'IDP_BUTTON_ICON' ? (ResourceId ?? '') : ''}`
}
